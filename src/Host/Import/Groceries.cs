using Kaki.Goods;
using Kaki.Host.Import.Reading;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Import;

/// <summary>What a greengrocer sells, from the list of classes, each with its picture and what the list says of it.</summary>
internal sealed class Groceries(Bringing bringing, ShopHere shop)
{
    /// <param name="Group">fruit, vegetable or carton: which words a note about it is written with.</param>
    internal sealed record Grocery(string Class, string Kind, string Group, Text2 Name, long Minor, string About);

    private static readonly string[] Columns = ["Class Name (str)", "Coarse Class Name (str)", "Iconic Image Path (str)"];
    private static readonly Dictionary<string, (string Category, string Zh)> Shelves = new()
    {
        ["fruit"] = ("fresh-fruit", "当天到货，论个卖"), ["vegetable"] = ("fresh-vegetables", "早上到货，论份卖"), ["carton"] = ("milk-juice", "冷柜里拿，论盒卖"),
    };

    public IEnumerable<Row<Grocery>> Rows() => CsvRows.Read(bringing.Folder.Of(LifestyleFolder.Classes), LifestyleFolder.Classes, Columns, Read, bringing.Troubles);

    public static string NameOf(Grocery grocery) => "grocery/" + grocery.Class;

    private Grocery Read(Fields fields)
    {
        var (name, path) = (fields.Needed(Columns[0]), fields.Needed(Columns[2]));
        if (name.AsSpan().ContainsAny("/\\.")) throw new RowWrong($"\"{name}\" cannot be the name of a file");
        var group = path.Contains("/Fruit/") ? "fruit" : path.Contains("/Vegetables/") ? "vegetable" : path.Contains("/Packages/") ? "carton" : throw new RowWrong($"{path} is neither fruit, vegetable nor package");
        // Unlisted classes get their English name in both languages, and a price of the usual size.
        var known = bringing.Content.Groceries.GetValueOrDefault(name) ?? new(new Text2("", name.Replace('-', ' ')), new Chance(name).Number(3, 19) * 100 + 90);
        var about = $"{LifestyleFolder.Grocery}/{name}_Description.txt";
        return new(name, fields.Needed(Columns[1]), group, known.Name, known.Minor, bringing.Folder.Has(about) ? File.ReadAllText(bringing.Folder.Of(about)).Trim() : "");
    }

    public ProductPlan Plan(Row<Grocery> row)
    {
        var picture = $"{LifestyleFolder.Grocery}/{row.Value.Class}_Iconic.jpg";
        return new(row.File, row.Line, NameOf(row.Value), shop, [(picture, Title(row.Value))], made => Product(row.Value, made[picture]));
    }

    private static Text2 Title(Grocery g) => new(g.Name.Zh, char.ToUpperInvariant(g.Name.En[0]) + g.Name.En[1..]);

    private ProductToBring Product(Grocery g, Picture picture)
    {
        var chance = new Chance(NameOf(g));
        var (category, how) = Shelves[g.Group];
        return new(NameOf(g), shop.Id, category, Title(g), new Text2(g.Name.Zh.Length == 0 ? "" : $"{g.Name.Zh}，{how}。", g.About), "", [(picture, Title(g))], bringing.Ago(chance.Number(30, 280)))
        {
            Attributes = new Dictionary<string, string> { ["kind"] = g.Kind.Replace('-', ' ') },
            Variants = [new([], new Money(g.Minor, "CNY"), chance.Number(20, 200), $"CG-{g.Class}"[..Math.Min(40, g.Class.Length + 3)], null, [])],
            Sold = chance.Number(100, 6000),
        };
    }
}
