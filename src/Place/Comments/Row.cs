using System.Linq.Expressions;
using Kaki.Kernel;
using Kaki.Kernel.Data;

namespace Kaki.Place.Comments;

/// <summary>The columns a shown comment is made of.</summary>
internal sealed record Row(long Id, long NoteId, long? RootId, long AuthorId, long? ReplyToMemberId, string Text, long? PictureId, int PictureWidth, int PictureHeight, string PictureColour, string? Sticker,
    CommentState State, bool Folded, bool Pinned, bool AuthorLiked, bool Bought, Instant At, Instant? EditedAt, long Likes, long Replies, bool Liked, List<Row> Answers, int FoldedAnswers)
{
    /// <summary>Only its place is left, for the answers to stand in.</summary>
    public bool Gone => State is CommentState.Deleted or CommentState.TakenDown;

    public static Expression<Func<Comment, Row>> Of(AppDb db, long? me) => c =>
        new Row(c.Id, c.NoteId, c.RootId, c.AuthorId, c.ReplyToMemberId, c.Text, c.PictureId, c.PictureWidth, c.PictureHeight, c.PictureColour, c.Sticker,
            c.State, c.Folded, c.Pinned && c.State == CommentState.Shown, c.AuthorLiked, c.Bought, c.At, c.EditedAt, c.Likes, c.Replies,
            me != null && db.Set<CommentLike>().Any(l => l.CommentId == c.Id && l.MemberId == me), new List<Row>(), 0);

    /// <summary>The same with the first answers of each thread, in the one query: a window function numbers them.</summary>
    public static Expression<Func<Comment, Row>> WithReplies(AppDb db, long? me, IQueryable<Comment> answers, IQueryable<Comment> folded, int first) => c =>
        new Row(c.Id, c.NoteId, c.RootId, c.AuthorId, c.ReplyToMemberId, c.Text, c.PictureId, c.PictureWidth, c.PictureHeight, c.PictureColour, c.Sticker,
            c.State, c.Folded, c.Pinned && c.State == CommentState.Shown, c.AuthorLiked, c.Bought, c.At, c.EditedAt, c.Likes, c.Replies,
            me != null && db.Set<CommentLike>().Any(l => l.CommentId == c.Id && l.MemberId == me),
            answers.Where(r => r.RootId == c.Id).OrderBy(r => r.Id).Take(first).Select(r =>
                new Row(r.Id, r.NoteId, r.RootId, r.AuthorId, r.ReplyToMemberId, r.Text, r.PictureId, r.PictureWidth, r.PictureHeight, r.PictureColour, r.Sticker,
                    r.State, r.Folded, false, r.AuthorLiked, r.Bought, r.At, r.EditedAt, r.Likes, r.Replies,
                    me != null && db.Set<CommentLike>().Any(l => l.CommentId == r.Id && l.MemberId == me), new List<Row>(), 0)).ToList(),
            folded.Count(r => r.RootId == c.Id));
}
