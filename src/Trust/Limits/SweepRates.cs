using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Trust.Limits;

/// <summary>Forgets windows that are over.</summary>
internal sealed class SweepRates(AppDb db, TimeProvider clock) : IScheduled
{
    public static string Name => "trust.sweep-rates";
    public static TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        using var held = await db.EnterGate(cancel);
        await db.Set<RateWindow>().Where(r => r.Until < now).ExecuteDeleteAsync(cancel);
    }
}
