using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Insight.Days;

/// <summary>Counts one day from the journal and from what the floors count in their own tables, and puts it in the place of what stood there.</summary>
internal sealed class RollUp(AppDb db, IEnumerable<IDayNumbers> floors, SiteCalendar calendar)
{
    internal const int MostTops = 50;

    /// <summary>Present on every day that was counted, so that a day without anything is told from one not counted yet.</summary>
    public const string Acts = "acts";

    public const string Active = "active";

    public async Task Day(DateOnly day, CancellationToken cancel)
    {
        Instant from = calendar.Start(day), to = calendar.Start(day.AddDays(1));
        var number = SiteCalendar.Number(day);
        var acts = db.Set<Act>().AsNoTracking().Where(a => a.At >= from && a.At < to);
        var kinds = await acts.GroupBy(a => a.Kind).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancel);
        var counted = kinds.ToDictionary(k => "act." + k.Key, k => k.Count);
        counted[Acts] = kinds.Sum(k => k.Count);
        counted[Active] = await acts.Where(a => a.ActorId != null).Select(a => a.ActorId).Distinct().LongCountAsync(cancel);
        foreach (var floor in floors)
            foreach (var (metric, value) in await floor.Count(from, to, cancel)) counted[metric] = value;
        var tops = new List<InsightTop>();
        tops.AddRange(await Top(acts.Where(a => a.Kind == "open" && a.Thing.StartsWith("note:")), number, "note", cancel));
        tops.AddRange(await Top(acts.Where(a => a.Kind == "open" && a.Thing.StartsWith("product:")), number, "product", cancel));
        tops.AddRange(await Top(acts.Where(a => a.Kind == "search"), number, "search", cancel));
        await db.Write(async () =>
        {
            // Two nodes, or a rebuild beside the schedule: one day is counted by one at a time.
            if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(7, {2000 + number % 1000})", cancel);
            await db.Set<InsightDay>().Where(d => d.Day == number).ExecuteDeleteAsync(cancel);
            await db.Set<InsightTop>().Where(t => t.Day == number).ExecuteDeleteAsync(cancel);
            db.AddRange(counted.Select(c => new InsightDay { Day = number, Metric = c.Key, Value = c.Value }));
            db.AddRange(tops);
        }, cancel);
        db.ChangeTracker.Clear();
    }

    private static async Task<IEnumerable<InsightTop>> Top(IQueryable<Act> acts, int day, string kind, CancellationToken cancel)
    {
        var rows = await acts.GroupBy(a => a.Thing).Select(g => new { g.Key, Count = g.LongCount() }).OrderByDescending(g => g.Count).ThenBy(g => g.Key).Take(MostTops).ToListAsync(cancel);
        return rows.Select(r => new InsightTop { Day = day, Kind = kind, Thing = r.Key, Value = r.Count });
    }
}
