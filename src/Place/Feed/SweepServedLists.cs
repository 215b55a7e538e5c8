using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Feed;

/// <summary>Forgets served lists nobody reads on in any more.</summary>
internal sealed class SweepServedLists(AppDb db, TimeProvider clock) : IScheduled
{
    public static string Name => "place.sweep-served-lists";
    public static TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(CancellationToken cancel)
    {
        var before = Instant.Now(clock).Minus(ServedLists.Kept);
        using var held = await db.EnterGate(cancel);
        await db.Set<ServedList>().Where(s => s.At < before).ExecuteDeleteAsync(cancel);
    }
}
