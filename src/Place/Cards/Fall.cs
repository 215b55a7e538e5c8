using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Kaki.Place.Cards;

/// <summary>One page of cards as the waterfall holds them, with the way to the next.</summary>
/// <param name="more">The way on, as HTML.</param>
internal sealed class Fall(string served, Fall.Card[] cards, string? more) : IHtmlContent
{
    public const string Opens = "<k-fall", Closes = "</k-fall>";
    private const int EagerCovers = 3;

    /// <param name="Place">In its list, from 0.</param>
    internal readonly record struct Card(int Place, CardHtml Html, bool Liked, string? OnCover, string? Foot = null);

    public static readonly Fall None = new("", [], null);

    public void Write(IBufferWriter<byte> page)
    {
        Encoding.UTF8.GetBytes($"{Opens} served=\"{served}\"><div class=\"fall\">\n", page);
        WriteCards(page);
        Encoding.UTF8.GetBytes($"</div>{Closes}", page);
    }

    /// <summary>The cards alone, for the script that asks for the next page.</summary>
    public void WriteCards(IBufferWriter<byte> page)
    {
        foreach (var card in cards) card.Html.Write(page, card.Place, card.Liked, card.OnCover, card.Foot, eager: card.Place < EagerCovers);
        if (more is not null) Encoding.UTF8.GetBytes(more, page);
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var page = new ArrayBufferWriter<byte>(32 * 1024);
        Write(page);
        writer.Write(Encoding.UTF8.GetString(page.WrittenSpan));
    }
}
