using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.People.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kaki.Tests.People.Notices.NoticeSteps;

namespace Kaki.Tests.People.Notices;

/// <summary>Words that were taken back or changed leave notices, also those still under way.</summary>
public class WordsWithdrawnTests
{
    [Theory, BothDatabases]
    public async Task A_note_is_told_by_its_title_only_while_it_has_it_and_is_there(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), judge = await site.SignedIn("judge", Rights.Moderate);
        async Task<string> Publish(string title) => (await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title, body = $"Ask @{bo.Handle}" }).Json()).GetProperty("id").GetString()!;
        async Task<List<string?>> Read() => [.. (await bo.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("excerpt").GetString())];
        string renamed = await Publish("Bo owes me"), narrowed = await Publish("Bo snores"), deleted = await Publish("Bo cheats"), down = await Publish("Bo lies");
        await Soon.Holds(async () => (await Read()).Count(e => e is not null) == 4, "Four mentions");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{renamed}", new { title = "A loan", body = $"Ask @{bo.Handle}" })).EnsureSuccessStatusCode();
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{narrowed}", new { title = "Bo snores", body = $"Ask @{bo.Handle}", visibility = "onlyMe" })).EnsureSuccessStatusCode();
        (await amy.Client.DeleteAsync($"/api/v1/notes/{deleted}")).EnsureSuccessStatusCode();
        (await judge.Client.PostAsJsonAsync($"/api/v1/notes/{down}/moderation", new { measure = "takeDown", why = "Rude" })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Read()).OfType<string>().SequenceEqual(["A loan"]), "Only the new title is left");
    }

    [Theory, BothDatabases]
    public async Task Whom_a_note_is_not_for_any_more_learns_no_new_title(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy");
        var body = $"Ask @{bo.Handle}";
        object Party(string title, TestPerson guest) => new { title, body, visibility = "selected", viewers = new[] { guest.Handle } };
        var party = (await amy.Client.PostAsJsonAsync("/api/v1/notes", Party("Party", bo)).Json()).GetProperty("id").GetString();
        async Task<List<string?>> Read() => [.. (await bo.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("excerpt").GetString())];
        await Soon.Holds(async () => (await Read()).Contains("Party"), "The mention");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{party}", Party("Party without Bo", cy))).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Read()).OfType<string>().ToList() is [], "No title at all");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{party}", new { title = "Party for all", body })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Read()).Contains("Party for all"), "Told anew");
    }

    [Theory, BothDatabases]
    public async Task Words_taken_back_before_they_were_told_are_not_told(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        string thing = $"comment:{bo.Id}", note = $"note:{amy.Id}";
        await TakeBack(site, new(thing, note, bo.MemberId, Instant.Now(TimeProvider.System)));
        await Publish(site, new NoticeDue(amy.MemberId, NoticeKind.Reply, bo.MemberId, thing, "Regretted"), new NoticeDue(amy.MemberId, NoticeKind.Comment, bo.MemberId, note, "Regretted", Said: thing));
        (await Settled(site, amy, 2)).Select(Shown).ShouldBe([$"reply {thing} {bo.Handle}  0", $"comment {note} {bo.Handle}  0"], ignoreOrder: true);
    }

    [Fact]
    public async Task Words_taken_back_while_they_are_told_go_as_well()
    {
        var site = TestSite.On(Provider.Postgres);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var thing = $"comment:{bo.Id}";
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Task taken = null!;
        await db.Write(async () =>
        {
            await scope.ServiceProvider.GetRequiredService<NoticeDueHandler>().Handle(new(amy.MemberId, NoticeKind.Reply, bo.MemberId, thing, "Regretted"), default);
            taken = Task.Run(() => TakeBack(site, new(thing, "note:abc", bo.MemberId, Instant.Now(TimeProvider.System))));
            await Soon.Holds(async () => taken.IsCompleted || (await db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from pg_locks where pg_backend_pid() = any(pg_blocking_pids(pid))").ToListAsync())[0] > 0);
        });
        await taken;
        (await Told(amy, 1)).Select(Shown).ShouldBe([$"reply {thing} {bo.Handle}  0"]);
    }

    [Theory, BothDatabases]
    public async Task Words_are_taken_back_also_where_the_clock_that_wrote_them_runs_ahead(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        var note = $"note:{amy.Id}";
        await Publish(site, new NoticeDue(amy.MemberId, NoticeKind.Comment, bo.MemberId, note, "Regretted"));
        (await Settled(site, amy, 1)).Select(Shown).ShouldBe([$"comment {note} {bo.Handle} Regretted 0"]);
        await TakeBack(site, new($"comment:{bo.Id}", note, bo.MemberId, Instant.Now(TimeProvider.System).Plus(TimeSpan.FromMinutes(2))));
        (await Settled(site, amy, 1)).Select(Shown).ShouldBe([$"comment {note} {bo.Handle}  0"]);
    }

    private static async Task TakeBack(TestSite site, WordsWithdrawn words)
    {
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Write(() => scope.ServiceProvider.GetRequiredService<WordsWithdrawnHandler>().Handle(words, default));
    }
}
