using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Insight.Days;

/// <summary>Today and the two days before again and again (a browser is believed two days back), and whichever of the last days was never counted.</summary>
internal sealed class RollUpDays(AppDb db, RollUp rollUp, SiteCalendar calendar, TimeProvider clock) : IScheduled
{
    public const int Shown = 14;

    public static string Name => "insight.days";
    public static TimeSpan Every => TimeSpan.FromMinutes(2);

    public async Task Run(CancellationToken cancel)
    {
        var today = calendar.DayOf(Instant.Now(clock));
        var first = SiteCalendar.Number(today.AddDays(1 - Shown));
        var counted = await db.Set<InsightDay>().Where(d => d.Day >= first && d.Metric == RollUp.Acts).Select(d => d.Day).ToListAsync(cancel);
        for (var back = Shown - 1; back >= 0; back--)
        {
            var day = today.AddDays(-back);
            if (back <= 2 || !counted.Contains(SiteCalendar.Number(day))) await rollUp.Day(day, cancel);
        }
    }
}

/// <summary>Every day since the first act, anew.</summary>
internal sealed class DaysProjection(AppDb db, RollUp rollUp, SiteCalendar calendar, TimeProvider clock) : IProjection
{
    public string Name => "days";

    public async Task Rebuild(IProgress<long> done, CancellationToken cancel)
    {
        await db.Write(async () =>
        {
            await db.Set<InsightDay>().ExecuteDeleteAsync(cancel);
            await db.Set<InsightTop>().ExecuteDeleteAsync(cancel);
        }, cancel);
        var today = calendar.DayOf(Instant.Now(clock));
        var first = await db.Set<Act>().OrderBy(a => a.At).Select(a => (Instant?)a.At).FirstOrDefaultAsync(cancel) is { } at ? calendar.DayOf(at) : today;
        var day = first < today.AddDays(1 - RollUpDays.Shown) ? first : today.AddDays(1 - RollUpDays.Shown);
        for (long days = 1; day <= today; day = day.AddDays(1), days++)
        {
            await rollUp.Day(day, cancel);
            done.Report(days);
        }
    }
}
