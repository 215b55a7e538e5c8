using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Feed;

internal sealed class NearbyPageModel(Nearby nearby, Cities cities, CardList list) : FeedPageModel(list)
{
    private const int MostCities = 12;
    public override string Tab => "nearby";
    public Nearby.Where Place { get; private set; } = new(null, null, null, Nearby.Usual);
    public IReadOnlyList<City> Cities { get; private set; } = [];

    public bool IsHere(City city) => !Place.HasPoint && Place.City is { } asked && Kaki.Place.Feed.Cities.Key(asked) == Kaki.Place.Feed.Cities.Key(city.Name);

    public async Task<IActionResult> OnGet(double? lat, double? lon, string? city, Cursor? after, double km = Nearby.Usual, int from = 0)
    {
        Cities = await cities.Fullest(MostCities);
        Place = await nearby.AtHome(Caller, new(lat, lon, string.IsNullOrWhiteSpace(city) ? null : city.Trim().CutTo(40), km));
        return await Show(await nearby.Run(Caller, Place, after, Math.Clamp(from, 0, 100_000), WithoutAi), c => Nearby.Distance(Place, c) is { } far ? $"{far:0.0} km" : c.City);
    }
}
