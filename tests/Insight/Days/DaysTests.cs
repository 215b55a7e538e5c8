using System.Net;
using Kaki.Insight.Days;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Insight.Days;

public class DaysTests
{
    // Days of long ago, one for each test, which nobody else writes to.
    private static int last;
    private static DateOnly OwnDay() => new DateOnly(2001, 1, 1).AddDays(Interlocked.Increment(ref last));

    private static async Task<Dictionary<string, long>> Counted(AppDb db, DateOnly day)
    {
        var number = SiteCalendar.Number(day);
        return await db.Set<InsightDay>().AsNoTracking().Where(d => d.Day == number).ToDictionaryAsync(d => d.Metric, d => d.Value);
    }

    private static Act Act(AppDb db, string kind, string thing, long? actor, Instant at) => new() { Id = new Id(db.NextId()).ToString(), Kind = kind, Thing = thing, ActorId = actor, At = at };

    [Theory, BothDatabases]
    public async Task A_day_holds_what_happened_between_its_midnights_however_often_it_is_counted(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var (db, rollUp, calendar) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<RollUp>(), scope.ServiceProvider.GetRequiredService<SiteCalendar>());
        var day = OwnDay();
        OwnDay();
        var start = calendar.Start(day);
        await db.Write(() =>
        {
            db.Add(Act(db, "like", "note:2", 1, start));
            db.Add(Act(db, "like", "note:3", 1, start.Plus(TimeSpan.FromHours(23))));
            db.Add(Act(db, "open", "note:2", 2, start.Plus(TimeSpan.FromHours(2))));
            db.Add(Act(db, "open", "note:2", null, start.Plus(TimeSpan.FromHours(2))));
            db.Add(Act(db, "open", "note:3", null, start.Plus(TimeSpan.FromHours(3))));
            db.Add(Act(db, "search", "search:kettle", null, start.Plus(TimeSpan.FromHours(3))));
            db.Add(Act(db, "like", "note:2", 3, start.Plus(TimeSpan.FromHours(24))));
            db.Add(Act(db, "like", "note:2", 3, start.Minus(TimeSpan.FromTicks(10))));
            return Task.CompletedTask;
        });
        await rollUp.Day(day, default);
        await rollUp.Day(day, default);
        var counted = await Counted(db, day);
        counted["act.like"].ShouldBe(2);
        counted["act.open"].ShouldBe(3);
        counted["active"].ShouldBe(2);
        counted["acts"].ShouldBe(6);
        counted["signups"].ShouldBe(0);
        var number = SiteCalendar.Number(day);
        var tops = await db.Set<InsightTop>().AsNoTracking().Where(t => t.Day == number && t.Kind == "note").OrderByDescending(t => t.Value).ToListAsync();
        tops.Select(t => (t.Thing, t.Value)).ShouldBe([("note:2", 2), ("note:3", 1)]);
    }

    [Theory, BothDatabases]
    public async Task The_page_shows_what_people_did_today(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<RollUpDays>().Run(default);
        (await keeper.Client.GetStringAsync("/console/today")).ShouldContain("Sign-ups");
        var csv = await keeper.Client.GetStringAsync("/console/today?handler=csv&metric=signups");
        var lines = csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(15);
        lines[0].ShouldBe("day,signups");
        int.Parse(lines[^1].Split(',')[1]).ShouldBeGreaterThanOrEqualTo(1);
        (await keeper.Client.GetAsync("/console/today?handler=csv&metric=nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task What_a_browser_tells_two_days_late_is_counted(Provider provider)
    {
        await using var scope = TestSite.On(provider).Scope();
        var (db, days, calendar) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<RollUpDays>(), scope.ServiceProvider.GetRequiredService<SiteCalendar>());
        var day = calendar.DayOf(Instant.Now(TimeProvider.System)).AddDays(-2);
        await days.Run(default);
        var before = (await Counted(db, day)).GetValueOrDefault("acts");
        db.Add(Act(db, "open", "note:2", null, calendar.Start(day).Plus(TimeSpan.FromHours(23))));
        await db.SaveChangesAsync();
        await days.Run(default);
        (await Counted(db, day))["acts"].ShouldBe(before + 1);
    }

    [Fact]
    public void A_day_is_one_of_the_site_and_not_of_greenwich()
    {
        var china = new SiteCalendar(TimeSpan.FromHours(8));
        china.DayOf(Instant.From(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero))).ShouldBe(new DateOnly(2026, 11, 23));
        china.Start(new DateOnly(2026, 11, 23)).ToString().ShouldBe("2026-11-22T16:00:00.000Z");
    }
}
