using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Pictures of comments: kept for as long as the comment can come back, shown while it is, and its note to others than its author.</summary>
internal sealed class CommentPictures(AppDb db) : IPictureUse
{
    public Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        Of(With(ids).Where(c => db.Set<Note>().Any(n => n.Id == c.NoteId && n.State != NoteState.Deleted)), cancel);

    public Task<IReadOnlyCollection<long>> Shown(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        Of(With(ids).Where(c => (c.State == CommentState.Shown || c.State == CommentState.Held) && db.Set<Note>().Any(n => n.Id == c.NoteId && n.State == NoteState.Published && n.Visibility != Visibility.OnlyMe)), cancel);

    /// <summary>Leaves the fact that a comment is seen by others than before; in the transaction of the change.</summary>
    public static void Changed(AppDb db, Comment comment)
    {
        if (comment.PictureId is { } picture) db.Publish(new PictureUseChanged(picture));
    }

    private IQueryable<Comment> With(IReadOnlyCollection<long> ids) => db.Set<Comment>().Where(c => c.PictureId != null && ids.Contains(c.PictureId.Value));

    private static async Task<IReadOnlyCollection<long>> Of(IQueryable<Comment> comments, CancellationToken cancel) => await comments.Select(c => c.PictureId!.Value).Distinct().ToListAsync(cancel);
}
