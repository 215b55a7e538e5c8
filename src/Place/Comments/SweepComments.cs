using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Forgets removed comments whose time to be taken back is over; likes, reports and pictures go with them.</summary>
internal sealed class SweepComments(AppDb db, TimeProvider clock) : IScheduled
{
    private const int Batch = 500;

    public static string Name => "place.sweep-comments";
    public static TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task Run(CancellationToken cancel)
    {
        var before = Instant.Now(clock).Minus(Comment.UndoWindow);
        while (await Forget(before, cancel) == Batch) { }
    }

    private Task<int> Forget(Instant before, CancellationToken cancel) => db.Write(async () =>
    {
        var comments = db.Set<Comment>();
        var gone = await comments.Where(c => c.State == CommentState.Deleted && c.DeletedAt < before).OrderBy(c => c.Id).Take(Batch).Select(c => new { c.Id, c.RootId, c.PictureId }).ToListAsync(cancel);
        long[] ids = [.. gone.Select(c => c.Id)], threads = [.. gone.Select(c => c.RootId).OfType<long>()];
        foreach (var picture in gone.Select(c => c.PictureId).OfType<long>()) db.Publish(new PictureUseChanged(picture));
        await Over(ids, before).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CommentState.Deleted), cancel); // held from here on
        ids = await Over(ids, before).Select(c => c.Id).ToArrayAsync(cancel);
        await db.Set<CommentLike>().Where(l => ids.Contains(l.CommentId)).ExecuteDeleteAsync(cancel);
        await db.Set<CommentReport>().Where(r => ids.Contains(r.CommentId)).ExecuteDeleteAsync(cancel);
        await Over(ids, before).Where(c => c.RootId != null).ExecuteDeleteAsync(cancel);
        await comments.Where(c => c.State == CommentState.Deleted && (ids.Contains(c.Id) && c.DeletedAt < before || threads.Contains(c.Id) && c.DeletedAt == null) && !comments.Any(r => r.RootId == c.Id)).ExecuteDeleteAsync(cancel);
        await Empty(ids, before, cancel);
        return gone.Count;
    }, cancel);

    // On PostgreSQL a node whose clock is behind may take one back since it was read: each statement looks again.
    private IQueryable<Comment> Over(long[] ids, Instant before) => db.Set<Comment>().Where(c => ids.Contains(c.Id) && c.State == CommentState.Deleted && c.DeletedAt < before);

    // Where others have answered the place stays, with nothing in it of whose it was; it goes with the last answer.
    private Task<int> Empty(long[] ids, Instant before, CancellationToken cancel) => Over(ids, before).ExecuteUpdateAsync(s => s
        .SetProperty(c => c.AuthorId, 0L).SetProperty(c => c.Text, "").SetProperty(c => c.PictureId, (long?)null).SetProperty(c => c.Sticker, (string?)null)
        .SetProperty(c => c.Likes, 0L).SetProperty(c => c.DeletedAt, (Instant?)null).SetProperty(c => c.DeletedBy, (long?)null), cancel);
}
