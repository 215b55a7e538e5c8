using System.Net;
using System.Net.Http.Json;
using Kaki.Host;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Kernel.Activity;

public class JournalTests
{
    private static string Fresh() => Guid.NewGuid().ToString("n")[..26].ToUpperInvariant();

    private static object Act(string id, string kind = "impression", string thing = "note:7Fk3pQ2Zr9x", long? at = null, string served = "7Fk3pQ2Zr9y") => new { id, kind, thing, served, position = 3, at };

    private static Task<HttpResponseMessage> Report(HttpClient client, params object[] acts) => client.PostAsJsonAsync("/api/v1/activity", new { acts });

    private static async Task<List<Act>> Kept(TestSite site, params string[] ids)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Act>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync();
    }

    [Theory, BothDatabases]
    public async Task Accepted_means_committed_however_many_report_at_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var browser = site.Browser();
        var ids = Enumerable.Range(0, 200).Select(_ => Fresh()).ToArray();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, _) =>
        {
            (await Report(browser, Act(id))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await Kept(site, id)).Count.ShouldBe(1, "the answer came before the commit");
        });
    }

    [Theory, BothDatabases]
    public async Task The_same_id_again_is_the_same_act(Provider provider)
    {
        var site = TestSite.On(provider);
        var id = Fresh();
        await Report(site.Browser(), Act(id), Act(id));
        (await Report(site.Browser(), Act(id, kind: "open"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Kept(site, id)).ShouldHaveSingleItem().Kind.ShouldBe("impression");
    }

    [Theory, BothDatabases]
    public async Task One_sender_has_an_end_and_stops_no_other(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson loud = await site.SignedIn("loud"), other = await site.SignedIn("other");
        var act = Fresh();
        HttpResponseMessage answer;
        var sent = 0;
        do answer = await Report(loud.Client, [.. Enumerable.Repeat(Act(act), 100)]);
        while (answer.IsSuccessStatusCode && ++sent <= 2 * SentActs.MostOfMember / 100); // twice as many: a minute may end meanwhile
        (answer.StatusCode, await answer.Code()).ShouldBe((HttpStatusCode.TooManyRequests, "too_often"));
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        (await Report(other.Client, Act(Fresh()))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory, BothDatabases]
    public async Task One_bad_act_refuses_its_own_report_and_no_other(Provider provider)
    {
        var site = TestSite.On(provider);
        foreach (var bad in new[] { Act("no id!"), Act(new Id(long.MaxValue).ToString()), Act(Fresh(), kind: "pay"), Act(Fresh(), thing: "planet:mars"), Act(Fresh(), thing: "note:" + new string('x', 61)),
            Act(Fresh(), thing: "note:\0"), Act(Fresh() + "\n"), Act(Fresh(), served: new string('x', 24) + "\n") })
        {
            var (good, other) = (Fresh(), Fresh());
            var answers = await Task.WhenAll(Report(site.Browser(), Act(good), bad), Report(site.Browser(), Act(other)));
            (await answers[0].Code()).ShouldBe("activity.malformed");
            answers[1].StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await Kept(site, good, other)).Select(a => a.Id).ShouldBe([other]);
        }
        (await (await Report(site.Browser(), [.. Enumerable.Range(0, 101).Select(_ => Act(Fresh()))])).Code()).ShouldBe("activity.too_many");
    }

    [Theory, BothDatabases]
    public async Task An_act_the_database_refuses_costs_no_other_sender_theirs(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        await database.Db.Database.EnsureCreatedAsync();
        var journal = new Journal(database.Settings, new WriteGate(database.Settings), NullLogger<Journal>.Instance);
        Act Of(string? id) => new() { Id = id!, Kind = "open", Thing = "note:7Fk3pQ2Zr9x", At = Instant.Now(TimeProvider.System) };
        Task before = journal.Write([Of("BEFORE")]), bad = journal.Write([Of("BESIDE"), Of(null)]), after = journal.Write([Of("AFTER")]);
        await journal.StartAsync(CancellationToken.None);
        await before;
        await after;
        (await Should.ThrowAsync<Refusal>(bad)).Code.ShouldBe("busy");
        await journal.StopAsync(CancellationToken.None);
        (await database.Db.Set<Act>().Select(a => a.Id).OrderBy(id => id).ToListAsync()).ShouldBe(["AFTER", "BEFORE"]);
    }

    [Theory, BothDatabases]
    public async Task Reports_need_no_key_and_one_they_bring_holds_nothing_back(Provider provider)
    {
        var site = TestSite.On(provider);
        var browser = site.Browser();
        var key = Fresh();
        browser.DefaultRequestHeaders.Add("Idempotency-Key", key);
        var (first, added) = (Fresh(), Fresh());
        await Report(browser, Act(first));
        (await Report(browser, Act(first), Act(added))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Kept(site, first, added)).Count.ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task A_clock_that_is_off_is_not_believed(Provider provider)
    {
        var site = TestSite.On(provider);
        var (past, near, ahead) = (Fresh(), Fresh(), Fresh());
        var now = DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(Instant.Now(TimeProvider.System).Micros);
        await Report(site.Browser(), Act(past, at: now.AddDays(-9).ToUnixTimeMilliseconds()), Act(near, at: now.AddHours(-5).ToUnixTimeMilliseconds()), Act(ahead, at: now.AddDays(3).ToUnixTimeMilliseconds()));
        var kept = (await Kept(site, past, near, ahead)).ToDictionary(a => a.Id, a => (now - a.At.Time).Duration());
        kept[past].ShouldBeLessThan(TimeSpan.FromMinutes(5));
        kept[ahead].ShouldBeLessThan(TimeSpan.FromMinutes(5));
        (kept[near] - TimeSpan.FromHours(5)).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory, BothDatabases]
    public async Task Who_did_it_stands_there_only_where_they_agreed(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson shy = await site.SignedIn("shy"), open = await site.SignedIn("open");
        (await shy.Client.PutAsJsonAsync("/api/v1/account/preferences", new { journalConsent = false })).EnsureSuccessStatusCode();
        (await open.Client.PutAsJsonAsync("/api/v1/account/preferences", new { journalConsent = true })).EnsureSuccessStatusCode();
        var (hers, theirs) = (Fresh(), Fresh());
        await Report(shy.Client, Act(hers));
        await Report(open.Client, Act(theirs));
        (await Kept(site, hers)).ShouldHaveSingleItem().ActorId.ShouldBeNull();
        (await Kept(site, theirs)).ShouldHaveSingleItem().ActorId.ShouldBe(open.MemberId);
    }

    [Theory, BothDatabases]
    public async Task When_too_many_wait_the_answer_is_busy_at_once_and_what_was_accepted_is_kept(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        await database.Db.Database.EnsureCreatedAsync();
        var journal = new Journal(database.Settings, new WriteGate(database.Settings), NullLogger<Journal>.Instance);
        var accepted = new List<Task>();
        var refused = 0;
        for (var n = 0; n < 5_000; n++) // nobody writes yet: they wait
        {
            try { accepted.Add(journal.Write([new Act { Id = $"ACT{n:00000}ABCDEFGHJK", Kind = "open", Thing = "note:7Fk3pQ2Zr9x", At = Instant.Now(TimeProvider.System) }])); }
            catch (Refusal busy) when (busy is { Code: "busy", Status: 503, RetryAfter: > 0 }) { refused++; }
        }
        (accepted.Count, refused).ShouldBe((4_096, 904));
        await journal.StartAsync(CancellationToken.None);
        await Task.WhenAll(accepted);
        await journal.StopAsync(CancellationToken.None);
        (await database.Db.Set<Act>().CountAsync()).ShouldBe(4_096);
    }
}
