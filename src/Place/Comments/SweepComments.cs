using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Forgets removed comments whose time to be taken back is over; the answers of a forgotten thread, likes, reports and pictures go with it.</summary>
internal sealed class SweepComments(AppDb db, TimeProvider clock) : IScheduled
{
    private const int Batch = 500;

    public static string Name => "place.comments";
    public static TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task Run(CancellationToken cancel)
    {
        var before = Instant.Now(clock).Minus(Comment.UndoWindow);
        while (await Forget(before, cancel) == Batch) { }
    }

    private Task<int> Forget(Instant before, CancellationToken cancel) => db.Write(async () =>
    {
        var gone = await db.Set<Comment>().Where(c => c.State == CommentState.Deleted && c.DeletedAt < before).OrderBy(c => c.Id).Take(Batch).Select(c => c.Id).ToListAsync(cancel);
        var all = db.Set<Comment>().Where(c => gone.Contains(c.Id) || c.RootId != null && gone.Contains(c.RootId.Value));
        foreach (var picture in await all.Where(c => c.PictureId != null).Select(c => c.PictureId!.Value).ToListAsync(cancel)) db.Publish(new PictureUseChanged(picture));
        await db.Set<CommentLike>().Where(l => all.Any(c => c.Id == l.CommentId)).ExecuteDeleteAsync(cancel);
        await db.Set<CommentReport>().Where(r => all.Any(c => c.Id == r.CommentId)).ExecuteDeleteAsync(cancel);
        await all.ExecuteDeleteAsync(cancel);
        return gone.Count;
    }, cancel);
}
