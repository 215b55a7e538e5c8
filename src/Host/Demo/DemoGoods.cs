using System.Text.Json;
using Kaki.Goods;
using Kaki.Host.Demo.Drawings;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Demo;

/// <summary>The demo's categories, shops and products, each product drawn once for every colour it comes in.</summary>
internal sealed class DemoGoods(IServiceScopeFactory scopes, DemoContent content, Dictionary<string, long> people, Instant now, TextWriter to)
{
    public async Task Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bring = scope.ServiceProvider.GetRequiredService<BringGoods>();
        await bring.Categories(Shelves(content.Categories));
        var known = await bring.Known(FillWithDemo.Source, "product");
        var fresh = content.Products.Where(p => !known.ContainsKey(p.Slug)).ToList();
        var pictures = await Draw(fresh, cancel);
        var shops = new Dictionary<string, long>();
        foreach (var shop in content.Merchants) shops[shop.Slug] = await bring.Shop(Shop(shop, pictures.GetValueOrDefault("sign/" + shop.Slug)));
        foreach (var product in fresh) await bring.Product(FillWithDemo.Source, Product(product, shops[product.Merchant], pictures));
    }

    public static IReadOnlyList<CategoryToBring> Shelves(IReadOnlyList<DemoCategory> categories) => [.. categories.Select(c => new CategoryToBring(c.Slug, Of(c.Name), c.Parent,
        [.. c.Attributes.Select(a => new AttributeToBring(a.Key, Of(a.Name), a.Kind, a.Required, a.Unit, a.Choices?.Select(Of).ToList()))]))];

    private async Task<Dictionary<string, Picture>> Draw(List<DemoProduct> products, CancellationToken cancel)
    {
        var wanted = products.SelectMany(Wanted).ToList();
        if (products.Count > 0)
            wanted.AddRange(content.Merchants.Select(m => new DemoPictures.Wanted("sign/" + m.Slug, people[m.Owner], PicturePurpose.Shop, () => Composer.Avatar(DemoPictures.Seed(m.Slug), m.Avatar, Composer.Palettes[m.Palette]))));
        return await new DemoPictures(scopes, new Progress("Drawing goods   ", wanted.Count, to)).Make(wanted, cancel);
    }

    private IEnumerable<DemoPictures.Wanted> Wanted(DemoProduct p)
    {
        var owner = people[content.Merchants.Single(m => m.Slug == p.Merchant).Owner];
        var seed = DemoPictures.Seed(p.Slug);
        foreach (var palette in Colours(p))
            yield return new($"{p.Slug}/{palette}", owner, PicturePurpose.Goods, () => Composer.Product(seed, p.Object, Composer.Palettes[palette]));
        yield return new($"{p.Slug}/close", owner, PicturePurpose.Goods, () => Composer.Compose(seed + 1, "close", p.Theme, Composer.Palettes[p.Palette], "1:1", [p.Object]));
    }

    private static IEnumerable<int> Colours(DemoProduct p) =>
        (p.Options ?? []).SelectMany(o => o.Values).Select(v => v.Palette).OfType<int>().DefaultIfEmpty(p.Palette).Distinct().Take(6);

    private ShopToBring Shop(DemoMerchant m, Picture? sign) =>
        new(m.Slug, Of(m.Name), Of(m.About), Of(m.City), m.Currency, people[m.Owner], sign, m.Shipping.FlatMinor, m.Shipping.FreeFromMinor, m.Shipping.Days, Ago(180));

    private ProductToBring Product(DemoProduct p, long shop, Dictionary<string, Picture> pictures)
    {
        var gallery = Colours(p).Select(c => (pictures[$"{p.Slug}/{c}"], Of(p.Title))).Append((pictures[$"{p.Slug}/close"], Of(p.Title))).ToList();
        return new ProductToBring(p.Slug, shop, p.Category, Of(p.Title), Of(p.About), "", gallery, Ago(60 + DemoPictures.Seed(p.Slug) % 90))
        {
            Attributes = Attributes(p),
            Options = [.. (p.Options ?? []).Select(o => (Of(o.Name), (IReadOnlyList<Text2>)[.. o.Values.Select(v => new Text2(v.Zh, v.En))]))],
            Variants = [.. p.Skus.Select(s => new VariantToBring(s.Values, Cny(s.PriceMinor), s.Stock, s.Code, PictureOf(p, s, pictures), Earlier(p, s)))],
            Sold = p.SoldBefore,
        };
    }

    private Picture? PictureOf(DemoProduct p, DemoSku sku, Dictionary<string, Picture> pictures)
    {
        var palette = (p.Options ?? []).Zip(sku.Values, (o, v) => o.Values[v].Palette).OfType<int>().FirstOrDefault(-1);
        return palette < 0 ? null : pictures.GetValueOrDefault($"{p.Slug}/{palette}");
    }

    // "wasMinor" is what it cost until a week ago; a history beside it goes further back.
    private List<(Instant, Money)> Earlier(DemoProduct p, DemoSku sku)
    {
        var earlier = (p.PriceHistory ?? []).Where(h => h.DaysAgo > 30).Select(h => (Ago(h.DaysAgo), Cny(h.PriceMinor))).ToList();
        if (sku.WasMinor is { } was) earlier.Add((Ago(30), Cny(was)));
        return earlier;
    }

    private Dictionary<string, string> Attributes(DemoProduct p)
    {
        var templates = content.Categories.Single(c => c.Slug == p.Category).Attributes;
        var given = new Dictionary<string, string>();
        foreach (var template in templates)
            if (p.Attributes.TryGetValue(template.Key, out var value)) given[template.Key] = Written(template, value);
        return given;
    }

    private static string Written(DemoAttribute template, JsonElement value)
    {
        if (template.Kind == "number") return value.GetRawText();
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        var words = value.Deserialize<Words2>(JsonSerializerOptions.Web)!;
        return template.Kind == "choice" ? Array.FindIndex(template.Choices!, c => c.Zh == words.Zh).ToString() : words.Zh == words.En ? words.Zh : $"{words.Zh} · {words.En}";
    }

    private static Money Cny(long minor) => new(minor, "CNY");
    private static Text2 Of(Words2 words) => new(words.Zh, words.En);
    private Instant Ago(double days) => now.Minus(TimeSpan.FromDays(days));
}
