using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Saving;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Profile;

public class ProfileTests
{
    [Theory, BothDatabases]
    public async Task A_profile_shows_what_its_reader_may_see(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        await SearchTests.Publish(amy, "For all of you", "body");
        await SearchTests.Publish(amy, "For nobody else", "body", visibility: "OnlyMe");
        var seen = await eve.Client.GetStringAsync($"/@{amy.Handle}");
        seen.ShouldContain("For all of you");
        seen.ShouldNotContain("For nobody else");
        seen.ShouldContain("ProfilePage");
        (await amy.Client.GetStringAsync($"/@{amy.Handle}")).ShouldContain("For nobody else");
        foreach (var feed in new[] { "feed.atom", "feed.rss" })
        {
            var text = await site.Browser().GetStringAsync($"/@{amy.Handle}/{feed}");
            text.ShouldContain("For all of you");
            text.ShouldNotContain("For nobody else");
        }
        (await amy.Client.GetStringAsync("/me")).ShouldContain("/orders");
        seen.ShouldContain("ava-xs", Case.Sensitive, "whose card it is");
        (await amy.Client.GetStringAsync($"/@{amy.Handle}")).ShouldNotContain("ava-xs", Case.Sensitive, "one's own cards say when");
        (await site.Browser().GetAsync("/@nobody_here_at_all")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Who_is_blocked_sees_no_notes(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        await SearchTests.Publish(amy, "For all of you", "body");
        (await amy.Client.PutAsync($"/api/v1/people/{eve.Handle}/block", null)).IsSuccessStatusCode.ShouldBeTrue();
        (await eve.Client.GetStringAsync($"/@{amy.Handle}")).ShouldNotContain("For all of you");
    }

    [Theory, BothDatabases]
    public async Task The_address_of_a_collection_tells_no_other(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var made = new List<string>();
        for (var i = 0; i < 5; i++) made.Add((await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = $"Shelf {i}", visibility = "link" }).Json()).GetProperty("id").GetString()!);
        made.Select(m => Id.Parse(m).Value >> 40).Distinct().Count().ShouldBe(5, "a clock and a counter could be counted on from");
        made.Reverse(); // newest first
        (await amy.Client.GetAsync("/api/v1/collections").Json()).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ShouldBe(made);
        var page = await amy.Client.GetStringAsync($"/@{amy.Handle}/collections");
        made.Select(m => page.IndexOf($"/collections/{m}", StringComparison.Ordinal)).ShouldBeInOrder();
    }

    [Theory, BothDatabases]
    public async Task A_collection_is_shared_by_its_visibility(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(eve, "Worth keeping", "body");
        var made = await (await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Shelf", visibility = "private" })).Json();
        var id = made.GetProperty("id").GetString();
        await (await amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { collectionId = id })).Json();
        (await amy.Client.GetStringAsync($"/collections/{id}")).ShouldContain("Worth keeping");
        (await eve.Client.GetAsync($"/collections/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var shared = await amy.Client.PostAsync($"/collections/{id}", new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "Shelf", ["visibility"] = "Link" }));
        shared.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await eve.Client.GetStringAsync($"/collections/{id}")).ShouldContain("Worth keeping");
        (await eve.Client.GetStringAsync($"/@{amy.Handle}/collections")).ShouldNotContain("Shelf");
        (await amy.Client.GetStringAsync($"/@{amy.Handle}?tab=saved")).ShouldContain("Worth keeping");
    }

    [Theory, BothDatabases]
    public async Task Programs_read_the_public_collections_of_a_person_and_no_others(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        foreach (var visibility in new[] { "private", "link", "public" }) await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Kept " + visibility, visibility }).Json();
        foreach (var reader in new[] { amy.Client, eve.Client, site.Browser() })
        {
            var list = await reader.GetAsync($"/api/v1/people/{amy.Handle}/collections").Json();
            list.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ShouldBe(["Kept public"]);
            list.GetProperty("next").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        }
        (await amy.Client.PutAsync($"/api/v1/people/{eve.Handle}/block", null)).IsSuccessStatusCode.ShouldBeTrue();
        (await eve.Client.GetAsync($"/api/v1/people/{amy.Handle}/collections")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Browser().GetAsync("/api/v1/people/nobody_here_at_all/collections")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task A_note_saved_to_a_collection_that_goes_meanwhile_is_refused_or_saved(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await SearchTests.Publish(amy, "Worth keeping", "body");
        for (var i = 0; i < 8; i++)
        {
            var id = (await amy.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Shelf" }).Json()).GetProperty("id").GetString();
            var saves = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => amy.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { collectionId = id })));
            (await amy.Client.DeleteAsync($"/api/v1/collections/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await saves).ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK || a.StatusCode == HttpStatusCode.NotFound);
            await using var scope = site.Scope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            (await db.Set<Save>().CountAsync(s => s.CollectionId != null && !db.Set<Collection>().Any(c => c.Id == s.CollectionId))).ShouldBe(0, "no save is in a collection that is gone");
        }
    }
}
