using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Feed;

internal sealed class NearbyPageModel(Nearby nearby, CardList list) : FeedPageModel(list)
{
    public override string Tab => "nearby";
    public Nearby.Where Place { get; private set; } = new(null, null, null, 20);

    public async Task<IActionResult> OnGet(double? lat, double? lon, string? city, Cursor? after, double km = 20, int from = 0)
    {
        Place = new(lat, lon, city?.CutTo(40), km);
        return await Show(await nearby.Run(Caller, Place, after, Math.Clamp(from, 0, 100_000)), c => Nearby.Distance(Place, c) is { } far ? $"{far:0.0} km" : c.City);
    }
}
