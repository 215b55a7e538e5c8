using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Kaki.Place.Cards;

/// <summary>One page of cards as the waterfall holds them, with the way to the next.</summary>
/// <param name="from">The position of the first card in its list, from 0.</param>
/// <param name="more">The way on, as HTML.</param>
internal sealed class Fall(string served, int from, Fall.Card[] cards, string? more) : IHtmlContent
{
    public const string Opens = "<k-fall", Closes = "</k-fall>";
    private const int EagerCovers = 3;

    internal readonly record struct Card(CardHtml Html, bool Liked, string? OnCover, string? Foot = null);

    public static readonly Fall None = new("", 0, [], null);

    public void Write(IBufferWriter<byte> page)
    {
        Encoding.UTF8.GetBytes($"{Opens} served=\"{served}\"><div class=\"fall\">\n", page);
        WriteCards(page);
        Encoding.UTF8.GetBytes($"</div>{Closes}", page);
    }

    /// <summary>The cards alone, for the script that asks for the next page.</summary>
    public void WriteCards(IBufferWriter<byte> page)
    {
        for (var i = 0; i < cards.Length; i++)
            cards[i].Html.Write(page, from + i, cards[i].Liked, cards[i].OnCover, cards[i].Foot, eager: from + i < EagerCovers);
        if (more is not null) Encoding.UTF8.GetBytes(more, page);
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var page = new ArrayBufferWriter<byte>(32 * 1024);
        Write(page);
        writer.Write(Encoding.UTF8.GetString(page.WrittenSpan));
    }
}
