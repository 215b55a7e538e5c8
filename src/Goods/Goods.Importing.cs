using Kaki.Kernel;
using Kaki.Kernel.Pictures;

namespace Kaki.Goods;

public sealed record CategoryToBring(string Slug, Text2 Name, string? Parent, IReadOnlyList<AttributeToBring> Attributes);

/// <param name="Kind">choice, text or number.</param>
public sealed record AttributeToBring(string Key, Text2 Name, string Kind, bool Required, string? Unit, IReadOnlyList<Text2>? Choices);

public sealed record ShopToBring(string Slug, Text2 Name, Text2 About, Text2 ShipsFrom, string Currency, long OwnerId, Picture? Sign, long FlatMinor, long? FreeFromMinor, int DispatchDays, Instant OpenedAt);

/// <summary>A product with its variants as its source has them; the first picture is the cover.</summary>
public sealed record ProductToBring(string Name, long ShopId, string Category, Text2 Title, Text2 About, string Brand, IReadOnlyList<(Picture Picture, Text2 Alt)> Pictures, Instant OnSaleAt)
{
    /// <summary>By the category's keys: the index of a choice, a number, or words.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<(Text2 Name, IReadOnlyList<Text2> Values)> Options { get; init; } = [];
    public required IReadOnlyList<VariantToBring> Variants { get; init; }
    public int Sold { get; init; }
}

/// <param name="Choices">An index into the values of each option.</param>
/// <param name="EarlierPrices">What it cost before, and from when.</param>
public sealed record VariantToBring(IReadOnlyList<int> Choices, Money Price, int Stock, string Code, Picture? Picture, IReadOnlyList<(Instant At, Money Price)> EarlierPrices);
