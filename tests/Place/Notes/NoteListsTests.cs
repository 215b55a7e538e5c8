using System.Net;
using System.Text.Json;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Notes;

/// <summary>The lists of notes that pages show, as programs read them.</summary>
public class NoteListsTests
{
    [Theory, BothDatabases]
    public async Task Each_reads_on_to_its_end_and_repeats_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        await site.Town();
        var eve = await site.SignedIn("eve");
        foreach (var list in new[] { $"/api/v1/people/{Town.Writer}/notes", "/api/v1/topics/camping/notes?sort=new", "/api/v1/topics/camping/notes" })
        {
            var seen = new List<string>();
            for (var next = list; next is not null;)
            {
                var page = await eve.Client.GetAsync(next).Json();
                seen.AddRange(Ids(page));
                if (next == list) await SearchTests.Publish(eve, "Meanwhile", "Somebody else's #camping");
                next = page.GetProperty("next").GetString();
            }
            seen.Count.ShouldBeGreaterThan(20, list);
            seen.ShouldBe(seen.Distinct(), list);
        }
    }

    [Theory, BothDatabases]
    public async Task Each_holds_what_its_reader_may_see(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), friend = await site.SignedIn("friend"), eve = await site.SignedIn("eve");
        var (open, kept) = (await SearchTests.Publish(amy, "For all of you", "body"), await SearchTests.Publish(amy, "For those who follow", "body", visibility: "Followers"));
        await friend.Client.PutAsync($"/api/v1/people/{amy.Handle}/follow", null).Json();
        var notes = $"/api/v1/people/{amy.Handle}/notes";
        Ids(await friend.Client.GetAsync(notes).Json()).ShouldBe([kept, open]);
        Ids(await site.Browser().GetAsync(notes).Json()).ShouldBe([open]);
        (await amy.Client.PutAsync($"/api/v1/people/{eve.Handle}/block", null)).EnsureSuccessStatusCode();
        (await eve.Client.GetAsync(notes)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Browser().GetAsync("/api/v1/account/saved")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await site.Browser().GetAsync("/api/v1/account/topics")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await amy.Client.GetAsync("/api/v1/goods/7Fk3pQ2Zr9x/notes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Topics_are_listed_by_their_heat_and_those_one_follows(Provider provider)
    {
        var site = TestSite.On(provider);
        await site.Town();
        var amy = await site.SignedIn();
        var hot = (await amy.Client.GetAsync("/api/v1/topics").Json()).GetProperty("items").EnumerateArray().ToList();
        hot.Select(t => t.GetProperty("heat").GetDouble()).ShouldBeInOrder(SortDirection.Descending);
        var coffee = hot.First(t => t.GetProperty("name").GetString() == "coffee").GetProperty("id").GetString();
        await amy.Client.PutAsync($"/api/v1/topics/{coffee}/follow", null).Json();
        (await amy.Client.GetAsync("/api/v1/account/topics").Json()).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("name").GetString()).ShouldBe(["coffee"]);
    }

    private static IEnumerable<string> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("id").GetString()!);
}
