using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Pages;

/// <summary>No page asks the database more than eight times.</summary>
public class PageQueriesTests
{
    private const int Most = 8;

    [Theory, BothDatabases]
    public async Task No_page_asks_more_than_eight_times(Provider provider)
    {
        var site = TestSite.On(provider);
        var town = await site.Town();
        var readers = new Dictionary<Who, HttpClient>();
        foreach (var who in Enum.GetValues<Who>()) readers[who] = await site.Of(who);
        var many = new List<string>();
        foreach (var page in Harness.Pages.All.Where(p => p.Route is not "/publish")) // only sends on to a fresh draft
        {
            var (status, asked) = await AskAsUsual(readers[page.Who], page.Path(town));
            if (status != HttpStatusCode.OK) many.Add($"{page}: answered {(int)status}");
            if (asked.Count > Most) many.Add(Told(page.ToString(), asked));
        }
        many.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task No_page_on_the_way_of_a_purchase_a_thread_or_a_draft_asks_more_than_eight_times(Provider provider)
    {
        var site = TestSite.On(provider);
        var (buyer, writer, keeper, silent) = (await site.SignedIn("way"), await site.SignedIn("way"), await site.SignedIn("way", Rights.Operate), await site.SignedIn("silent"));
        var stall = await TestStall.Open(site);
        var (_, sku) = await stall.Sells(2_000, 9);
        var order = await buyer.PaidOrder(sku, 1, 2_000);
        var part = await buyer.Part(order);
        (await stall.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1234567890" })).EnsureSuccessStatusCode();
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { })).EnsureSuccessStatusCode();
        await buyer.Puts(sku);
        async Task<string> Made(TestPerson who, string path, object what) => (await who.Client.PostAsJsonAsync(path, what).Json()).GetProperty("id").GetString()!;
        var note = await Made(writer, "/api/v1/notes", new { title = "On the way", body = "Step by step. #way", visibility = "public" });
        var root = await Made(buyer, $"/api/v1/notes/{note}/comments", new { text = "How far is it?" });
        await Made(writer, $"/api/v1/notes/{note}/comments", new { text = "Not far", parentId = root });
        var folder = await Made(buyer, "/api/v1/collections", new { name = "Ways", visibility = "public" });
        (await buyer.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { collectionId = folder })).EnsureSuccessStatusCode();
        await buyer.Client.PutAsync($"/api/v1/people/{writer.Handle}/follow", null).Json();
        (await buyer.Client.PutAsJsonAsync($"/api/v1/notes/{note}/report", new { reason = "other" })).EnsureSuccessStatusCode();
        var draft = await Made(writer, "/api/v1/drafts", new { title = "Later" });
        await Check([
            (buyer, "/checkout"), (buyer, $"/orders/{order}"), (buyer, $"/orders/{order}/review"), (stall.Keeper, $"/office/orders/{part}"), (stall.Keeper, $"/office/stock/{sku}"),
            (keeper, $"/console/orders/{order}"), (keeper, $"/console/people/{buyer.Handle}"), (keeper, $"/console/people/{writer.Handle}"), (buyer, $"/@{writer.Handle}"), (writer, $"/@{buyer.Handle}"), (buyer, $"/@{buyer.Handle}?tab=saved"), (buyer, $"/@{silent.Handle}"), (silent, $"/@{silent.Handle}"),
            (writer, $"/collections/{folder}"), (buyer, $"/collections/{folder}"), (buyer, $"/notes/{note}/comments/{root}/replies"), (buyer, $"/comments/{root}/edit"), (writer, $"/publish/{draft}"),
            (buyer, "/search?q=way&tab=notes"), (buyer, $"/search?q={writer.Handle}"), (buyer, "/me"),
        ]);
    }

    private static async Task Check((TestPerson Who, string Path)[] pages)
    {
        var many = new List<string>();
        foreach (var (who, path) in pages)
        {
            var (status, asked) = await AskAsUsual(who.Client, path);
            if (status is not (HttpStatusCode.OK or HttpStatusCode.SeeOther or HttpStatusCode.Redirect)) many.Add($"{path}: answered {(int)status}");
            if (asked.Count > Most) many.Add(Told(path, asked));
        }
        many.ShouldBeEmpty();
    }

    private static string Told(string page, IReadOnlyList<string> asked) =>
        $"{page}: {asked.Count}\n  {string.Join("\n  ", asked.Select(s => s.ReplaceLineEndings(" ")).Select(s => s[..Math.Min(160, s.Length)]))}";

    // What a node keeps in memory is there for the second; whoever comes after a new note reads the pool of the feed anew, for all.
    private static async Task<(HttpStatusCode, IReadOnlyList<string>)> AskAsUsual(HttpClient reader, string path)
    {
        await Ask(reader, path);
        var (status, asked) = await Ask(reader, path);
        return asked.Count > Most ? await Ask(reader, path) : (status, asked);
    }

    private static async Task<(HttpStatusCode, IReadOnlyList<string>)> Ask(HttpClient reader, string path)
    {
        var name = Guid.NewGuid().ToString("n");
        using var request = new HttpRequestMessage(HttpMethod.Get, path + (path.Contains('?') ? "&" : "?") + "fresh=" + name); // past the cache of whole pages
        request.Headers.Add(CountedQueries.Header, name);
        using var answer = await reader.SendAsync(request);
        return (answer.StatusCode, CountedQueries.Of(name));
    }
}
