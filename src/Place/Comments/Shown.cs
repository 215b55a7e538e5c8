using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Words;
using Kaki.People;

namespace Kaki.Place.Comments;

/// <summary>Turns rows into what one reader sees. A comment whose writer is gone is not shown.</summary>
/// <param name="ToJudge">A moderator looks into a note they would not see: they rule over what is said there, and do nothing else.</param>
/// <param name="Whys">What was taken down and is shown to this reader all the same (<see cref="CommentSight.Whys"/>).</param>
internal sealed record Shown(Words Words, Caller Caller, NoteHead Head, IReadOnlyDictionary<long, PersonCard> Cards, Instant Now, bool MayReply, IReadOnlyDictionary<long, string>? Whys = null, bool ToJudge = false)
{
    private bool OwnNote => Caller.MemberId == Head.AuthorId;

    public CommentView? Thread(Row row) => Thread(row, ListComments.FirstReplies);

    /// <param name="folded">The answers read are the folded ones.</param>
    /// <param name="first">Nothing came before the answers read: how many are left can be told.</param>
    public CommentView? Thread(Row row, int most, bool folded = false, bool first = true)
    {
        var answers = row.Answers.Take(most).ToList();
        var aside = folded ? 0 : row.FoldedAnswers;
        if (IsPlace(row) && answers.Count + aside == 0) return null;
        var talk = row.State == CommentState.Shown ? this : this with { MayReply = false }; // what is left of a removed thread is read, not gone on with, nor is one that waits
        return One(row) is { } view ? view with
        {
            Replies = [.. answers.Select(r => talk.One(r)).OfType<CommentView>()],
            MoreReplies = row.Answers.Count > most ? new Cursor(0, answers[^1].Id).ToString() : null,
            FoldedReplies = aside,
            RepliesLeft = first && !folded ? Math.Max(1, row.Replies - row.FoldedAnswers - answers.Count) : null,
            ShowsFolded = folded,
        } : null;
    }

    public CommentView? One(Row row)
    {
        if (IsPlace(row)) return Place(row);
        if (!Cards.TryGetValue(row.AuthorId, out var author)) return null;
        var own = Caller.MemberId == row.AuthorId;
        var view = new CommentView(row.Id, row.NoteId, row.RootId is { } root ? new Id(root) : null, author, row.ReplyToMemberId is { } to ? Cards.GetValueOrDefault(to) : null, row.Text,
            row.PictureId is { } picture ? new(picture, row.PictureWidth, row.PictureHeight, row.PictureColour) : null, row.Sticker is { } sticker ? Sticker.Of(sticker, Words) : null, row.At, row.EditedAt,
            row.Likes, row.Liked, row.AuthorId == Head.AuthorId, row.AuthorLiked, row.Pinned, row.Bought, row.State == CommentState.Held, row.Folded,
            own, own && Now.Since(row.At) <= Comment.EditWindow, OwnNote || Caller.May(Rights.Moderate), OwnNote && row.RootId is null && row.State == CommentState.Shown, MayReply, row.Replies)
        { MayTakeDown = !own && !OwnNote && Caller.May(Rights.Moderate), ToJudge = ToJudge };
        return row.Gone ? view with { MayEdit = false, MayRule = false, MayReply = false, MayTakeDown = false, TakenDown = true, Why = Whys![row.Id] } : view;
    }

    // This reader is shown where it stands, and nothing of it.
    private bool IsPlace(Row row) => row.State switch
    {
        CommentState.Shown => false,
        CommentState.Held => Caller.MemberId != row.AuthorId && !OwnNote && !Caller.May(Rights.Moderate),
        _ => Whys?.ContainsKey(row.Id) != true,
    };

    private static CommentView Place(Row row) => new(row.Id, row.NoteId, null, null, null, "", null, null, row.At, null,
        0, false, false, false, false, false, false, false, false, false, false, false, false, row.Replies) { Removed = true };
}
