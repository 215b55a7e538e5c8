using System.Text;
using System.Xml;
using Kaki.Kernel.Http;

namespace Kaki.Host.Machines;

/// <summary><c>/sitemap.xml</c> with pictures, from every floor that has pages to show.</summary>
internal static class Sitemap
{
    private const int MostOfEach = 10_000;
    private const string Ns = "http://www.sitemaps.org/schemas/sitemap/0.9", ImageNs = "http://www.google.com/schemas/sitemap-image/1.1";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/sitemap.xml", Run).ExcludeFromDescription();

    private static async Task<IResult> Run(HttpContext http, IEnumerable<ISitemapPart> parts, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using (var xml = XmlWriter.Create(bytes, new() { Async = true, Encoding = new UTF8Encoding(false) }))
        {
            await xml.WriteStartElementAsync(null, "urlset", Ns);
            await xml.WriteAttributeStringAsync("xmlns", "image", null, ImageNs);
            foreach (var part in parts)
                foreach (var (path, changed, picture) in await part.Pages(MostOfEach, cancel))
                {
                    await xml.WriteStartElementAsync(null, "url", Ns);
                    await xml.WriteElementStringAsync(null, "loc", Ns, PublicAddress.Of(http, path));
                    if (changed is { } at) await xml.WriteElementStringAsync(null, "lastmod", Ns, at.ToString());
                    if (picture is not null)
                    {
                        await xml.WriteStartElementAsync("image", "image", ImageNs);
                        await xml.WriteElementStringAsync("image", "loc", ImageNs, PublicAddress.Of(http, picture));
                        await xml.WriteEndElementAsync();
                    }
                    await xml.WriteEndElementAsync();
                }
            await xml.WriteEndElementAsync();
        }
        return Results.Bytes(bytes.ToArray(), "application/xml; charset=utf-8");
    }
}
