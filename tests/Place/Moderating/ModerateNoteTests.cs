using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Notes;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Moderating;

public class ModerateNoteTests
{
    internal static async Task<Id> Note(TestSite site, TestPerson author, bool marked = false)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var note = Kaki.Place.Notes.Note.Write(db.NextId(), author.MemberId, new NoteContent { Title = "A pot that leaks", Body = "It drips at the handle.", Language = "en" }, Instant.Now(TimeProvider.System));
        if (marked) note.Mark();
        await db.Write(() => { db.Add(note); return Task.CompletedTask; });
        return note.Id;
    }

    private static Task<HttpResponseMessage> Do(TestPerson who, Id id, string measure, string? why) => who.Client.PostAsJsonAsync($"/api/v1/notes/{id}/moderation", new { measure, why });

    [Theory, BothDatabases]
    public async Task A_note_taken_down_is_gone_for_readers_and_comes_back_when_restored(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        var id = await Note(site, amy);
        (await Do(mod, id, "takeDown", "Sells what it does not say")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Browser().GetAsync($"/api/v1/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Do(mod, id, "takeDown", "again")).StatusCode.ShouldBe(HttpStatusCode.NoContent); // nothing left to do
        (await Do(mod, id, "restore", "Was a mistake")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Browser().GetAsync($"/api/v1/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Soon.Holds(async () => (await amy.Client.GetStringAsync("/api/v1/notices")).Contains("Was a mistake"), "The notice");
        (await Do(mod, id, "restore", "again")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        var acts = (await keeper.Client.GetAsync($"/api/v1/audit?thing=note:{id}").Json()).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("act").GetString());
        acts.ShouldBe(["note.restore", "note.take_down"]);
    }

    [Theory, BothDatabases]
    public async Task The_author_of_a_note_taken_down_reads_it_and_why_and_what_to_do_and_nobody_else_does(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), fan = await site.SignedIn("fan"), mod = await site.SignedIn("mod", Rights.Moderate);
        await fan.Client.PutAsync($"/api/v1/people/{amy.Handle}/follow", null).Json();
        var id = await SearchTests.Publish(amy, $"Leaks{amy.Handle}", "It drips at the handle.");
        const string why = "Sells what it does not say";
        (await Do(mod, Id.Parse(id), "takeDown", why)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Soon.Holds(async () => (await amy.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Any(n => n.GetProperty("excerpt").GetString() == $"Leaks{amy.Handle} · {why}" && n.GetProperty("url").GetString() == $"/notes/{id}"), "The notice");

        var page = await amy.Client.GetStringAsync($"/notes/{id}");
        foreach (var told in new[] { "A moderator took your note down", why, $"href=\"/notes/{id}/edit\"", "It drips at the handle." }) page.ShouldContain(told);
        foreach (var act in new[] { "id=\"say\"", $"/notes/{id}/like", "k-share" }) page.ShouldNotContain(act);
        var read = await amy.Client.GetAsync($"/api/v1/notes/{id}").Json();
        (read.GetProperty("state").GetString(), read.GetProperty("takenDownFor").GetString()).ShouldBe(("takenDown", why));
        (await amy.Client.GetAsync($"/notes/{id}/history")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await mod.Client.GetStringAsync($"/notes/{id}")).ShouldContain(why);

        foreach (var reader in new[] { fan.Client, (await site.SignedIn("eve")).Client, site.Browser() })
        {
            foreach (var way in new[] { $"/notes/{id}", $"/notes/{id}/history", $"/notes/{id}/comments", $"/api/v1/notes/{id}", $"/api/v1/notes/{id}/history", $"/api/v1/notes/{id}/comments" })
                (await reader.GetAsync(way)).StatusCode.ShouldBe(HttpStatusCode.NotFound, way);
            await Lists(reader);
        }
        await Lists(amy.Client);
        foreach (var act in new[] { "like", "save" }) (await amy.Client.PutAsync($"/api/v1/notes/{id}/{act}", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, act);

        async Task Lists(HttpClient reader)
        {
            foreach (var list in new[] { $"/@{amy.Handle}", "/following", $"/search?q=Leaks{amy.Handle}&tab=notes", $"/api/v1/search?q=Leaks{amy.Handle}", "/api/v1/feed/following", $"/api/v1/people/{amy.Handle}/notes", $"/@{amy.Handle}/feed.atom" })
                (await (await reader.GetAsync(list)).Content.ReadAsStringAsync()).ShouldNotContain(id, customMessage: list);
        }
    }

    [Theory, BothDatabases]
    public async Task A_note_taken_down_and_put_right_waits_for_a_moderator(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        var id = await Note(site, amy);
        await Do(mod, id, "takeDown", "Sells what it does not say");
        (await mod.Client.GetStringAsync("/console/notes?Show=marked")).ShouldNotContain($"{id}");
        (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{id}", new { title = "A pot that leaks", body = "It drips, and it is for sale." })).EnsureSuccessStatusCode();
        (await mod.Client.GetStringAsync("/console/notes?Show=marked")).ShouldContain($"{id}");
        (await site.Browser().GetAsync($"/api/v1/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Do(mod, id, "restore", "Says it now");
        (await mod.Client.GetStringAsync("/console/notes?Show=marked")).ShouldNotContain($"{id}");
        (await site.Browser().GetAsync($"/api/v1/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Nobody_but_moderators_measures_and_never_without_a_reason(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve"), mod = await site.SignedIn("mod", Rights.Moderate);
        var id = await Note(site, amy);
        (await Do(eve, id, "takeDown", "I do not like it")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Do(mod, id, "takeDown", " ")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Do(mod, id, "takeDown", new string('x', 501))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Browser().GetAsync($"/api/v1/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task A_marked_note_waits_on_the_console_until_somebody_finds_it_fine(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        var id = await Note(site, amy, marked: true);
        (await mod.Client.GetStringAsync("/console/notes?Show=marked")).ShouldContain(id.ToString());
        (await mod.Client.GetStringAsync("/console")).ShouldContain("/console/notes?Show=marked");
        (await mod.Client.PostAsync("/console/notes?Show=marked", new FormUrlEncodedContent(new Dictionary<string, string> { ["Id"] = id.ToString(), ["Measure"] = "ClearMark" }))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mod.Client.GetStringAsync("/console/notes?Show=marked")).ShouldNotContain(id.ToString());
        (await site.Browser().GetAsync($"/api/v1/notes/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Notes_are_found_by_id_and_by_author(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bob = await site.SignedIn("bob"), mod = await site.SignedIn("mod", Rights.Moderate);
        Id hers = await Note(site, amy), his = await Note(site, bob);
        async Task<List<string?>> Find(string text) => [.. (await mod.Client.GetAsync("/api/v1/moderation/notes?text=" + Uri.EscapeDataString(text)).Json()).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("id").GetString())];
        (await Find(hers.ToString())).ShouldBe([hers.ToString()]);
        (await Find("@" + bob.Handle)).ShouldBe([his.ToString()]);
        (await Find("@nobody_at_all_")).ShouldBeEmpty();
        (await Find("no id, no handle")).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task What_is_not_for_everybody_is_listed_only_for_a_reason(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), fan = await site.SignedIn("fan"), mod = await site.SignedIn("mod", Rights.Moderate), keeper = await site.SignedIn("keeper", Rights.Operate);
        await fan.Client.PutAsync($"/api/v1/people/{amy.Handle}/follow", null).Json();
        var own = await SearchTests.Publish(amy, $"Diary of {amy.Handle}", "For nobody", "OnlyMe");
        var reported = await SearchTests.Publish(amy, $"Letter of {amy.Handle}", "For some", "Followers");
        var open = await SearchTests.Publish(amy, $"Notice of {amy.Handle}", "For all");
        (await Listed(mod, $"?text=@{amy.Handle}")).ShouldBe([open]);
        (await Listed(mod, "")).ShouldNotContain(own);
        (await fan.Client.PutAsJsonAsync($"/api/v1/notes/{reported}/report", new { reason = "other" })).EnsureSuccessStatusCode();
        (await Listed(mod, $"?text=@{amy.Handle}")).ShouldBe([open, reported]);
        (await ActsOn(keeper, own)).ShouldBeEmpty();
        (await Listed(mod, $"?text={own}")).ShouldBe([own]);
        (await ActsOn(keeper, own)).ShouldBe(["note.read"]);
        (await Listed(mod, $"?text={open}")).ShouldBe([open]);
        (await ActsOn(keeper, open)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Who_moderates_opens_what_is_private_with_a_line_in_the_audit_and_says_and_likes_nothing_there(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate), keeper = await site.SignedIn("keeper", Rights.Operate);
        string own = await SearchTests.Publish(amy, "Diary", "For nobody", "OnlyMe"), open = await SearchTests.Publish(amy, "Notice", "For all"), down = await SearchTests.Publish(amy, "Advert", "For money");
        (await Do(mod, Id.Parse(down), "takeDown", "Sells what it does not say")).EnsureSuccessStatusCode();
        foreach (var note in new[] { own, open, down }) (await mod.Client.GetStringAsync($"/notes/{note}")).ShouldContain("For ");
        foreach (var act in new[] { $"/notes/{own}/like", "k-say" }) (await mod.Client.GetStringAsync($"/notes/{own}")).ShouldNotContain(act);
        (await ActsOn(keeper, own)).ShouldBe(["note.read", "note.read", "note.read"]); // once for each time it was opened
        (await ActsOn(keeper, open)).ShouldBeEmpty();
        (await ActsOn(keeper, down)).ShouldBe(["note.read", "note.take_down"]);
        await mod.Client.GetAsync($"/api/v1/notes/{own}/comments").Json();
        (await ActsOn(keeper, own)).Count.ShouldBe(4);
        await amy.Client.GetStringAsync($"/notes/{own}");
        var said = (await amy.Client.PostAsJsonAsync($"/api/v1/notes/{own}/comments", new { text = "To myself" }).Json()).GetProperty("id").GetString();
        (await ActsOn(keeper, own)).Count.ShouldBe(4, "she wrote it");
        foreach (var note in new[] { own, down })
        {
            foreach (var act in new[] { "like", "save" }) (await mod.Client.PutAsync($"/api/v1/notes/{note}/{act}", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, act);
            (await mod.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Seen" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        (await mod.Client.PutAsync($"/api/v1/comments/{said}/like", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await mod.Client.GetStringAsync($"/notes/{own}");
        page.ShouldContain($"/comments/{said}/take-down");
        foreach (var act in new[] { $"/comments/{said}/like", $"/comments/{said}/report", $"/notes/{own}/report" }) page.ShouldNotContain(act);
        (await mod.Client.PutAsync($"/api/v1/notes/{open}/like", null)).EnsureSuccessStatusCode();
    }

    private static async Task<List<string?>> Listed(TestPerson who, string query) => [.. (await who.Client.GetAsync($"/api/v1/moderation/notes{query}").Json()).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("id").GetString())];

    private static async Task<List<string?>> ActsOn(TestPerson keeper, string note) => [.. (await keeper.Client.GetAsync($"/api/v1/audit?thing=note:{note}").Json()).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("act").GetString())];

    [Theory, BothDatabases]
    public async Task Wrong_counters_are_found_and_made_anew_when_asked(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var id = await Note(site, amy);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await db.Write(() => db.Set<Note>().Where(n => n.Id == id.Value).ExecuteUpdateAsync(s => s.SetProperty(n => n.Likes, 7L).SetProperty(n => n.CommentCount, 3L)));
        var counts = scope.ServiceProvider.GetServices<Kaki.Kernel.Care.IInvariant>().Single(i => i.Name == "note_counts");
        var told = await counts.Check(fix: false, default);
        told.Broken.ShouldBeGreaterThanOrEqualTo(1);
        told.Fixed.ShouldBeFalse();
        await counts.Check(fix: true, default);
        var note = await db.Set<Note>().AsNoTracking().SingleAsync(n => n.Id == id.Value);
        (note.Likes, note.CommentCount).ShouldBe((0, 0));
    }
}
