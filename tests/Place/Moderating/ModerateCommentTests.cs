using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Moderating;

public class ModerateCommentTests
{
    [Theory, BothDatabases]
    public async Task A_reported_comment_waits_on_the_console_with_what_it_was_reported_for(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy"), mod = await site.SignedIn("mod", Rights.Moderate);
        var (_, comment) = await Said(site, bo, "Buy these pots elsewhere");
        (await Reported(mod)).ShouldNotContain(c => c.Id == comment);
        await Report(cy, comment, "spam");
        await Report(mod, comment, "rude");
        var row = (await Reported(mod)).Single(c => c.Id == comment).Row;
        row.GetProperty("reports").EnumerateArray().Select(r => r.GetProperty("reason").GetString()).ShouldBe(["rude", "spam"], ignoreOrder: true);
        (await mod.Client.GetStringAsync("/console")).ShouldContain("/console/comments");
        var page = await mod.Client.GetStringAsync("/console/comments");
        page.ShouldContain("Buy these pots elsewhere");
        page.ShouldContain(bo.Handle);
    }

    [Theory, BothDatabases]
    public async Task One_that_is_fine_opens_again_and_waits_no_more(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), mod = await site.SignedIn("mod", Rights.Moderate);
        var (note, comment) = await Said(site, bo, "I should fire it longer");
        for (var i = 0; i < 3; i++) await Report(await site.SignedIn("cy"), comment, "other");
        (await Shown(site, note)).ShouldNotContain(comment, "three reports fold it");
        var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Id"] = comment.ToString(), ["Measure"] = "ClearReports" });
        (await mod.Client.PostAsync("/console/comments", form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Shown(site, note)).ShouldContain(comment);
        (await Reported(mod)).ShouldNotContain(c => c.Id == comment);
    }

    [Theory, BothDatabases]
    public async Task One_with_a_marked_word_waits_too_and_opens_once_it_is_found_fine(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), mod = await site.SignedIn("mod", Rights.Moderate), keeper = await site.SignedIn("keeper", Rights.Operate);
        var word = SearchTests.Letters("pewter");
        (await keeper.Client.PutAsJsonAsync("/api/v1/terms", new { text = word, action = "mark" })).EnsureSuccessStatusCode();
        var (note, comment) = await Said(site, bo, $"Mine is of {word}");
        var other = await Say(bo, note, $"Buy {word} instead");
        (await Shown(site, note)).ShouldBeEmpty("both are folded");
        var row = (await Reported(mod)).Single(c => c.Id == comment).Row;
        (row.GetProperty("marked").GetBoolean(), row.GetProperty("words")[0].GetString(), row.GetProperty("reports").GetArrayLength()).ShouldBe((true, word, 0));
        (await mod.Client.GetStringAsync("/console/comments")).ShouldContain($"<span class=\"hit\">{word}</span>");
        (await mod.Client.GetStringAsync("/console")).ShouldContain("/console/comments");
        (await Do(mod, comment, "clearReports", "")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await bo.Client.PutAsJsonAsync($"/api/v1/comments/{other}", new { text = "Buy tin instead" })).EnsureSuccessStatusCode();
        (await Shown(site, note)).ShouldBe([comment, other], ignoreOrder: true);
        (await Reported(mod)).ShouldNotContain(c => c.Id == comment || c.Id == other);
    }

    [Theory, BothDatabases]
    public async Task One_taken_down_is_gone_for_readers_its_writer_hears_why_and_it_comes_back_when_restored(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), mod = await site.SignedIn("mod", Rights.Moderate), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (note, comment) = await Said(site, bo, "You know nothing of pots");
        await Report(mod, comment, "rude");
        (await Do(mod, comment, "takeDown", "Speaks of the person, not the pot")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Do(mod, comment, "takeDown", "again")).StatusCode.ShouldBe(HttpStatusCode.NoContent); // nothing left to do
        (await Shown(site, note)).ShouldNotContain(comment);
        (await site.Browser().GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("comments").GetInt64().ShouldBe(0);
        (await Reported(mod)).ShouldNotContain(c => c.Id == comment);
        await Soon.Holds(async () => (await bo.Client.GetStringAsync("/api/v1/notices")).Contains("Speaks of the person, not the pot"), "The notice");
        (await mod.Client.GetStringAsync("/console/comments?Show=taken_down")).ShouldContain(comment.ToString());
        (await Do(mod, comment, "restore", "Was meant kindly")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Shown(site, note)).ShouldContain(comment);
        await Soon.Holds(async () => (await bo.Client.GetStringAsync("/api/v1/notices")).Contains("Was meant kindly"), "The notice");
        (await Do(mod, comment, "restore", "again")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var acts = (await keeper.Client.GetAsync($"/api/v1/audit?thing=comment:{comment}").Json()).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("act").GetString());
        acts.ShouldBe(["comment.restore", "comment.take_down"]);
    }

    [Theory, BothDatabases]
    public async Task Nobody_but_moderators_measures_and_never_without_a_reason(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), mod = await site.SignedIn("mod", Rights.Moderate);
        var (note, comment) = await Said(site, bo, "Lovely");
        (await Do(bo, comment, "takeDown", "mine")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bo.Client.GetAsync("/api/v1/moderation/comments")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Do(mod, comment, "takeDown", " ")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Shown(site, note)).ShouldContain(comment);
    }

    [Theory, BothDatabases]
    public async Task Each_of_two_under_one_note_has_its_own_reason_and_is_read_by_its_writer_and_moderators_alone(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), cy = await site.SignedIn("cy"), mod = await site.SignedIn("mod", Rights.Moderate);
        var (note, first) = await Said(site, bo, "Your pots leak");
        var second = await Say(bo, note, "And so do you");
        (await Do(mod, first, "takeDown", "Untrue of this pot")).EnsureSuccessStatusCode();
        (await Do(mod, second, "takeDown", "Speaks of the person")).EnsureSuccessStatusCode();
        await Soon.Holds(async () => await Told(bo) is [var late, var early] && early == ($"/comments/{first}", "Untrue of this pot · Your pots leak") && late == ($"/comments/{second}", "Speaks of the person · And so do you"), "Two notices");
        foreach (var sees in new[] { bo, mod })
        {
            var read = await sees.Client.GetAsync($"/api/v1/comments/{first}").Json();
            (read.GetProperty("takenDown").GetBoolean(), read.GetProperty("why").GetString(), read.GetProperty("text").GetString(), read.GetProperty("mayReply").GetBoolean()).ShouldBe((true, "Untrue of this pot", "Your pots leak", false));
            var page = await sees.Client.GetStringAsync($"/notes/{note}/comments/{first}/replies");
            page.ShouldContain("Taken down by a moderator: Untrue of this pot");
            page.ShouldNotContain($"/comments/{first}/delete");
            (await sees.Client.GetStringAsync($"/notes/{note}")).ShouldNotContain("Your pots leak", Case.Sensitive, "by its address alone");
        }
        foreach (var other in new[] { cy.Client, site.Browser() })
            foreach (var path in new[] { $"/comments/{first}", $"/api/v1/comments/{first}", $"/notes/{note}/comments/{first}/replies" }) (await other.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory, BothDatabases]
    public async Task A_moderator_takes_down_with_a_reason_what_they_may_not_delete(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), mod = await site.SignedIn("mod", Rights.Moderate);
        var (note, comment) = await Said(site, bo, "You know nothing of pots");
        var no = await mod.Client.DeleteAsync($"/api/v1/comments/{comment}");
        (no.StatusCode, await no.Code()).ShouldBe((HttpStatusCode.Forbidden, "comment.take_down"));
        var page = await mod.Client.GetStringAsync($"/notes/{note}");
        page.ShouldContain($"/comments/{comment}/take-down");
        page.ShouldNotContain($"/comments/{comment}/delete");
        (await mod.Client.GetStringAsync($"/comments/{comment}/take-down")).ShouldContain("You know nothing of pots");
        (await bo.Client.GetAsync($"/comments/{comment}/take-down")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var blank = await mod.Client.PostAsync($"/comments/{comment}/take-down", new FormUrlEncodedContent([new("why", " ")]));
        (blank.StatusCode, (await blank.Content.ReadAsStringAsync()).Contains("role=\"alert\"")).ShouldBe((HttpStatusCode.BadRequest, true));
        var done = await mod.Client.PostAsync($"/comments/{comment}/take-down", new FormUrlEncodedContent([new("why", "Rude")]));
        done.Headers.Location!.ToString().ShouldBe($"/comments/{comment}");
        (await Shown(site, note)).ShouldNotContain(comment);
        await Soon.Holds(async () => await Told(bo) is [var told] && told == ($"/comments/{comment}", "Rude · You know nothing of pots"), "The notice");
        var own = await Say(mod, note, "Said by hand");
        (await mod.Client.DeleteAsync($"/api/v1/comments/{own}")).IsSuccessStatusCode.ShouldBeTrue("one's own");
    }

    private static async Task<(string Url, string Excerpt)[]> Told(TestPerson who) =>
        [.. (await who.Client.GetAsync("/api/v1/notices?kind=house").Json()).GetProperty("items").EnumerateArray().Where(n => n.GetProperty("text").GetString()!.Contains("taken down")).Select(n => (n.GetProperty("url").GetString()!, n.GetProperty("excerpt").GetString()!))];

    private static async Task<(Id Note, Id Comment)> Said(TestSite site, TestPerson writer, string text)
    {
        var note = await ModerateNoteTests.Note(site, await site.SignedIn());
        return (note, await Say(writer, note, text));
    }

    private static async Task<Id> Say(TestPerson writer, Id note, string text) =>
        Id.Parse((await writer.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text }).Json()).GetProperty("id").GetString()!);

    private static async Task Report(TestPerson who, Id comment, string reason) => (await who.Client.PutAsJsonAsync($"/api/v1/comments/{comment}/report", new { reason })).EnsureSuccessStatusCode();

    private static Task<HttpResponseMessage> Do(TestPerson who, Id id, string measure, string why) => who.Client.PostAsJsonAsync($"/api/v1/comments/{id}/moderation", new { measure, why });

    private static async Task<List<(Id Id, JsonElement Row)>> Reported(TestPerson moderator) =>
        [.. (await moderator.Client.GetAsync("/api/v1/moderation/comments").Json()).GetProperty("items").EnumerateArray().Select(c => (Id.Parse(c.GetProperty("id").GetString()!), c))];

    private static async Task<List<Id>> Shown(TestSite site, Id note) =>
        [.. (await site.Browser().GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items").EnumerateArray().Select(c => Id.Parse(c.GetProperty("id").GetString()!))];
}
