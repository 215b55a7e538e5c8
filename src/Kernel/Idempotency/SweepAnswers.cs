using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Idempotency;

/// <summary>Forgets stored answers after two days: nobody repeats a request that late.</summary>
internal sealed class SweepAnswers(AppDb db, TimeProvider clock) : IScheduled
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    public static string Name => "kernel.sweep-answers";
    public static TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(CancellationToken cancel)
    {
        var before = Instant.Now(clock).Minus(Kept);
        using var held = await db.EnterGate(cancel);
        await db.Set<StoredAnswer>().Where(s => s.At < before).ExecuteDeleteAsync(cancel);
    }
}
