using System.Text.RegularExpressions;
using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Import;

/// <summary>
/// Household appliances, of which the file names are all there is: <c>electric-kettle-1-7l-white.webp</c> is the white one of
/// <c>electric-kettle-1-7l.webp</c>. What a machine is called in Chinese is put together from its words.
/// </summary>
internal sealed partial class Appliances(Bringing bringing, ShopHere shop)
{
    private const string Ending = ".webp";

    /// <param name="Colours">Key and file of each, in the order of the files.</param>
    private sealed record Machine(string Name, string? Picture, IReadOnlyList<(string Colour, string File)> Colours, ApplianceKind Kind);

    private ApplianceWords Words => bringing.Content.Appliances;

    public IEnumerable<ProductPlan> Plans() => Machines().Select(Plan);

    private IEnumerable<Machine> Machines()
    {
        var names = bringing.Folder.Pictures(LifestyleFolder.Home).Select(f => f[..^Ending.Length]).ToList();
        foreach (var group in names.GroupBy(BaseOf))
        {
            if (Words.Kinds.FirstOrDefault(k => group.Key.EndsWith(k.Ends, StringComparison.Ordinal) || group.Key.Contains(k.Ends + "-", StringComparison.Ordinal)) is not { } kind)
            {
                bringing.Troubles.Add(FileOf(group.Key), 1, "this is no kind of machine the import knows");
                continue;
            }
            yield return new(group.Key, group.Contains(group.Key) ? FileOf(group.Key) : null, [.. group.Where(n => n != group.Key).Select(n => (n[(group.Key.Length + 1)..], FileOf(n)))], kind);
        }
    }

    private string BaseOf(string name) => Words.Colours.Keys.OrderByDescending(c => c.Length).FirstOrDefault(c => name.EndsWith("-" + c, StringComparison.Ordinal)) is { } colour ? name[..^(colour.Length + 1)] : name;

    private static string FileOf(string name) => $"{LifestyleFolder.Home}/{name}{Ending}";

    private ProductPlan Plan(Machine machine)
    {
        var title = Title(machine);
        var pictures = machine.Colours.Select(c => (c.File, Alt: new Text2($"{title.Zh}，{ColourName(c.Colour).Zh}", $"{title.En}, {ColourName(c.Colour).En.ToLowerInvariant()}"))).ToList();
        if (machine.Picture is { } whole) pictures.Insert(0, (whole, title));
        return new(pictures[0].File, 1, "home/" + machine.Name, shop, pictures, made => Product(machine, title, [.. pictures.Where(p => made.ContainsKey(p.File)).Select(p => (made[p.File], p.Alt))], made));
    }

    private ProductToBring Product(Machine machine, Text2 title, IReadOnlyList<(Picture, Text2)> gallery, IReadOnlyDictionary<string, Picture> made)
    {
        var chance = new Chance("home/" + machine.Name);
        var price = new Money((chance.Number(machine.Kind.From, machine.Kind.To) / 10 * 10 + 9) * 100, "CNY");
        (Instant, Money)[] earlier = chance.Number(0, 3) == 0 ? [(bringing.Ago(45), new Money(price.Minor + chance.Number(2, 9) * 1000, "CNY"))] : [];
        VariantToBring Variant(IReadOnlyList<int> choices, string code, Picture? picture) => new(choices, price, chance.Number(2, 80), $"HH-{code}"[..Math.Min(40, code.Length + 3)], picture, earlier);
        return new("home/" + machine.Name, shop.Id, machine.Kind.Category, title, About(machine, title), "", gallery, bringing.Ago(chance.Number(40, 260)))
        {
            Attributes = Attributes(machine.Name),
            Options = machine.Colours.Count == 0 ? [] : [(new Text2("颜色", "Colour"), [.. machine.Colours.Select(c => ColourName(c.Colour))])],
            Variants = machine.Colours.Count == 0 ? [Variant([], machine.Name, null)] : [.. machine.Colours.Select((c, i) => Variant([i], $"{machine.Name}-{c.Colour}", made.GetValueOrDefault(c.File)))],
            Sold = chance.Number(30, 1500),
        };
    }

    private Text2 About(Machine machine, Text2 title)
    {
        var (zh, en) = (string.Join("、", machine.Colours.Select(c => ColourName(c.Colour).Zh)), string.Join(", ", machine.Colours.Select(c => ColourName(c.Colour).En.ToLowerInvariant())));
        return machine.Colours.Count == 0 ? Text2.None : new($"{title.Zh}，有{zh}可选，各色功能相同。", $"The {title.En[..1].ToLowerInvariant()}{title.En[1..]} comes in {en}. It is the same machine in every colour.");
    }

    private Text2 ColourName(string key) => new(Words.Colours.GetValueOrDefault(key, key), Sentence(key.Replace('-', ' ')));

    /// <summary>"electric-kettle-1-7l": 电热水壶 1.7L, Electric kettle 1.7 L.</summary>
    private Text2 Title(Machine machine)
    {
        var plain = Number().Replace(machine.Name, "");
        if (plain.StartsWith(machine.Kind.Ends + "-", StringComparison.Ordinal)) plain = $"{plain[(machine.Kind.Ends.Length + 1)..]}-{machine.Kind.Ends}"; // "air-purifier-tower"
        var number = Number().Match(machine.Name) is { Success: true } m ? m.Groups["n"].Value.Replace('-', '.').ToUpperInvariant() : "";
        return new($"{Chinese(plain)} {number}".Trim(), $"{Sentence(plain.Replace('-', ' '))} {Unit().Replace(number, "$1 $2")}".Trim());
    }

    // The longest word of the list each time; one it does not know stays as it is.
    private string Chinese(string name)
    {
        var said = new List<string>();
        while (name.Length > 0)
        {
            var word = Words.Words.Keys.Where(w => name == w || name.StartsWith(w + "-", StringComparison.Ordinal)).MaxBy(w => w.Length) ?? name.Split('-')[0];
            said.Add(Words.Words.GetValueOrDefault(word, word));
            name = name[word.Length..].TrimStart('-');
        }
        // "Pro" and the like come first in the file's name or last, and last in Chinese.
        return string.Concat(said.Where(s => !char.IsAscii(s[0])).Concat(said.Where(s => char.IsAscii(s[0])).Select(s => " " + s)));
    }

    private static Dictionary<string, string> Attributes(string name)
    {
        var given = new Dictionary<string, string>();
        if (Number().Match(name) is not { Success: true } m) return given;
        var number = m.Groups["n"].Value.Replace('-', '.');
        if (number.EndsWith('l')) given["litres"] = number[..^1];
        if (number.EndsWith('v')) given["volts"] = number[..^1];
        return given;
    }

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    [GeneratedRegex(@"-(?<n>\d+(?:-\d+)?[lv]|\d{4})(?=-|$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"(\d)([LV])$")]
    private static partial Regex Unit();
}
