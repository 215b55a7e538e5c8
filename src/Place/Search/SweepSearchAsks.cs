using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>Forgets who looked for what once no list counts it any more, and what they were hashed with.</summary>
internal sealed class SweepSearchAsks(AppDb db, TimeProvider clock) : IScheduled
{
    public static string Name => "place.sweep-search-asks";
    public static TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(CancellationToken cancel)
    {
        var before = Instant.Now(clock).Minus(Askers.Kept);
        string[] needed = [Askers.WeekOf(before), Askers.WeekOf(Instant.Now(clock))];
        using var held = await db.EnterGate(cancel);
        await db.Set<SearchAsk>().Where(a => a.At < before).ExecuteDeleteAsync(cancel);
        await db.Set<AskersKey>().Where(k => !needed.Contains(k.Week)).ExecuteDeleteAsync(cancel);
    }
}
