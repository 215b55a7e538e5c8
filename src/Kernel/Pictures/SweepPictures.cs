using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// Removes pictures nobody uses. In two steps an hour apart, because a note may take a picture up between the question and the
/// deletion: first it is marked as leaving, which no room takes up any more, and only when still unused is it gone.
/// Those in use are looked at too: shown or withheld as their rooms say now.
/// </summary>
internal sealed class SweepPictures(AppDb db, IBlobs blobs, IEnumerable<IPictureUse> uses, FollowUse follow, TimeProvider clock) : IScheduled
{
    public static string Name => "kernel.sweep-pictures";
    public static TimeSpan Every => TimeSpan.FromHours(1);

    Task IScheduled.Run(CancellationToken cancel) => Run(cancel);

    private const int Page = 200;
    private const int MostPages = 50;
    internal static readonly TimeSpan Leave = TimeSpan.FromHours(1);
    private static readonly TimeSpan Again = TimeSpan.FromDays(7);

    /// <summary>One pass, bounded; returns how many pictures it removed.</summary>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        if (!uses.Any()) return 0; // a house in which no room answers for its pictures would lose them all
        var removed = 0;
        for (var n = 0; n < MostPages; n++)
        {
            var now = Instant.Now(clock);
            var due = await db.Set<Picture>().Where(p => p.CheckAt <= now).OrderBy(p => p.CheckAt).ThenBy(p => p.Id).Take(Page).ToListAsync(cancel);
            if (due.Count == 0) break;
            removed += await Sweep(due, now, cancel);
            db.ChangeTracker.Clear();
        }
        return removed;
    }

    private async Task<int> Sweep(List<Picture> due, Instant now, CancellationToken cancel)
    {
        var used = await Used([.. due.Select(p => p.Id)], cancel);
        var removed = 0;
        foreach (var picture in due)
            if (used.Contains(picture.Id))
            {
                if (picture.FoundUsed(now, Again)) db.Publish(new PicturePutBack(picture.Id));
            }
            else if (picture.State != PictureState.Leaving) picture.FoundUnused(now, Leave);
            else
            {
                foreach (var key in Picture.Sizes.SelectMany(s => new[] { Picture.Key(picture.Id, s), Picture.WithheldKey(picture.Id, s) })) await blobs.Delete(key, cancel);
                db.Remove(picture);
                removed++;
            }
        await db.SaveChangesAsync(cancel);
        await Follow(used, now, cancel);
        return removed;
    }

    /// <summary>Whatever changed who may see them, and told nobody. What is turned by it is asked about again in an hour: a note may have come out of a draft just while the rooms were asked.</summary>
    private async Task Follow(HashSet<long> used, Instant now, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var before = await States(used, cancel);
        await db.Write(() => follow.Run(used, cancel), cancel);
        var turned = (await States(used, cancel)).Except(before).Select(p => p.Key).ToArray();
        var soon = now.Plus(Leave);
        if (turned.Length > 0) await db.Write(() => db.Set<Picture>().Where(p => turned.Contains(p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.CheckAt, soon), cancel), cancel);
    }

    private Task<Dictionary<long, PictureState>> States(HashSet<long> ids, CancellationToken cancel) => db.Set<Picture>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.State, cancel);

    private async Task<HashSet<long>> Used(List<long> ids, CancellationToken cancel)
    {
        var used = new HashSet<long>();
        foreach (var use in uses) used.UnionWith(await use.Used(ids, cancel));
        return used;
    }
}
