using System.Net.Http.Json;
using System.Text.Json;

namespace Kaki.Host.Bench;

/// <summary>What the bench asks of the site before it measures: which note and product carry most, and people to read as.</summary>
internal static class BenchReaders
{
    private const int FeedPages = 10;

    /// <summary>The note with most product tags among the first pages of discover, and the product most of them tag.</summary>
    public static async Task<(string? Note, string? Product)> Busiest(HttpClient http)
    {
        string? note = null;
        var most = -1;
        var tagged = new Dictionary<string, int>();
        foreach (var id in await Notes(http))
        {
            var products = (await http.GetFromJsonAsync<JsonElement>($"/api/v1/notes/{id}")).GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("productId").GetString()!).ToList();
            foreach (var product in products) tagged[product] = tagged.GetValueOrDefault(product) + 1;
            if (products.Count > most) (note, most) = (id, products.Count);
        }
        return (note, tagged.OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Key).FirstOrDefault());
    }

    /// <summary>Somebody new, as the cookie their browser would send.</summary>
    public static async Task<string> Join(HttpClient http, int n)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/accounts", new { handle = $"bench_{n}", name = $"Bench {n}", password = "three warm persimmons" });
        if (!answer.IsSuccessStatusCode) throw new BenchFailed($"Nobody could sign up: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return answer.Headers.GetValues("Set-Cookie").First(c => c.StartsWith("session=", StringComparison.Ordinal)).Split(';')[0];
    }

    private static async Task<List<string>> Notes(HttpClient http)
    {
        var notes = new List<string>();
        for (string? at = "/api/v1/feed/discover"; at is not null && notes.Count < FeedPages * 20;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(at);
            notes.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            at = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        return notes;
    }
}
