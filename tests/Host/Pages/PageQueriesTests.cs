using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Pages;

/// <summary>No page asks the database more than eight times.</summary>
public class PageQueriesTests
{
    private const int Most = 8;

    // Over the limit as they stand, by page and by what they may ask at the most: each is to come down, none may go up, none may join.
    private static readonly Dictionary<string, int> StillOver = new()
    {
        ["/search (found, reader)"] = 11, ["/@{handle} (writer)"] = 9, ["/office/goods/{id} (seller)"] = 9,
        ["/people/{handle}/{side:regex(^(followers|following)$)} (reader)"] = 9,
    };
    private static readonly ConcurrentDictionary<TestSite, Lazy<Task<Town>>> Towns = new();

    [Theory, BothDatabases]
    public async Task No_page_asks_more_than_eight_times(Provider provider)
    {
        var site = TestSite.On(provider);
        var town = await Towns.GetOrAdd(site, s => new(() => Town.Build(s.Services))).Value;
        var readers = new Dictionary<Who, HttpClient>();
        foreach (var who in Enum.GetValues<Who>()) readers[who] = await Reader(site, who);
        var many = new List<string>();
        foreach (var page in Harness.Pages.All.Where(p => p.Route is not "/publish")) // only sends on to a fresh draft
        {
            await Ask(readers[page.Who], page.Path(town)); // what a node keeps in memory is there for the second
            var (status, asked) = await Ask(readers[page.Who], page.Path(town));
            if (status != HttpStatusCode.OK) many.Add($"{page}: answered {(int)status}");
            if (asked.Count > StillOver.GetValueOrDefault(page.ToString(), Most)) many.Add($"{page}: {asked.Count}\n  {string.Join("\n  ", asked.Select(s => s.ReplaceLineEndings(" ")).Select(s => s[..Math.Min(160, s.Length)]))}");
        }
        many.ShouldBeEmpty();
    }

    private static async Task<(HttpStatusCode, IReadOnlyList<string>)> Ask(HttpClient reader, string path)
    {
        var name = Guid.NewGuid().ToString("n");
        using var request = new HttpRequestMessage(HttpMethod.Get, path + (path.Contains('?') ? "&" : "?") + "fresh=" + name); // past the cache of whole pages
        request.Headers.Add(CountedQueries.Header, name);
        using var answer = await reader.SendAsync(request);
        return (answer.StatusCode, CountedQueries.Of(name));
    }

    private static async Task<HttpClient> Reader(TestSite site, Who who)
    {
        var browser = site.Browser();
        if (who == Who.Guest) return browser;
        var handle = who switch { Who.Reader => Town.Reader, Who.Writer => Town.Writer, Who.Seller => Town.Seller, _ => Town.Operator };
        (await browser.PostAsJsonAsync("/api/v1/sessions", new { handle, password = Town.Password })).IsSuccessStatusCode.ShouldBeTrue();
        return browser;
    }
}
