using System.Text.Encodings.Web;
using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Html;

namespace Kaki.Goods.Catalogue;

/// <summary>
/// Product cards as HTML (the markup is docs/front.md's). Written here and not as a partial view because a page of twenty
/// through the view engine costs several times as much.
/// </summary>
internal sealed class GoodsCards
{
    private const int EagerCovers = 3;
    private readonly Words words;
    private readonly HtmlEncoder encoder;

    internal GoodsCards(Words words, HtmlEncoder encoder) => (this.words, this.encoder) = (words, encoder);

    /// <param name="from">The position of the first card in its list, from 0.</param>
    public IHtmlContent Html(IReadOnlyList<ProductCard> cards, int from = 0, bool shopNames = true)
    {
        var page = new HtmlContentBuilder(cards.Count);
        for (var i = 0; i < cards.Count; i++) page.AppendHtml(One(cards[i], from + i, shopNames));
        return page;
    }

    private string One(ProductCard c, int position, bool shopName)
    {
        var id = new Id(c.Id);
        var small = c.CoverUrl.Replace("/640.", "/320.", StringComparison.Ordinal);
        var loading = position == 0 ? "fetchpriority=\"high\"" : position < EagerCovers ? "decoding=\"async\"" : "loading=\"lazy\" decoding=\"async\"";
        var tag = c.InStock ? "" : $"<span class=\"on-pic tl\">{Say("goods.sold_out")}</span>";
        var was = c.Was is { } earlier ? $"<span class=\"was tiny\">{earlier}</span>" : "";
        var price = c.From ? $"<span class=\"nowrap\">{Face.Price(c.Price)} <span class=\"tiny muted\">{Say("goods.from")}</span></span>" : $"{Face.Price(c.Price)}";
        var sold = c.Sold > 0 ? encoder.Encode(words.Count("goods.sold", c.Sold, Face.Count(c.Sold))) : "";
        var foot = string.Join(" · ", new[] { shopName ? encoder.Encode(c.ShopName) : "", sold }.Where(s => s.Length > 0));
        return $"<article class=\"card card-goods\" data-id=\"product:{id}\" data-pos=\"{position}\"><a href=\"/goods/{id}\"><span class=\"card-cover\"><img src=\"{c.CoverUrl}\" srcset=\"{small} 320w, {c.CoverUrl} 640w\" sizes=\"(min-width:1280px) 20vw, (min-width:960px) 25vw, (min-width:640px) 33vw, 50vw\" width=\"{c.W}\" height=\"{c.H}\" alt=\"\" style=\"--c:{c.Colour};--r:{Ratio(c.W, c.H)}\" {loading}>{tag}</span>"
            + $"<span class=\"card-body\"><span class=\"card-title clip2\">{encoder.Encode(c.Title)}</span><span class=\"row\">{price}{was}</span><span class=\"tiny muted clip1\">{foot}</span></span></a></article>\n";
    }

    private string Say(string key) => encoder.Encode(words[key].Value);

    /// <summary>Width over height, kept between 3:4 and 4:3.</summary>
    internal static string Ratio(int width, int height) => Math.Clamp((double)width / Math.Max(1, height), 0.75, 4.0 / 3) switch
    {
        <= 0.751 => "3/4",
        >= 1.333 => "4/3",
        var r => r.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
    };
}
