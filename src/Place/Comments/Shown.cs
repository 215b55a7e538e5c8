using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Words;
using Kaki.People;

namespace Kaki.Place.Comments;

/// <summary>Turns rows into what one reader sees. A comment whose writer is gone is not shown.</summary>
internal sealed record Shown(Words Words, Caller Caller, NoteHead Head, IReadOnlyDictionary<long, PersonCard> Cards, Instant Now, bool MayReply)
{
    public CommentView? Thread(Row row)
    {
        var first = row.Answers.Take(ListComments.FirstReplies).ToList();
        var more = row.Answers.Count > first.Count ? new Cursor(first[^1].Id, first[^1].Id).ToString() : null;
        return One(row, [.. first.Select(r => One(r)).OfType<CommentView>()], more);
    }

    public CommentView? One(Row row, IReadOnlyList<CommentView>? replies = null, string? more = null)
    {
        if (!Cards.TryGetValue(row.AuthorId, out var author)) return null;
        var own = Caller.MemberId == row.AuthorId;
        return new(row.Id, row.NoteId, row.RootId is { } root ? new Id(root) : null, author, row.ReplyToMemberId is { } to ? Cards.GetValueOrDefault(to) : null, row.Text,
            row.PictureId is { } picture ? new(picture, row.PictureWidth, row.PictureHeight, row.PictureColour) : null, row.Sticker is { } sticker ? Sticker.Of(sticker, Words) : null, row.At, row.EditedAt,
            row.Likes, row.Liked, row.AuthorId == Head.AuthorId, row.AuthorLiked, row.Pinned, row.Bought, row.State == CommentState.Held, row.Folded,
            own, own && Now.Since(row.At) <= Comment.EditWindow, Caller.MemberId == Head.AuthorId || Caller.May(Rights.Moderate), MayReply, row.Replies, replies ?? [], more);
    }
}
