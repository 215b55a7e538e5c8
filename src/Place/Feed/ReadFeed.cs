using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Feed;

/// <summary>The feeds for programs.</summary>
internal static class ReadFeed
{
    public sealed record Card(Id Id, string Title, string AuthorHandle, string AuthorName, string? CoverUrl, int? CoverWidth, int? CoverHeight, string? CoverColour, int Pictures, long Likes, Instant PublishedAt, bool AiMade, int Position);
    private const int MostCities = 100;
    public sealed record Answer(IReadOnlyList<Card> Items, string Served, string? Next);

    /// <param name="AllSeen">There are notes, and the caller has seen each of them in this sitting: <c>again=true</c> shows them once more.</param>
    public sealed record Discovered(IReadOnlyList<Card> Items, string Served, string? Next, bool AllSeen);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var feed = routes.MapGroup("/api/v1/feed").WithTags("feed");
        feed.MapGet("/discover", async Task<Ok<Discovered>> (Caller caller, Discover discover, string? topic, Id? served, int after = 0, bool noai = false, bool again = false) => Of(await discover.Run(caller, Wish.Of(caller, topic, noai, again), served, after, program: true)))
            .WithName("discoverFeed").WithSummary("Discover: pass back served and after from next; nothing moves or repeats. noai leaves out what was made with AI; where allSeen is true, again=true shows once more what was seen in the last two hours");
        feed.MapGet("/following", async Task<Ok<Answer>> (Caller caller, Following following, Cursor? after, int from = 0, bool noai = false) => TypedResults.Ok(Listed(await following.Run(caller, after, from, noai), "/api/v1/feed/following", noai)))
            .WithName("followingFeed").WithSummary("Notes of people and topics one follows, newest first. noai leaves out what was made with AI");
        feed.MapGet("/nearby", async Task<Ok<Answer>> (Caller caller, Nearby nearby, double? lat, double? lon, string? city, Cursor? after, double km = Nearby.Usual, int from = 0, bool noai = false) => TypedResults.Ok(Listed(await nearby.Run(caller, new(lat, lon, city, km), after, from, noai), "/api/v1/feed/nearby", noai)))
            .WithName("nearbyFeed").WithSummary("Notes near a point or in a city, however it is written, newest first; without either, all that have a place");
        feed.MapGet("/nearby/cities", async (Cities cities) => TypedResults.Ok(new Page<City>(await cities.Fullest(MostCities), null)))
            .WithName("nearbyCities").WithSummary("The cities that public notes are from, the fullest first");
    }

    /// <summary>A page of notes for programs.</summary>
    /// <param name="path">Where the next one is asked for; what the page's own address says of the place goes with it.</param>
    /// <param name="noai">To be said in the address of the next page, where the page's own does not.</param>
    public static Answer Listed(FeedPage page, string path, bool noai = false) => new(Items(page), page.Served, page.Next is { } next ? path + next[next.IndexOf('?')..] + (noai ? "&noai=true" : "") : null);

    private static Ok<Discovered> Of(FeedPage page)
    {
        var listed = Listed(page, "/api/v1/feed/discover");
        return TypedResults.Ok(new Discovered(listed.Items, listed.Served, listed.Next, page.AllSeen));
    }

    private static IReadOnlyList<Card> Items(FeedPage page) =>
        [.. page.Cards.Select((c, i) => new Card(c.Id, c.Title, c.Handle, c.Name, c.Cover?.Url(640), c.Cover?.Width, c.Cover?.Height, c.Cover?.Colour, c.Pictures, c.Likes, c.PublishedAt, c.AiMade, page.PlaceOf(i)))];
}
