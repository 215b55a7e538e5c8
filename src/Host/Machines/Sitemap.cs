using System.Text;
using System.Xml;
using Kaki.Kernel;
using Kaki.Kernel.Http;

namespace Kaki.Host.Machines;

/// <summary><c>/sitemap.xml</c> names the maps, each of one kind of page and of so many at the most; with pictures, from every floor that has pages to show.</summary>
internal static class Sitemap
{
    private const int Most = 10_000, MostMaps = 10_000;
    private const string Ns = "http://www.sitemaps.org/schemas/sitemap/0.9", ImageNs = "http://www.google.com/schemas/sitemap-image/1.1";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sitemap.xml", Index).ExcludeFromDescription();
        routes.MapGet("/sitemap/{part}/{number:int}.xml", Part).ExcludeFromDescription();
    }

    private static async Task<IResult> Index(HttpContext http, IEnumerable<ISitemapPart> parts, CancellationToken cancel)
    {
        var maps = new List<string>();
        foreach (var part in parts)
            for (var (number, left) = (1, await part.Count(cancel)); left > 0; number++, left -= Most) maps.Add($"/sitemap/{part.Name}/{number}.xml");
        return Xml("sitemapindex", xml =>
        {
            foreach (var map in maps)
            {
                xml.WriteStartElement("sitemap", Ns);
                xml.WriteElementString("loc", Ns, PublicAddress.Of(http, map));
                xml.WriteEndElement();
            }
        });
    }

    private static async Task<IResult> Part(string part, int number, HttpContext http, IEnumerable<ISitemapPart> parts, CancellationToken cancel)
    {
        if (number is < 1 or > MostMaps || parts.SingleOrDefault(p => p.Name == part) is not { } found || (number - 1) * Most >= await found.Count(cancel)) return Results.NotFound();
        var pages = await found.Pages((number - 1) * Most, Most, cancel);
        return Xml("urlset", xml =>
        {
            foreach (var page in pages) Write(xml, http, page);
        });
    }

    private static void Write(XmlWriter xml, HttpContext http, SitemapPage page)
    {
        xml.WriteStartElement("url", Ns);
        xml.WriteElementString("loc", Ns, PublicAddress.Of(http, page.Path));
        if (page.Changed is { } at) xml.WriteElementString("lastmod", Ns, at.ToString());
        if (page.Picture is { } picture)
        {
            xml.WriteStartElement("image", "image", ImageNs);
            xml.WriteElementString("image", "loc", ImageNs, PublicAddress.Of(http, picture));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static IResult Xml(string root, Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement(root, Ns);
            if (root == "urlset") xml.WriteAttributeString("xmlns", "image", null, ImageNs);
            write(xml);
            xml.WriteEndElement();
        }
        return Results.Bytes(bytes.ToArray(), "application/xml; charset=utf-8");
    }
}

/// <summary>The pages that are always there.</summary>
internal sealed class FixedPages : ISitemapPart
{
    private static readonly string[] Paths = ["/", "/topics", "/nearby", "/goods", "/about"];

    public string Name => "pages";

    public Task<int> Count(CancellationToken cancel) => Task.FromResult(Paths.Length);

    public Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<SitemapPage>>([.. Paths.Skip(skip).Take(take).Select(p => new SitemapPage(p))]);
}
