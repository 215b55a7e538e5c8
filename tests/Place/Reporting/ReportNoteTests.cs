using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Reporting;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Reporting;

public class ReportNoteTests
{
    [Theory, BothDatabases]
    public async Task A_reported_note_waits_for_a_moderator_who_reads_what_is_wrong_with_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await SearchTests.Publish(amy, "A miracle cure", "for everything");
        foreach (var (who, reason) in new[] { (ben, "Untrue"), (eve, "Untrue"), (ben, "Spam"), (mod, "Spam") })
            (await who.Client.PutAsJsonAsync($"/api/v1/notes/{note}/report", new { reason })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var row = (await mod.Client.GetAsync($"/api/v1/moderation/notes?marked=true&text={note}").Json()).GetProperty("items")[0];
        row.GetProperty("reports").EnumerateArray().Select(r => $"{r.GetProperty("reason").GetString()} {r.GetProperty("count").GetInt32()}").ShouldBe(["untrue 2", "spam 1"]);
        var shelf = await mod.Client.GetStringAsync($"/console/notes?Show=marked&Q={note}");
        shelf.ShouldContain("Untrue × 2");
        (await site.Browser().GetAsync($"/notes/{note}")).StatusCode.ShouldBe(HttpStatusCode.OK, "readers see no difference");
        (await mod.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "clearMark" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Waiting(mod, note)).ShouldBe(0);
        (await ben.Client.PutAsJsonAsync($"/api/v1/notes/{note}/report", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Waiting(mod, note)).ShouldBe(1);
        (await mod.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "takeDown", why = "Cures nothing" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Soon.Holds(async () => (await amy.Client.GetStringAsync("/api/v1/notices")).Contains("Cures nothing"), "The author hears of it");
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        (await keeper.Client.GetAsync($"/api/v1/audit?thing=note:{note}").Json()).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("act").GetString()).ShouldBe(["note.take_down", "note.clear_mark"]);
        (await mod.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "restore", why = "It was a joke" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Waiting(mod, note)).ShouldBe(0, "the reports were settled when it was taken down");
    }

    [Fact]
    public async Task The_menu_of_a_note_reports_it_and_mutes_or_blocks_its_writer_without_script()
    {
        var site = TestSite.On(Provider.Sqlite);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await SearchTests.Publish(amy, "Somebody's door", "and their number");
        (await Menu(site.Browser(), note)).ShouldBe([$"/notes/{note}/report"]);
        (await Menu(ben.Client, note)).ShouldBe([$"/notes/{note}/report", $"/people/{amy.Handle}/mute", $"/people/{amy.Handle}/block?to=/@{amy.Handle}"]);
        (await Menu(amy.Client, note)).ShouldNotContain($"/notes/{note}/report");
        (await ben.Client.GetStringAsync($"/notes/{note}/report")).ShouldContain("Tells what is private");
        var none = await ben.Client.PostAsync($"/notes/{note}/report", new FormUrlEncodedContent([]));
        none.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await none.Content.ReadAsStringAsync()).ShouldContain("Choose what is wrong with it");
        (await ben.Client.PostAsync($"/notes/{note}/report", new FormUrlEncodedContent([new("reason", "Private")]))).Headers.Location!.ToString().ShouldBe($"/notes/{note}/report?sent=true");
        (await Waiting(mod, note)).ShouldBe(1);
        (await ben.Client.PostAsync($"/people/{amy.Handle}/mute", null)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Menu(ben.Client, note)).ShouldContain($"/people/{amy.Handle}/unmute");
        (await ben.Client.PostAsync($"/people/{amy.Handle}/block?to=/@{amy.Handle}", null)).Headers.Location!.ToString().ShouldBe($"/@{amy.Handle}");
        (await ben.Client.GetAsync($"/notes/{note}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Nobody_reports_their_own_note_or_one_they_may_not_see(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        string own = await SearchTests.Publish(amy, "Mine", "alone"), hidden = await SearchTests.Publish(amy, "Kept", "back", "OnlyMe");
        var refused = await amy.Client.PutAsJsonAsync($"/api/v1/notes/{own}/report", new { reason = "Spam" });
        (refused.StatusCode, await refused.Code()).ShouldBe((HttpStatusCode.UnprocessableEntity, "note.report_own"));
        (await ben.Client.PutAsJsonAsync($"/api/v1/notes/{hidden}/report", new { reason = "Spam" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Browser().PutAsJsonAsync($"/api/v1/notes/{own}/report", new { reason = "Spam" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ben.Client.PutAsJsonAsync($"/api/v1/notes/{own}/report", new { reason = "Boring" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task A_report_made_while_a_moderator_finds_the_note_harmless_is_settled_or_waits(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await SearchTests.Publish(amy, "A miracle cure", "for everything");
        Task<HttpResponseMessage> Report(TestPerson who) => who.Client.PutAsJsonAsync($"/api/v1/notes/{note}/report", new { reason = "Spam" });
        (await Report(ben)).EnsureSuccessStatusCode();
        var answers = await site.Meet($"place_notes where id = {Id.Parse(note).Value}", () => Report(eve), () => mod.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "clearMark" }));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.NoContent);
        await using var scope = site.Scope();
        var left = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<NoteReport>().CountAsync(r => r.NoteId == Id.Parse(note).Value);
        (await Waiting(mod, note)).ShouldBe(left, "what is written down is seen");
    }

    private static async Task<int> Waiting(TestPerson moderator, string note) =>
        (await moderator.Client.GetAsync($"/api/v1/moderation/notes?marked=true&text={note}").Json()).GetProperty("items").GetArrayLength();

    private static async Task<string[]> Menu(HttpClient reader, string note) =>
        [.. new HtmlParser().ParseDocument(await reader.GetStringAsync($"/notes/{note}")).QuerySelectorAll(".top .menu-list :is(a, form)").Select(e => e.GetAttribute("href") ?? e.GetAttribute("action")!)];
}
