using System.Globalization;
using System.Text;
using System.Xml;
using Kaki.Kernel;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Http;

namespace Kaki.Place.Syndication;

/// <summary>Notes for feed readers, as Atom (RFC 4287) or RSS 2.0.</summary>
/// <param name="Page">The address of the page the feed is of.</param>
internal sealed record FeedDocument(string Title, string Page, string Origin, IReadOnlyList<FeedEntry> Entries)
{
    private const string AtomNs = "http://www.w3.org/2005/Atom", AtomType = "application/atom+xml", RssType = "application/rss+xml", PictureType = "image/webp";

    public IResult Atom(HttpContext http) => Answer(http, AtomType + "; charset=utf-8", WriteAtom);

    public IResult Rss(HttpContext http) => Answer(http, RssType + "; charset=utf-8", WriteRss);

    private void WriteAtom(XmlWriter xml)
    {
        xml.WriteStartElement("feed", AtomNs);
        xml.WriteElementString("id", Page);
        xml.WriteElementString("title", Clean(Title));
        xml.WriteElementString("updated", (Entries.Count > 0 ? new Instant(Entries.Max(e => e.Changed.Micros)) : default).ToString());
        Link(xml, "self", Page + "/feed.atom", AtomType);
        Link(xml, "alternate", Page);
        foreach (var (note, summary, changed) in Entries)
        {
            var address = $"{Origin}/notes/{new Id(note.Id)}";
            xml.WriteStartElement("entry");
            xml.WriteElementString("id", address);
            xml.WriteElementString("title", Clean(note.Title));
            xml.WriteElementString("updated", changed.ToString());
            xml.WriteElementString("published", note.PublishedAt.ToString());
            Link(xml, "alternate", address);
            if (note.Cover is { } cover) Link(xml, "enclosure", Origin + cover.Url(640), PictureType);
            xml.WriteStartElement("author");
            xml.WriteElementString("name", Clean(note.Name));
            xml.WriteElementString("uri", $"{Origin}/@{note.Handle}");
            xml.WriteEndElement();
            xml.WriteElementString("summary", Clean(summary));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private void WriteRss(XmlWriter xml)
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomNs);
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", Clean(Title));
        xml.WriteElementString("link", Page);
        xml.WriteElementString("description", Clean(Title));
        Link(xml, "self", Page + "/feed.rss", RssType);
        foreach (var (note, summary, changed) in Entries)
        {
            var address = $"{Origin}/notes/{new Id(note.Id)}";
            xml.WriteStartElement("item");
            xml.WriteElementString("title", Clean(note.Title));
            xml.WriteElementString("link", address);
            xml.WriteElementString("guid", address);
            xml.WriteElementString("pubDate", note.PublishedAt.Time.ToString("R", CultureInfo.InvariantCulture));
            xml.WriteElementString("updated", AtomNs, changed.ToString());
            xml.WriteElementString("description", Clean(summary));
            if (note.Cover is { } cover) Enclosure(xml, Origin + cover.Url(640));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static IResult Answer(HttpContext http, string type, Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) })) write(xml);
        http.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Bytes(stream.ToArray(), type);
    }

    private static void Link(XmlWriter xml, string rel, string href, string? type = null)
    {
        xml.WriteStartElement("link", AtomNs);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", href);
        if (type is not null) xml.WriteAttributeString("type", type);
        xml.WriteEndElement();
    }

    // How long the file is stands nowhere; 0 is what RSS says then.
    private static void Enclosure(XmlWriter xml, string picture)
    {
        xml.WriteStartElement("enclosure");
        xml.WriteAttributeString("url", picture);
        xml.WriteAttributeString("length", "0");
        xml.WriteAttributeString("type", PictureType);
        xml.WriteEndElement();
    }

    // What people typed may hold characters that XML has no way to write, and an opening may end in half of one.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value != 0xFFFD && (r.Value >= 0x20 || r.Value is 9 or 10)));
}
