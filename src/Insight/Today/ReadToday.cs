using Kaki.Goods;
using Kaki.Insight.Days;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Insight.Today;

/// <summary>The last fourteen days of everything that is counted, for operators. Five queries.</summary>
internal sealed class ReadToday(AppDb db, NoteTitles notes, GoodsReads goods, SiteCalendar calendar, TimeProvider clock)
{
    /// <summary>What the page shows, in its order; what was paid follows, in each currency that was paid in.</summary>
    public static readonly string[] Metrics =
        ["signups", "active", "notes", "comments", "act.like", "act.save", "act.impression", "act.open", "act.search", "act.cart", "orders", "orders_paid"];

    private static readonly string[] Tops = ["note", "product", "search"];

    public sealed record Series(string Metric, string? Currency, IReadOnlyList<long> Values)
    {
        public long Today => Values[^1];

        /// <summary>Of the days before today.</summary>
        public double Mean => Values.Count < 2 ? 0 : Values.Take(Values.Count - 1).Average();

        public string Said(long value) => Currency is null ? value.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture) : new Money(value, Currency).ToString();
    }

    /// <param name="Name">Null for what is no longer there.</param>
    public sealed record TopThing(string Thing, string? Name, string? Href, long Value);

    public sealed record Output(IReadOnlyList<DateOnly> Days, IReadOnlyList<Series> Series, IReadOnlyDictionary<string, IReadOnlyList<TopThing>> Tops);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/insight/days", async (Caller caller, ReadToday today, CancellationToken cancel) => TypedResults.Ok(await today.Run(caller, cancel)))
        .WithName("getDays").WithSummary("Numbers of the last fourteen days (operators)").WithTags("insight");

    public async Task<Output> Run(Caller caller, CancellationToken cancel)
    {
        caller.Require(Rights.Operate);
        var today = calendar.DayOf(Instant.Now(clock));
        List<DateOnly> days = [.. Enumerable.Range(0, RollUpDays.Shown).Select(i => today.AddDays(i + 1 - RollUpDays.Shown))];
        var first = SiteCalendar.Number(days[0]);
        var rows = await db.Set<InsightDay>().AsNoTracking().Where(d => d.Day >= first).ToListAsync(cancel);
        var byMetric = rows.GroupBy(r => r.Metric).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.Day, r => r.Value));
        var paid = byMetric.Keys.Where(m => m.StartsWith("paid.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var series = Metrics.Concat(paid).Select(m => new Series(m, m.StartsWith("paid.", StringComparison.Ordinal) ? m[5..] : null,
            [.. days.Select(d => byMetric.GetValueOrDefault(m)?.GetValueOrDefault(SiteCalendar.Number(d)) ?? 0)]));
        return new(days, [.. series], await TopThings(first, cancel));
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<TopThing>>> TopThings(int first, CancellationToken cancel)
    {
        var rows = await db.Set<InsightTop>().AsNoTracking().Where(t => t.Day >= first).ToListAsync(cancel);
        var tops = Tops.ToDictionary(k => k, kind => rows.Where(r => r.Kind == kind).GroupBy(r => r.Thing)
            .Select(g => (Thing: g.Key, Value: g.Sum(r => r.Value))).OrderByDescending(t => t.Value).ThenBy(t => t.Thing, StringComparer.Ordinal).Take(10).ToList());
        var titles = await notes.Of([.. Ids(tops["note"])]);
        var cards = await goods.Cards([.. Ids(tops["product"])]);
        return tops.ToDictionary(t => t.Key, t => (IReadOnlyList<TopThing>)[.. t.Value.Select(v => Named(t.Key, v.Thing, v.Value, titles, cards))]);
    }

    private static TopThing Named(string kind, string thing, long value, IReadOnlyDictionary<long, string> titles, IReadOnlyDictionary<long, ProductCard> cards)
    {
        var text = thing[(thing.IndexOf(':') + 1)..];
        if (kind == "search") return new(thing, text.Replace('+', ' '), "/search?q=" + Uri.EscapeDataString(text.Replace('+', ' ')), value);
        if (!Id.TryParse(text, out var id)) return new(thing, null, null, value);
        var name = kind == "note" ? titles.GetValueOrDefault(id.Value) : cards.GetValueOrDefault(id.Value)?.Title;
        return new(thing, name, name is null ? null : (kind == "note" ? "/notes/" : "/goods/") + text, value);
    }

    private static IEnumerable<long> Ids(IEnumerable<(string Thing, long Value)> things)
    {
        foreach (var (thing, _) in things)
            if (Id.TryParse(thing[(thing.IndexOf(':') + 1)..], out var id)) yield return id.Value;
    }
}
