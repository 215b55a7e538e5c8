using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Pictures of comments: kept for as long as the comment can come back, shown while it, its thread and its note are.</summary>
internal sealed class CommentPictures(AppDb db) : IPictureUse
{
    public Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        Of(With(ids).Where(c => db.Set<Note>().Any(n => n.Id == c.NoteId && n.State != NoteState.Deleted)), cancel);

    public Task<IReadOnlyCollection<long>> Shown(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        Of(Seen(With(ids)).Where(c => (c.RootId == null || Seen(db.Set<Comment>()).Any(r => r.Id == c.RootId)) && db.Set<Note>().Any(n => n.Id == c.NoteId && n.State == NoteState.Published)), cancel);

    /// <summary>Leaves the fact that a comment, and with it its thread, is seen by others than before; in the transaction of the change.</summary>
    public static async Task Changed(AppDb db, Comment comment)
    {
        foreach (var picture in await db.Set<Comment>().Where(c => c.PictureId != null && (c.Id == comment.Id || c.RootId == comment.Id)).Select(c => c.PictureId!.Value).ToListAsync())
            db.Publish(new PictureUseChanged(picture));
    }

    private IQueryable<Comment> With(IReadOnlyCollection<long> ids) => db.Set<Comment>().Where(c => c.PictureId != null && ids.Contains(c.PictureId.Value));

    private static IQueryable<Comment> Seen(IQueryable<Comment> comments) => comments.Where(c => c.State == CommentState.Shown || c.State == CommentState.Held);

    private static async Task<IReadOnlyCollection<long>> Of(IQueryable<Comment> comments, CancellationToken cancel) => await comments.Select(c => c.PictureId!.Value).Distinct().ToListAsync(cancel);
}
