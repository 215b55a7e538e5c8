using System.Globalization;
using Kaki.Kernel.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kaki.People.Profiles;

/// <summary>The picture of somebody who has set none: a persimmon with a face, one of ninety-six, always the same for one person.</summary>
internal static class Faces
{
    private const int Colours = 8, Eyes = 4, Mouths = 3, All = Colours * Eyes * Mouths;

    // ground, fruit: pairs that stay gentle on white and on dark
    private static readonly (string Ground, string Fruit)[] Palette =
        [("#fde6d3", "#ee7a33"), ("#f6dcd8", "#d95f4c"), ("#fbecc4", "#e2a02b"), ("#e0ecd6", "#7d9f54"), ("#d8e8ee", "#4f8ba3"), ("#e6e0f0", "#8574b0"), ("#f5dfe9", "#c56a92"), ("#e9e3da", "#8f7a63")];

    private static readonly string[] EyeShapes =
    [
        "<circle cx=\"41\" cy=\"60\" r=\"4\"/><circle cx=\"79\" cy=\"60\" r=\"4\"/>",
        "<path d=\"M35 61q6-8 12 0M73 61q6-8 12 0\"/>",
        "<path d=\"M35 58q6 7 12 0M73 58q6 7 12 0\"/>",
        "<path d=\"M35 60h12\"/><circle cx=\"79\" cy=\"60\" r=\"4\"/>",
    ];

    private static readonly string[] MouthShapes = ["<path d=\"M50 74q10 9 20 0\"/>", "<path d=\"M54 76h12\"/>", "<ellipse cx=\"60\" cy=\"77\" rx=\"5\" ry=\"6\"/>"];

    public static string UrlOf(long memberId, long? avatarId) =>
        avatarId is { } picture ? Picture.UrlOf(picture, 320) : string.Create(CultureInfo.InvariantCulture, $"/faces/{NumberOf(memberId)}.svg");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/faces/{number:int:range(0,95)}.svg", (int number, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Text(Draw(number), "image/svg+xml");
        }).ExcludeFromDescription();

    // Ids are time-ordered, so neighbours are spread by a multiplication (Fibonacci hashing).
    private static int NumberOf(long memberId) => (int)(unchecked((ulong)memberId * 0x9E3779B97F4A7C15) >> 33) % All;

    private static string Draw(int number)
    {
        var (ground, fruit) = Palette[number % Colours];
        var eyes = EyeShapes[number / Colours % Eyes];
        var mouth = MouthShapes[number / Colours / Eyes % Mouths];
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120"><rect width="120" height="120" fill="{ground}"/>
            <path d="M60 32c30 0 42 9 42 34s-13 38-42 38-42-13-42-38 12-34 42-34z" fill="{fruit}"/>
            <path d="M60 40c-8-2-19 1-24-6 6-4 14-5 19-3-1-5 0-10 5-14 5 4 6 9 5 14 5-2 13-1 19 3-5 7-16 4-24 6z" fill="#5f7a45"/>
            <g fill="none" stroke="#3a2a20" stroke-width="3.5" stroke-linecap="round">{eyes.Replace("<circle", "<circle fill=\"#3a2a20\" stroke=\"none\"")}{mouth}</g></svg>
            """;
    }
}
