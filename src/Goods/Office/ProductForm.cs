using System.Globalization;
using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;

namespace Kaki.Goods.Office;

/// <summary>The product form as it was typed: read by hand, since two hundred variants are more than model binding takes.</summary>
internal sealed class ProductForm
{
    public string TitleZh = "", TitleEn = "", AboutZh = "", AboutEn = "", Brand = "", Act = "save";
    public long CategoryId;
    public long? Version;
    public Dictionary<string, string> Attributes = [];
    public List<OptionField> Options = [];
    public List<VariantField> Variants = [];
    public List<ShotField> Pictures = [];
    private string firstPrice = "";

    public sealed record OptionField(string Zh, string En, List<ValueField> Values);
    public sealed record ValueField(int? Key, string Zh, string En);
    public sealed record ShotField(Id Id, string Alt);

    /// <param name="Choices">Positions of the values, "0-2"; empty for a product without options.</param>
    public sealed record VariantField(string Choices, bool Sold, string Price, string Code, string Stock, Id? PictureId);

    public static ProductForm Blank() => new() { Variants = [new("", true, "", "", "", null)] };

    public static ProductForm Of(Product p, (List<Sku> Skus, List<ProductPicture> Pictures) parts)
    {
        var form = new ProductForm
        {
            TitleZh = p.Title.Zh, TitleEn = p.Title.En, AboutZh = p.About.Zh, AboutEn = p.About.En, Brand = p.Brand, CategoryId = p.CategoryId, Version = p.Version, Attributes = new(p.Attributes),
            Options = [.. p.Options.Select(o => new OptionField(o.Name.Zh, o.Name.En, [.. o.Values.Select(v => new ValueField(v.Key, v.Name.Zh, v.Name.En))]))],
            Pictures = [.. parts.Pictures.Select(x => new ShotField(x.PictureId, Shown(x.Alt)))],
            Variants = [.. parts.Skus.Select(s => new VariantField(Places(p, s), true, s.Price.Plain, s.Code, "", s.PictureId is { } shown ? new Id(shown) : null))],
        };
        form.Build(sellNew: false);
        return form;
    }

    public static ProductForm Read(IFormCollection f)
    {
        string Text(string key) => f[key].ToString();
        var form = new ProductForm
        {
            TitleZh = Text("titleZh"), TitleEn = Text("titleEn"), AboutZh = Text("aboutZh"), AboutEn = Text("aboutEn"), Brand = Text("brand"), Act = Text("act"),
            CategoryId = Id.TryParse(Text("categoryId"), out var category) ? category : 0, Version = long.TryParse(Text("version"), out var version) ? version : null,
        };
        foreach (var key in f.Keys.Where(k => k.StartsWith("attributes[", StringComparison.Ordinal) && k.EndsWith(']')).Take(60)) form.Attributes[key[11..^1]] = Text(key);
        form.firstPrice = Text("variants[0].price");
        var moved = new List<Dictionary<int, int>>();
        for (var i = 0; i < Product.MostOptions; i++)
        {
            var (values, places) = (new List<ValueField>(), new Dictionary<int, int>());
            for (var v = 0; v < 80 && f.ContainsKey($"options[{i}].values[{v}].zh"); v++)
            {
                var value = new ValueField(int.TryParse(Text($"options[{i}].values[{v}].key"), out var key) ? key : null, Text($"options[{i}].values[{v}].zh").Trim(), Text($"options[{i}].values[{v}].en").Trim());
                if (value.Zh.Length + value.En.Length == 0) continue;
                places[v] = values.Count;
                values.Add(value);
            }
            if (values.Count == 0) continue;
            form.Options.Add(new(Text($"options[{i}].zh"), Text($"options[{i}].en"), values));
            moved.Add(places);
        }
        for (var i = 0; i <= Product.MostPictures && Id.TryParse(Text($"pictures[{i}].id"), out var picture); i++) form.Pictures.Add(new(picture, Text($"pictures[{i}].alt")));
        for (var i = 0; i <= Product.MostSkus && f.ContainsKey($"variants[{i}].price"); i++)
            if (Moved(Text($"variants[{i}].choices"), moved) is { } choices)
                form.Variants.Add(new(choices, Text($"variants[{i}].sold") == "true", Text($"variants[{i}].price"), Text($"variants[{i}].code"), Text($"variants[{i}].stock"),
                Id.TryParse(Text($"variants[{i}].picture"), out var shown) ? shown : null));
        return form;
    }

    // Emptied values close up; a variant of one that went is gone with it.
    private static string? Moved(string choices, List<Dictionary<int, int>> moved)
    {
        var parts = choices.Length == 0 ? [] : choices.Split('-');
        if (parts.Length != moved.Count) return null;
        var now = parts.Select((c, i) => int.TryParse(c, out var n) && moved[i].TryGetValue(n, out var to) ? to : -1).ToList();
        return now.Contains(-1) ? null : string.Join('-', now);
    }

    /// <summary>A row for each combination of the values there are; what was typed for one that stays is kept.</summary>
    public void Build(bool sellNew)
    {
        IEnumerable<string> all = [""];
        foreach (var option in Options) all = [.. all.SelectMany(head => Enumerable.Range(0, option.Values.Count).Select(v => head.Length == 0 ? $"{v}" : $"{head}-{v}")).Take(Product.MostSkus)];
        var typed = Variants.GroupBy(v => v.Choices).ToDictionary(g => g.Key, g => g.First());
        var price = Variants.FirstOrDefault()?.Price ?? firstPrice; // a new row begins with the price of the first
        // Of more combinations than are shown, those that are sold come before those that could be.
        var rows = Variants.Where(v => v.Sold && Fits(v)).Select(v => v.Choices).Concat(all).Distinct().Take(Product.MostSkus);
        Variants = [.. rows.Select(c => typed.GetValueOrDefault(c) ?? new VariantField(c, sellNew, price, "", "", null)).OrderBy(v => Places(v).Aggregate(0L, (order, place) => order * 100 + place))];
    }

    private bool Fits(VariantField variant) => Places(variant).ToList() is var places && places.Count == Options.Count && Options.Zip(places).All(o => o.Second < o.First.Values.Count);

    /// <summary>"Steel · Machine", by which a variant is found again whatever order the values are in.</summary>
    public string NameOf(VariantField variant) => string.Join(" · ", Places(variant).Select((v, i) => i < Options.Count && v < Options[i].Values.Count ? Said(Options[i].Values[v].Zh, Options[i].Values[v].En) : "?"));

    public static string Name(Product p, Sku s) => string.Join(" · ", s.Choices.Take(p.Options.Count).Select((key, i) => p.ValueOf(i, key)).Select(v => Said(v.Zh, v.En)));

    /// <param name="said">What the pictures say so far, in both languages; the form shows one.</param>
    public SaveProduct.Input Input(string currency, IReadOnlyDictionary<long, Text2> said)
    {
        var faults = new Faults();
        faults.Of(() => new Text2(TitleZh, TitleEn).Checked("title", Product.LongestTitle));
        var variants = Variants.Select((v, i) => (v, i)).Where(x => x.v.Sold).Select(x => Variant(x.v, $"variants[{x.i}]", currency, faults)).ToList();
        faults.Refuse();
        return Input(variants, said);
    }

    private SaveProduct.Input Input(IReadOnlyList<SaveProduct.Variant> variants, IReadOnlyDictionary<long, Text2> said) => new(
        new(TitleZh, TitleEn), new(AboutZh, AboutEn), Brand, CategoryId, Attributes.Where(a => a.Value.Trim().Length > 0).ToDictionary(a => a.Key, a => (string?)a.Value),
        [.. Options.Select(o => new SaveProduct.Option(new(o.Zh, o.En), [.. o.Values.Select(v => new SaveProduct.Value(v.Key, new(v.Zh, v.En)))]))],
        variants,
        [.. Pictures.Select(p => new SaveProduct.Shot(p.Id, Both(p.Alt, said.GetValueOrDefault(p.Id.Value, Text2.None))))], Version);

    private static string Shown(Text2 alt) => alt.Zh.Length > 0 ? alt.Zh : alt.En;

    // The other language stays until nothing is said any more.
    private static Text2 Both(string typed, Text2 before) =>
        typed.Trim() is not { Length: > 0 } text ? Text2.None : before.Zh.Length == 0 && before.En.Length > 0 ? new("", text) : new(text, before.En);

    // What can be wrong in a row is said of that row; the use case knows only the rows that are sold.
    private static SaveProduct.Variant Variant(VariantField v, string row, string currency, Faults faults) =>
        new([.. Places(v)], faults.Of(() => Price(v.Price, currency, row + ".price")), faults.Of(() => Code(v.Code, row + ".code")), faults.Of(() => Pieces(v.Stock, row + ".stock")), v.PictureId);

    private static IEnumerable<int> Places(VariantField v) =>
        v.Choices.Length == 0 ? [] : v.Choices.Split('-').Select(c => int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Refusal.Invalid("variants", "goods.variants.choices"));

    private static string Places(Product p, Sku s) => string.Join('-', s.Choices.Take(p.Options.Count).Select((key, i) => p.Options[i].Values.TakeWhile(v => v.Key != key).Count()));

    private static long Price(string text, string currency, string field) =>
        Amount.Read(text, currency, field) is var minor and > 0 and <= Sku.HighestPrice ? minor : throw Refusal.Invalid(field, "goods.price.range");

    private static string Code(string text, string field) =>
        text.Trim().Length <= Sku.LongestCode ? text : throw Refusal.Invalid(field, "goods.text.long", Sku.LongestCode);

    private static int? Pieces(string text, string field) =>
        text.Trim().Length == 0 ? null : int.TryParse(text, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var n) && n is >= 0 and <= Stock.StockBook.Most ? n : throw Refusal.Invalid(field, "goods.stock.count", Stock.StockBook.Most);

    private static string Said(string zh, string en) => new Text2(zh, en).ToString();
}
