using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Feed;

/// <summary>Newest first within a distance of a point, or in a city; where neither is known, all that have a place. The point comes with the request and is not kept.</summary>
internal sealed class Nearby(NoteAccess access, NoteCards cards, Cities cities, PeopleReads people)
{
    public const int PageSize = 20, Usual = 20;

    /// <summary>The distances offered, in kilometres.</summary>
    public static readonly IReadOnlyList<int> Radii = [5, Usual, 50, 200];
    private const double KmPerDegree = 111.2;

    /// <param name="City">Used when there is no point.</param>
    /// <param name="Radius">Kilometres.</param>
    public sealed record Where(double? Latitude, double? Longitude, string? City, double Radius)
    {
        public bool HasPoint => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;
        public bool Known => HasPoint || !string.IsNullOrWhiteSpace(City);

        public string Query => HasPoint
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lat={Latitude:0.##}&lon={Longitude:0.##}&km={Radius:0}")
            : City is null ? "" : $"city={Uri.EscapeDataString(City)}";
    }

    /// <summary>Where somebody lives who asks for no other place, if notes are from there.</summary>
    public async ValueTask<Where> AtHome(Caller caller, Where asked)
    {
        if (asked.Known || caller.MemberId is not { } me) return asked;
        foreach (var place in await people.PlacesOf(me))
            if (await cities.NameOf(place) is { } home) return asked with { City = home };
        return asked;
    }

    public async Task<FeedPage> Run(Caller caller, Where where, Cursor? after, int from, bool noAi = false)
    {
        var visible = await access.Visible(caller);
        var near = where.HasPoint ? Within(visible, where) : await In(visible, where.City);
        var rows = await near.LeavingOutAi(noAi).Before(after).OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Id)
            .Take(PageSize + 1).Select(n => new { n.Id, n.PublishedAt }).ToListAsync();
        var page = Page<Cursor>.Of([.. rows.Select(r => new Cursor(r.PublishedAt.Micros, r.Id))], PageSize, c => c);
        return new FeedPage(await cards.Of([.. page.Items.Select(c => c.Id)]), "nearby", from, page.Next is null ? null : $"/nearby?{(where.Known ? where.Query + "&" : "")}after={page.Next}&from={from + page.Items.Count}");
    }

    /// <summary>Kilometres between a point and a card's place, along the sphere.</summary>
    public static double? Distance(Where where, NoteCard card)
    {
        if (!where.HasPoint || card is not { Latitude: { } lat, Longitude: { } lon }) return null;
        var middle = (lat + where.Latitude!.Value) / 2 * Math.PI / 180;
        var north = (lat - where.Latitude.Value) * KmPerDegree;
        var east = (lon - where.Longitude!.Value) * KmPerDegree * Math.Cos(middle);
        return Math.Sqrt(north * north + east * east);
    }

    private async ValueTask<IQueryable<Note>> In(IQueryable<Note> notes, string? city)
    {
        if (string.IsNullOrWhiteSpace(city)) return notes.Where(n => n.City != null);
        var ways = await cities.WaysToWrite(city);
        return notes.Where(n => n.City != null && ways.Contains(n.City));
    }

    // A box, not a circle: an index can answer it, and the corners are still near.
    private static IQueryable<Note> Within(IQueryable<Note> notes, Where where)
    {
        var high = Math.Clamp(where.Radius, 1, 200) / KmPerDegree;
        var wide = high / Math.Max(0.05, Math.Cos(where.Latitude!.Value * Math.PI / 180));
        double south = where.Latitude.Value - high, north = where.Latitude.Value + high, west = where.Longitude!.Value - wide, east = where.Longitude.Value + wide;
        return notes.Where(n => n.Latitude >= south && n.Latitude <= north && n.Longitude >= west && n.Longitude <= east);
    }
}
