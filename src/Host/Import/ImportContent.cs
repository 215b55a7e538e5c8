using System.Text.Json;
using Kaki.Goods;

namespace Kaki.Host.Import;

internal sealed record PeopleWords(LanguagePeople Zh, LanguagePeople En, string[] Interests, string[] Faces, string[] Shoppers);
internal sealed record LanguagePeople(string[][] People, string[] Bios, string[][] Places);

internal sealed record ShopWords(ShopPlan[] Shops, CategoryPlan[] Categories, Dictionary<string, AttributePlan> Attributes, Dictionary<string, string> Types, string[][] Nouns, string[][] Colours, string[][] Features, GarmentClass[] Garments, string[][] Styles, Dictionary<string, LabelPlan> Labels, ReplyWords Replies);
internal sealed record ReplyWords(string[] Low, string[] High);
internal sealed record ShopPlan(string Slug, string Owner, Text2 Name, Text2 About, Text2 From, long FlatMinor, long? FreeFromMinor, int Days, string Face);
internal sealed record CategoryPlan(string Slug, string? Parent, Text2 Name, string[] Attributes);
internal sealed record AttributePlan(Text2 Name, string Kind, string? Unit, Text2[]? Choices);

/// <param name="Things">Drawings that show such a garment.</param>
/// <param name="Labels">What photos of such a garment are labelled.</param>
internal sealed record GarmentClass(string Class, string Category, string Zh, string En, string[] Things, string[] Labels, int From, int To);

/// <param name="Tags">A category whose goods are at home in a note about it.</param>
internal sealed record LabelPlan(string Group, string Zh, string En, string? Tags);

internal sealed record NoteWords(Dictionary<string, NoteFamily> Families, Dictionary<string, NoteGroup> Groups);
internal sealed record NoteFamily(SaidIn Tails, SaidIn Comments);
internal sealed record NoteGroup(string Family, SaidIn Topics, string[][] Zh, string[][] En);

internal sealed record SaidIn(string[] Zh, string[] En)
{
    public string[] In(string language) => language == "en" ? En : Zh;
}

internal sealed record ApplianceWords(ApplianceKind[] Kinds, Dictionary<string, string> Words, Dictionary<string, string> Colours);
internal sealed record ApplianceKind(string Ends, string Category, int From, int To);

/// <param name="Minor">What one costs.</param>
internal sealed record GroceryName(Text2 Name, long Minor);

/// <summary>The words the imported people, shops and notes are made of, from the data files beside this one. Choices stand in brackets, see <see cref="Wording"/>.</summary>
internal sealed class ImportContent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public PeopleWords People { get; } = Read<PeopleWords>("people");
    public ShopWords Shops { get; } = Read<ShopWords>("shops");
    public NoteWords Notes { get; } = Read<NoteWords>("notes");
    public ApplianceWords Appliances { get; } = Read<ApplianceWords>("appliances");

    public IReadOnlyDictionary<string, GroceryName> Groceries { get; } =
        Read<Dictionary<string, JsonElement[]>>("groceries").ToDictionary(g => g.Key, g => new GroceryName(new Text2(g.Value[0].GetString()!, g.Value[1].GetString()!), g.Value[2].GetInt64()));

    private static T Read<T>(string name)
    {
        using var stream = typeof(ImportContent).Assembly.GetManifestResourceStream($"import/{name}.json") ?? throw new InvalidOperationException($"The import file {name}.json is not in the program.");
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }
}
