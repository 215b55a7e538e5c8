using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Tests.Kernel.Pictures;

namespace Kaki.Tests.Place.Notes;

/// <summary>A note for some is read by them on every way there is, and by nobody else on any.</summary>
public class WhoMayReadTests
{
    [Theory, BothDatabases]
    public async Task A_note_for_followers_is_read_by_them_alone(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), follower = await site.SignedIn("follower"), stranger = await site.SignedIn("stranger");
        await follower.Client.PutAsync($"/api/v1/people/{amy.Handle}/follow", null).Json();
        var note = await Publish(site, amy, new { title = $"Only{amy.Handle} followers", body = "A quiet thing", visibility = "followers" });
        await Reads(amy, follower, note);
        await Misses(amy, stranger.Client, note);
        await Misses(amy, site.Browser(), note);
        (await follower.Client.DeleteAsync($"/api/v1/people/{amy.Handle}/follow")).EnsureSuccessStatusCode();
        await Misses(amy, follower.Client, note);
    }

    [Theory, BothDatabases]
    public async Task A_note_for_chosen_people_is_read_by_them_alone(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), chosen = await site.SignedIn("chosen"), follower = await site.SignedIn("follower");
        foreach (var who in new[] { chosen, follower }) await who.Client.PutAsync($"/api/v1/people/{amy.Handle}/follow", null).Json();
        var note = await Publish(site, amy, new { title = $"Only{amy.Handle} chosen", body = "A quieter thing", visibility = "selected", viewers = new[] { "@" + chosen.Handle.ToUpperInvariant() } });
        await Reads(amy, chosen, note);
        await Misses(amy, follower.Client, note);
        await Misses(amy, site.Browser(), note);
        // Who is no longer chosen reads it no longer.
        await Change(amy, note, n => n with { Viewers = [follower.Handle] });
        await Misses(amy, chosen.Client, note);
        await Reads(amy, follower, note);
    }

    [Theory, BothDatabases]
    public async Task Who_is_not_there_is_named_at_the_field_and_nothing_is_published(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var refused = await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "For two", body = "x", visibility = "selected", viewers = new[] { ben.Handle, "nobody_at_all", "nor_me" } });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("note.viewers_unknown");
        problem.GetProperty("errors").GetProperty("viewers")[0].GetString().ShouldBe("Nobody here is called @nobody_at_all @nor_me");
        var draft = (await amy.Client.GetAsync("/publish")).Headers.Location!.ToString();
        var form = await amy.Client.PostAsync(draft, new FormUrlEncodedContent([new("title", "For two"), new("body", "x"), new("act", "publish"), new("visibility", "Selected"), new("viewers", $"{ben.Handle} nobody_at_all")]));
        form.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await form.Content.ReadAsStringAsync();
        page.ShouldContain("id=\"err-viewers\"");
        page.ShouldContain($"value=\"{ben.Handle} nobody_at_all\"");
        // Names left over from a choice that was given up again hinder nobody.
        (await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "For all", body = "x", viewers = new[] { "nobody_at_all" } })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, BothDatabases]
    public async Task What_its_author_reads_changes_and_sends_back_resets_nothing_and_others_do_not_see_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cat = await site.SignedIn("cat");
        var note = await Publish(site, amy, new { title = "For two", body = "x", visibility = "selected", viewers = new[] { ben.Handle, cat.Handle }, holdComments = true, topics = new[] { "quiet" } });
        await Change(amy, note, n => n with { Title = "For two, still" });
        var after = await amy.Client.GetAsync($"/api/v1/notes/{note}").Json();
        after.GetProperty("title").GetString().ShouldBe("For two, still");
        after.GetProperty("holdComments").GetBoolean().ShouldBeTrue();
        after.GetProperty("viewers").EnumerateArray().Select(v => v.GetString()).ShouldBe([ben.Handle, cat.Handle], ignoreOrder: true);
        var seen = await ben.Client.GetAsync($"/api/v1/notes/{note}").Json();
        foreach (var own in new[] { "viewers", "holdComments" }) (!seen.TryGetProperty(own, out var value) || value.ValueKind == JsonValueKind.Null).ShouldBeTrue(own);
        // The page's form keeps the topic that is not in the text, too.
        (await amy.Client.GetStringAsync($"/notes/{note}/edit")).ShouldContain("name=\"topics\" value=\"quiet\"");
    }

    private sealed record Sent(string Title, string Body, string Visibility, bool HoldComments, string[] Viewers, string[] Topics, object[] Pictures);

    private static async Task Change(TestPerson author, Id note, Func<Sent, Sent> change)
    {
        var read = await author.Client.GetAsync($"/api/v1/notes/{note}").Json();
        string[] Texts(string name) => [.. read.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];
        var sent = new Sent(read.GetProperty("title").GetString()!, read.GetProperty("body").GetString()!, read.GetProperty("visibility").GetString()!, read.GetProperty("holdComments").GetBoolean(),
            Texts("viewers"), Texts("topics"), [.. read.GetProperty("pictures").EnumerateArray().Select(p => new { id = p.GetProperty("id").GetString(), alt = p.GetProperty("alt").GetString() })]);
        (await author.Client.PutAsJsonAsync($"/api/v1/notes/{note}", change(sent))).EnsureSuccessStatusCode();
    }

    /// <summary>On the page, by the API, with its comments and pictures, in the feed of who follows, on the profile. Search knows public notes alone.</summary>
    private static async Task Reads(TestPerson author, TestPerson reader, Id note)
    {
        var picture = await PictureOf(author, note);
        foreach (var path in new[] { $"/notes/{note}", $"/notes/{note}/history", $"/@{author.Handle}", "/following" }) (await reader.Client.GetStringAsync(path)).ShouldContain($"{note}", customMessage: path);
        (await reader.Client.GetStringAsync($"/notes/{note}")).ShouldContain(picture);
        await reader.Client.GetAsync($"/api/v1/notes/{note}").Json();
        await reader.Client.GetAsync($"/api/v1/notes/{note}/history").Json();
        await reader.Client.GetAsync($"/api/v1/notes/{note}/comments").Json();
        await reader.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Seen" }).Json();
        (await reader.Client.GetStringAsync("/api/v1/feed/following")).ShouldContain($"\"{note}\"");
    }

    /// <summary>Nowhere: not the words, not the note's name, not its picture's.</summary>
    private static async Task Misses(TestPerson author, HttpClient reader, Id note)
    {
        var picture = await PictureOf(author, note);
        foreach (var path in new[] { $"/notes/{note}", $"/notes/{note}/history", $"/notes/{note}/comments", $"/api/v1/notes/{note}", $"/api/v1/notes/{note}/history", $"/api/v1/notes/{note}/comments" })
            (await reader.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        foreach (var path in new[] { "/", $"/@{author.Handle}", "/following", $"/search?q=Only{author.Handle}&tab=notes", $"/api/v1/search?q=Only{author.Handle}", "/api/v1/feed/discover", $"/@{author.Handle}/feed.atom" })
        {
            var text = await (await reader.GetAsync(path)).Content.ReadAsStringAsync();
            text.ShouldNotContain($"{note}", customMessage: path);
            text.ShouldNotContain(picture, customMessage: path);
        }
    }

    private static async Task<string> PictureOf(TestPerson author, Id note) =>
        (await author.Client.GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("pictures")[0].GetProperty("id").GetString()!;

    private static async Task<Id> Publish(TestSite site, TestPerson author, object what)
    {
        var json = JsonSerializer.SerializeToNode(what)!;
        var picture = await TakeDownPictureTests.Added(site, author);
        json["pictures"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["id"] = $"{new Id(picture.Id)}", ["alt"] = "A door" });
        return Id.Parse((await author.Client.PostAsJsonAsync("/api/v1/notes", json).Json()).GetProperty("id").GetString()!);
    }
}
