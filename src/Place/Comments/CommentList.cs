using System.Text.Json.Serialization;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.People;

namespace Kaki.Place.Comments;

internal enum CommentOrder { Hot, New }

internal sealed record CommentPicture(Id Id, int Width, int Height, string Colour)
{
    public string Url(int size) => Picture.UrlOf(Id, size);
}

/// <summary>A comment as one reader sees it.</summary>
/// <param name="Author">Null of a removed one, of which only the place is left.</param>
/// <param name="MayRule">The reader is the note's author or a moderator: lets through; the author also removes.</param>
/// <param name="MayPin">The reader is the note's author, and the comment opens a thread.</param>
/// <param name="ReplyCount">All that are shown, the folded among them.</param>
internal sealed record CommentView(Id Id, Id NoteId, Id? RootId, PersonCard? Author, PersonCard? ReplyTo, string Text, CommentPicture? Picture, Sticker? Sticker, Instant At, Instant? EditedAt,
    long Likes, bool Liked, bool ByAuthor, bool AuthorLiked, bool Pinned, bool Bought, bool Held, bool Folded, bool Own, bool MayEdit, bool MayRule, bool MayPin, bool MayReply,
    long ReplyCount)
{
    public IReadOnlyList<CommentView> Replies { get; init; } = [];

    /// <summary>Where the next of the replies begin; null at their end.</summary>
    public string? MoreReplies { get; init; }

    /// <summary>How many replies are folded away from <see cref="Replies"/>; they are read with <c>folded=true</c>.</summary>
    public int FoldedReplies { get; init; }

    /// <summary>The reader is a moderator and nothing more: takes it down with a reason, where others remove.</summary>
    public bool MayTakeDown { get; init; }

    /// <summary>A moderator took it down; its writer and moderators see it by its address.</summary>
    public bool TakenDown { get; init; }

    /// <summary>Why it was taken down.</summary>
    public string? Why { get; init; }

    /// <summary>It is gone, or waits for the author since it was changed; others have answered it, so its place and their words stay.</summary>
    public bool Removed { get; init; }

    /// <summary>What the note is called, in the list of those that wait under all of one's notes.</summary>
    public string? NoteTitle { get; init; }

    /// <summary>How many more there are, where that is known.</summary>
    [JsonIgnore] public long? RepliesLeft { get; init; }

    [JsonIgnore] public bool ShowsFolded { get; init; }

    /// <summary>Its reader rules over it, and likes and reports nothing here.</summary>
    [JsonIgnore] public bool ToJudge { get; init; }
}

/// <summary>A page of the threads under a note.</summary>
/// <param name="Folded">How many threads are folded away from it.</param>
/// <param name="Held">How many wait for the author; told to the author alone.</param>
/// <param name="Closed">The code of the refusal a comment of this reader would meet, or null.</param>
internal sealed record CommentList(Id NoteId, CommentOrder Sort, long Count, int Folded, int Held, string? Closed, PersonCard? Me,
    IReadOnlyList<CommentView> Items, string? Next)
{
    public bool ShowsFolded { get; init; }

    /// <summary>What was refused a moment ago, and the comment it answered: the form shows both again.</summary>
    public string? Written { get; init; }
    public Id? Answering { get; init; }

    public string SortText => Sort == CommentOrder.Hot ? "hot" : "new";
}
