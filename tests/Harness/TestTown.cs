using System.Collections.Concurrent;
using System.Net.Http.Json;

namespace Kaki.Tests.Harness;

internal static class TestTown
{
    private static readonly ConcurrentDictionary<TestSite, Lazy<Task<Town>>> Towns = new();

    /// <summary>The one town of this site, built when it is first asked for.</summary>
    public static Task<Town> Town(this TestSite site) => Towns.GetOrAdd(site, s => new(() => Harness.Town.Build(s.Services, shrunk: 10))).Value;

    /// <summary>A browser without script of somebody of the town.</summary>
    public static async Task<HttpClient> Of(this TestSite site, Who who)
    {
        var browser = site.Browser();
        if (who == Who.Guest) return browser;
        var handle = who switch { Who.Reader => Harness.Town.Reader, Who.Writer => Harness.Town.Writer, Who.Seller => Harness.Town.Seller, _ => Harness.Town.Operator };
        (await browser.PostAsJsonAsync("/api/v1/sessions", new { handle, password = Harness.Town.Password })).IsSuccessStatusCode.ShouldBeTrue();
        return browser;
    }
}
