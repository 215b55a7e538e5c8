using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Saving;

/// <summary>A saved note goes into a collection, from there into another, and out again; each by the forms of a page without script.</summary>
public class CollectTests
{
    [Theory, BothDatabases]
    public async Task A_saved_note_is_put_into_a_collection_moved_and_taken_out(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(eve, "Worth keeping", "body");
        await Send(amy, $"/notes/{note}/save", []);
        (await Page(amy, $"/notes/{note}")).QuerySelector("a[data-collect]")!.TextContent.ShouldBe("Put into…");
        var shelf = $"/@{amy.Handle}?tab=saved";
        var put = (await Page(amy, shelf)).QuerySelector(".card-foot a[data-collect]")!.GetAttribute("href")!;
        (await Send(amy, put, [("name", "Winter"), ("return", shelf)])).ShouldBe(shelf);
        (await Page(amy, $"/notes/{note}")).QuerySelector("a[data-collect]")!.TextContent.ShouldBe("In “Winter”");
        var winter = await Shown(amy, "Winter");
        winter.Titles.ShouldBe(["Worth keeping"]);

        var summer = (await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Summer" }).Json()).GetProperty("id").GetString()!;
        (await Page(amy, put)).QuerySelector($"button[value='{winter.Id}']")!.GetAttribute("aria-current").ShouldBe("true");
        (await Send(amy, $"/notes/{note}/collect", [("collection", summer)])).ShouldBe($"/notes/{note}");
        (await Shown(amy, "Winter")).Titles.ShouldBeEmpty();
        (await Shown(amy, "Summer")).Titles.ShouldBe(["Worth keeping"]);

        await Send(amy, $"/notes/{note}/collect", [("collection", "")]);
        (await Shown(amy, "Summer")).Titles.ShouldBeEmpty();
        (await amy.Client.GetStringAsync(shelf)).ShouldContain("Worth keeping", Case.Sensitive, "it stays saved");
    }

    [Theory, BothDatabases]
    public async Task Null_takes_a_note_out_and_nothing_said_leaves_it_where_it_is(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(eve, "Worth keeping", "body");
        var shelf = (await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Shelf" }).Json()).GetProperty("id").GetString();
        async Task<string?> Save(object body) => (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", body).Json()).GetProperty("collectionId").GetString();
        (await Save(new { collectionId = shelf })).ShouldBe(shelf);
        (await Save(new { })).ShouldBe(shelf);
        (await amy.Client.GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("collection").GetString().ShouldBe("Shelf");
        (await Save(new { collectionId = (string?)null })).ShouldBeNull();
        (await amy.Client.GetAsync("/api/v1/account/saved").Json()).GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(note);
    }

    [Theory, BothDatabases]
    public async Task Nobody_puts_a_note_into_what_is_not_theirs_or_without_a_name(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(eve, "Worth keeping", "body");
        var hers = (await eve.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Hers", visibility = "public" }).Json()).GetProperty("id").GetString()!;
        (await Post(amy, $"/notes/{note}/collect", [("collection", hers)])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Post(amy, $"/notes/{note}/collect", [("name", "")])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await amy.Client.GetStringAsync($"/collections/{hers}")).ShouldNotContain("data-collect");
        (await amy.Client.GetAsync("/api/v1/account/saved").Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_shared_collection_tells_of_itself_and_is_indexed_only_by_its_owners_wish(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(eve, "Worth keeping", "body");
        var shelf = (await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "For rain", about = "When one stays in", visibility = "public" }).Json()).GetProperty("id").GetString();
        await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { collectionId = shelf }).Json();
        async Task Indexable(bool yes) => await amy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = amy.Name, discoverable = true, indexable = yes }).Json();
        await Indexable(false);
        var page = await Page(amy, $"/collections/{shelf}");
        page.QuerySelector("meta[property='og:title']")!.GetAttribute("content").ShouldBe("For rain");
        page.QuerySelector("meta[property='og:description']")!.GetAttribute("content").ShouldBe("When one stays in");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
        (await site.Browser().GetStringAsync("/sitemap.xml")).ShouldNotContain($"/collections/{shelf}");
        await Indexable(true);
        (await Page(amy, $"/collections/{shelf}")).QuerySelector("meta[name=robots]").ShouldBeNull();
    }

    [Theory, BothDatabases]
    public async Task A_collection_counts_what_its_reader_finds_in_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve"), bob = await site.SignedIn("bob");
        await amy.Client.PutAsync($"/api/v1/people/{eve.Handle}/follow", null).Json();
        var shelf = (await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Shelf", visibility = "public" }).Json()).GetProperty("id").GetString()!;
        var (notes, loose) = (new List<string>(), await SearchTests.Publish(eve, "For no shelf", "body"));
        foreach (var who in new[] { "Public", "Public", "Followers" }) notes.Add(await SearchTests.Publish(eve, "For a shelf", "body", who));
        foreach (var note in notes) await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { collectionId = shelf }).Json();
        (await Counted(amy)).ShouldBe([3, 3, 3, 3]);
        (await OnShelf(bob, amy)).ShouldBe(2);
        (await eve.Client.DeleteAsync($"/api/v1/notes/{notes[0]}")).EnsureSuccessStatusCode();
        (await Counted(amy)).ShouldBe([2, 2, 2, 2]);
        (await OnShelf(bob, amy)).ShouldBe(1);

        async Task<int[]> Counted(TestPerson owner) =>
        [
            (await owner.Client.GetAsync("/api/v1/collections").Json()).GetProperty("items")[0].GetProperty("count").GetInt32(),
            (await owner.Client.PutAsJsonAsync($"/api/v1/collections/{shelf}", new { name = "Shelf" }).Json()).GetProperty("count").GetInt32(),
            int.Parse((await Page(owner, $"/notes/{loose}/collect")).QuerySelector($"button[value='{shelf}'] .cell-val")!.TextContent),
            await OnShelf(owner, owner),
        ];
    }

    [Theory, BothDatabases]
    public async Task The_older_of_two_windows_shares_nothing_and_keeps_what_was_typed(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var made = await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Shelf", visibility = "public" }).Json();
        var path = $"/collections/{made.GetProperty("id").GetString()}";
        var version = await Version();
        (await Send(amy, path, [("name", "Shelf"), ("visibility", "Private"), ("_version", version)])).ShouldBe(path);
        var late = await Post(amy, path, [("name", "Shelves"), ("about", "Wood"), ("visibility", "Public"), ("_version", version)]);
        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var page = new HtmlParser().ParseDocument(await late.Content.ReadAsStringAsync());
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("Look at who can see it");
        (page.QuerySelector("#name")!.GetAttribute("value"), page.QuerySelector("#about")!.GetAttribute("value")).ShouldBe(("Shelves", "Wood"));
        (await amy.Client.GetAsync("/api/v1" + path).Json()).GetProperty("visibility").GetString().ShouldBe("private");
        (await Send(amy, path, [("name", "Shelves"), ("visibility", "Private"), ("_version", page.QuerySelector("input[name=_version]")!.GetAttribute("value")!)])).ShouldBe(path);
        using var old = new HttpRequestMessage(HttpMethod.Put, "/api/v1" + path) { Content = JsonContent.Create(new { name = "Late" }), Headers = { { "If-Match", $"\"{version}\"" } } };
        (await (await amy.Client.SendAsync(old)).Code()).ShouldBe("changed");
        (await amy.Client.GetAsync("/api/v1" + path)).Headers.ETag!.Tag.ShouldBe($"\"{await Version()}\"");

        async Task<string> Version() => (await Page(amy, path)).QuerySelector("input[name=_version]")!.GetAttribute("value")!;
    }

    private static async Task<int> OnShelf(TestPerson reader, TestPerson owner) =>
        int.Parse((await Page(reader, $"/@{owner.Handle}/collections")).QuerySelector(".folder .tiny")!.TextContent.Split(' ')[0]);

    private static async Task<(string Id, string[] Titles)> Shown(TestPerson person, string name)
    {
        var all = await person.Client.GetAsync("/api/v1/collections").Json();
        var id = all.GetProperty("items").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
        return (id, [.. (await Page(person, $"/collections/{id}")).QuerySelectorAll(".card-title").Select(t => t.TextContent)]);
    }

    private static async Task<IHtmlDocument> Page(TestPerson person, string path) => new HtmlParser().ParseDocument(await person.Client.GetStringAsync(path));

    private static Task<HttpResponseMessage> Post(TestPerson person, string path, (string Name, string Value)[] fields) =>
        person.Client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    private static async Task<string> Send(TestPerson person, string path, (string Name, string Value)[] fields)
    {
        var answer = await Post(person, path, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }
}
