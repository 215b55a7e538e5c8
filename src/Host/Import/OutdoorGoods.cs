using System.Text.Json;
using System.Text.RegularExpressions;
using Kaki.Goods;
using Kaki.Host.Import.Reading;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Import;

/// <summary>The outdoor shop's catalogue: what a product is called in Chinese and what its attributes are is read out of its English name and description.</summary>
internal sealed partial class OutdoorGoods(Bringing bringing, ShopHere shop)
{
    // The catalogue names no currency; a yuan price of the usual size comes of it.
    private const decimal YuanEach = 7m;

    internal sealed record Item(int Id, string Type, string Brand, string Name, string Description, decimal Price);

    private ShopWords Words => bringing.Content.Shops;

    public IEnumerable<ProductPlan> Plans() => JsonRows.Read(bringing.Folder.Of(LifestyleFolder.Catalogue), LifestyleFolder.Catalogue, Read, bringing.Troubles).Select(Plan);

    private Item Read(JsonElement row)
    {
        var item = new Item((int)row.Number("Id", 1, 1_000_000), row.Text("Type"), row.Text("Brand"), row.Text("Name"), row.Text("Description"), row.Number("Price", 0.01m, 100_000m));
        return Words.Types.ContainsKey(item.Type) ? item : throw new RowWrong($"there is no category for \"{item.Type}\"");
    }

    private ProductPlan Plan(Row<Item> row)
    {
        var item = row.Value;
        var picture = $"{LifestyleFolder.Outdoor}/{item.Id}.webp";
        var title = Title(item);
        return new(row.File, row.Line, $"outdoor/{item.Id}", shop, [(picture, title)], pictures => Product(item, title, pictures[picture]));
    }

    private ProductToBring Product(Item item, Text2 title, Picture picture)
    {
        var chance = new Chance($"outdoor/{item.Id}");
        var price = new Money((long)Math.Round(item.Price * YuanEach) * 100, "CNY");
        var onSale = bringing.Ago(chance.Number(60, 280));
        var sizes = Sizes(item);
        return new($"outdoor/{item.Id}", shop.Id, Words.Types[item.Type], title, new Text2(AboutInChinese(item, title), item.Description), item.Brand, [(picture, title)], onSale)
        {
            Attributes = Attributes(item),
            Options = sizes.Length == 0 ? [] : [(new Text2("尺码", "Size"), [.. sizes.Select(s => new Text2(s, s))])],
            Variants = [.. Enumerable.Range(0, Math.Max(1, sizes.Length)).Select(i => new VariantToBring(sizes.Length == 0 ? [] : [i], price, chance.Number(0, 9) == 0 ? 0 : chance.Number(3, 60), $"RO-{item.Id:D3}{(sizes.Length == 0 ? "" : "-" + sizes[i])}", null, Earlier(chance, price)))],
            Sold = chance.Number(20, 900),
        };
    }

    private IReadOnlyList<(Instant, Money)> Earlier(Chance chance, Money price) => chance.Number(0, 4) == 0 ? [(bringing.Ago(50), new Money(price.Minor * chance.Number(108, 125) / 100 / 100 * 100, "CNY"))] : [];

    /// <summary>"Wanderer Black Hiking Boots" is "Wanderer 徒步靴 黑色": the maker's word, the thing, its colour.</summary>
    private Text2 Title(Item item)
    {
        var noun = Words.Nouns.FirstOrDefault(n => item.Name.EndsWith(n[0], StringComparison.OrdinalIgnoreCase));
        if (noun is null) return new Text2("", item.Name);
        var words = item.Name[..^noun[0].Length].Trim();
        var colour = Words.Colours.FirstOrDefault(c => Says(words, c[0]));
        if (colour is not null) words = words.Replace(colour[0], "", StringComparison.OrdinalIgnoreCase).Replace("  ", " ").Trim();
        return new Text2(string.Join(' ', new[] { words.Length == 0 ? item.Brand : words, noun[1], colour?[2] }.Where(w => !string.IsNullOrEmpty(w))), item.Name);
    }

    private string AboutInChinese(Item item, Text2 title)
    {
        var features = Words.Features.Where(f => item.Description.Contains(f[0], StringComparison.OrdinalIgnoreCase)).Select(f => f[1]).Distinct().Take(8).ToList();
        return $"{item.Brand} 出品的{title.For(true)}。" + (features.Count == 0 ? "" : $"\n\n特点：{string.Join("、", features)}。");
    }

    private Dictionary<string, string> Attributes(Item item)
    {
        var (name, all) = (item.Name, item.Name + " " + item.Description);
        var given = new Dictionary<string, string>();
        if ((Words.Colours.FirstOrDefault(c => Says(name, c[0])) ?? Words.Colours.FirstOrDefault(c => Says(all, c[0]))) is { } colour) given["colour"] = colour[1];
        if (Says(all, "waterproof")) given["water"] = "0";
        else if (Says(all, "water-resistant")) given["water"] = "1";
        if (Says(all, "lightweight")) given["weight-class"] = "0";
        if (Says(all, "all-mountain")) given["level"] = "0";
        else if (Says(all, "freestyle")) given["level"] = "1";
        if (Litres().Match(all) is { Success: true } litres) given["litres"] = litres.Groups[1].Value;
        if (Persons().Match(all) is { Success: true } persons) given["persons"] = persons.Groups[1].Value;
        return given;
    }

    private static string[] Sizes(Item item) =>
        Says(item.Name, "shoes") || Says(item.Name, "boots") ? ["38", "39", "40", "41", "42", "43", "44"]
        : item.Type == "Jackets" || Says(item.Name, "jersey") ? ["S", "M", "L", "XL"] : [];

    // Whole words: "red" is not in "reinforced".
    private static bool Says(string text, string word) => Regex.IsMatch(text, $@"\b{Regex.Escape(word)}\b", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\b(\d{2,3})\s?-?\s?(?:L|lit(?:er|re))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Litres();

    [GeneratedRegex(@"\b(\d)-person\b", RegexOptions.IgnoreCase)]
    private static partial Regex Persons();
}
