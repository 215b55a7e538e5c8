using System.Text.Json;

namespace Kaki.Host.Demo;

internal sealed record Words2(string Zh, string En);

internal sealed record DemoMember(string Handle, string Name, string Lang, string? Region, string? City, string Bio, string[] Themes, int[] Palettes, string Avatar, string[] Interests, string[] Follows, string Role, string? Shop, double JoinedDaysAgo);

internal sealed record DemoMerchant(string Slug, Words2 Name, string Owner, Words2 About, string Region, Words2 City, string Avatar, int Palette, DemoShipping Shipping, string Currency);
internal sealed record DemoShipping(long FlatMinor, long? FreeFromMinor, int Days);

internal sealed record DemoCategory(string Slug, Words2 Name, string? Parent, DemoAttribute[] Attributes);
internal sealed record DemoAttribute(string Key, Words2 Name, string Kind, string? Unit, Words2[]? Choices, bool Required);

internal sealed record DemoProduct(string Slug, string Merchant, string Category, Words2 Title, Words2 About, Dictionary<string, JsonElement> Attributes, string Object, string Theme, int Palette, DemoOption[]? Options, DemoSku[] Skus, DemoPrice[]? PriceHistory, string[]? Tags, int SoldBefore);
internal sealed record DemoOption(Words2 Name, DemoValue[] Values);
internal sealed record DemoValue(string Zh, string En, int? Palette);
internal sealed record DemoSku(int[] Values, long PriceMinor, long? WasMinor, int Stock, string Code);
internal sealed record DemoPrice(double DaysAgo, long PriceMinor);

internal sealed record DemoNote(string Id, string Author, string Lang, string Title, string Body, string[] Topics, double DaysAgo, DemoPlace? Place, DemoPicture[] Pictures, DemoTag[]? Products, string[]? Disclosure, double Heat, DemoComment[]? Comments, DemoEdit[]? Edited = null);

/// <param name="After">Days after it was published.</param>
/// <param name="Was">What stood in the place of <paramref name="Now"/> until then.</param>
internal sealed record DemoEdit(double After, string Now, string Was);
internal sealed record DemoPlace(string Name, string City, double? Lat, double? Lon);
internal sealed record DemoPicture(string Kind, string Theme, string Ratio, string Alt, string? Object);
internal sealed record DemoTag(string Product, int Picture, double X, double Y);
internal sealed record DemoComment(string By, string Text, string? Sticker, double Heat, DemoComment[]? Replies, bool Pinned = false, bool Folded = false);

internal sealed record DemoReview(string Product, int Sku, string By, double DaysAgo, int Stars, string Text, string? Reply);

internal sealed record DemoCollection(string Owner, string Name, string About, string[] Notes, bool Link = false);
internal sealed record DemoTopic(string Name, string About);
internal sealed record DemoSearch(string Text, int Times);

internal sealed record DemoTerm(string Text, string? Innocent);

/// <summary>The demo's people, goods and notes, from the data files beside this one.</summary>
internal sealed class DemoContent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<DemoMember> Members { get; } = Read<DemoMember>("members");
    public IReadOnlyList<DemoMerchant> Merchants { get; } = Read<DemoMerchant>("merchants");
    public IReadOnlyList<DemoCategory> Categories { get; } = Shelves();
    public IReadOnlyList<DemoProduct> Products { get; } = Read<DemoProduct>("products");
    public IReadOnlyList<DemoTerm> Terms { get; } = Read<DemoTerm>("terms");
    public IReadOnlyList<DemoCollection> Collections { get; } = Read<DemoCollection>("collections");
    public IReadOnlyList<DemoTopic> Topics { get; } = Read<DemoTopic>("topics");
    public IReadOnlyList<DemoSearch> Searches { get; } = Read<DemoSearch>("searches");
    public IReadOnlyList<DemoReview> Reviews { get; } = Read<DemoReview>("reviews");

    /// <summary>Oldest first, as they were written.</summary>
    public IReadOnlyList<DemoNote> Notes { get; } =
        [.. new[] { "notes.zh-1", "notes.zh-2", "notes.zh-3", "notes.en-1", "notes.en-2", "notes.ai" }.SelectMany(Read<DemoNote>).OrderByDescending(n => n.DaysAgo)];

    /// <summary>What an empty market begins with too.</summary>
    public static IReadOnlyList<DemoCategory> Shelves() => Read<DemoCategory>("categories");

    private static List<T> Read<T>(string name)
    {
        using var stream = typeof(DemoContent).Assembly.GetManifestResourceStream($"demo/{name}.json") ?? throw new InvalidOperationException($"The demo file {name}.json is not in the program.");
        return JsonSerializer.Deserialize<List<T>>(stream, Json)!;
    }
}
