using System.Net.Http.Json;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Feed;

/// <summary>Notes around a point or of a city, whichever way it is written.</summary>
public class NearbyTests
{
    private static async Task<string> Write(TestPerson writer, string city, double? latitude = null, double? longitude = null) =>
        await SearchTests.Publish(writer, "", "", more: new { title = "From " + city, body = "Here", visibility = "public", place = new { name = "A corner", city, latitude, longitude } });

    private static async Task<List<string>> Near(HttpClient reader, string query) =>
        [.. (await reader.GetAsync("/api/v1/feed/nearby?" + query).Json()).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    [Theory, BothDatabases]
    public async Task A_city_is_one_city_however_it_is_written(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("there");
        var word = Guid.NewGuid().ToString("n")[..6];
        string[] ways = [$"廣州{word}", $"广州{word.ToUpperInvariant()}", $"广州 {word}市"];
        var notes = new List<string>();
        foreach (var way in ways) notes.Add(await Write(writer, way));
        notes.Reverse();
        foreach (var asked in ways.Append($"广州{word}"))
            await Soon.Holds(async () => (await Near(site.Browser(), "city=" + Uri.EscapeDataString(asked))).SequenceEqual(notes), asked);
        var cities = (await site.Browser().GetAsync("/api/v1/feed/nearby/cities").Json()).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ToList();
        cities.Intersect(ways).Count().ShouldBe(1, "one city is offered once");
    }

    [Theory, BothDatabases]
    public async Task A_member_begins_where_they_live(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson writer = await site.SignedIn("there"), reader = await site.SignedIn("home");
        var city = "Home " + Guid.NewGuid().ToString("n")[..6];
        await Write(writer, city);
        (await reader.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "Home", bio = "", city = city.ToUpperInvariant(), discoverable = true, indexable = true, approveFollowers = false })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await reader.Client.GetStringAsync("/nearby")).Contains($"value=\"{city}\"", StringComparison.Ordinal));
        var page = await reader.Client.GetStringAsync("/nearby");
        page.ShouldContain("From " + city);
        page.ShouldNotContain("Where are you?");
        (await site.Browser().GetStringAsync("/nearby")).ShouldContain("Notes with a place", customMessage: "whoever is not known is shown what has a place");
    }

    [Theory, BothDatabases]
    public async Task Around_a_point_the_radius_is_chosen(Provider provider)
    {
        var site = TestSite.On(provider);
        var chance = new Random();
        double north = Math.Round(-60 - chance.NextDouble() * 20, 2), east = Math.Round(chance.NextDouble() * 300 - 150, 2);
        var note = await Write(await site.SignedIn("there"), "Nowhere", north + 0.27, east); // thirty kilometres off
        FormattableString Query(int km) => $"lat={north}&lon={east}&km={km}";
        (await Near(site.Browser(), FormattableString.Invariant(Query(50)))).ShouldBe([note]);
        (await Near(site.Browser(), FormattableString.Invariant(Query(20)))).ShouldBeEmpty();
        var page = await site.Browser().GetStringAsync("/nearby?" + FormattableString.Invariant(Query(50)));
        page.ShouldContain("30.0 km");
        foreach (var km in new[] { 5, 20, 50, 200 }) page.ShouldContain($"Within {km} km");
        page.ShouldContain(FormattableString.Invariant($"&amp;km=50\" aria-current=\"true\""));
    }
}
