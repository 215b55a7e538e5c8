using System.Collections.Concurrent;
using Kaki.Host.Demo;
using Kaki.Host.Demo.Drawings;
using Kaki.Place;

namespace Kaki.Host.Stickers;

/// <summary>The stickers of comments, composed from the drawings with a white rim that holds them on any ground.</summary>
internal static class DrawSticker
{
    private static readonly ConcurrentDictionary<string, string> Drawn = new();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/stickers/{code}.svg", (string code, HttpContext http) =>
    {
        if (!Place.Stickers.Codes.Contains(code)) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=86400";
        return Results.Text(Drawn.GetOrAdd(code, c => Composer.Sticker(DemoPictures.Seed("sticker/" + c), c, "persimmon-orchard")), "image/svg+xml");
    }).ExcludeFromDescription();
}
