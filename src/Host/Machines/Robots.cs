using Kaki.Kernel.Http;

namespace Kaki.Host.Machines;

/// <summary>What search engines may read.</summary>
internal static class Robots
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/robots.txt", (HttpContext http) => Results.Text($"""
        User-agent: *
        Disallow: /api/
        Disallow: /settings/
        Disallow: /cart
        Disallow: /checkout
        Disallow: /orders
        Disallow: /office
        Disallow: /console
        Disallow: /search
        Sitemap: {PublicAddress.Of(http, "/sitemap.xml")}

        """)).ExcludeFromDescription();
}
