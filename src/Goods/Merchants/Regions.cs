namespace Kaki.Goods.Merchants;

/// <summary>Where parcels go: the provinces of China by ISO 3166-2, and the world beyond as one. Their names are the words <c>region.CN-ZJ</c> and so on.</summary>
internal static class Regions
{
    public static readonly IReadOnlyList<string> All =
    [
        "CN-BJ", "CN-TJ", "CN-HE", "CN-SX", "CN-NM", "CN-LN", "CN-JL", "CN-HL", "CN-SH", "CN-JS", "CN-ZJ", "CN-AH", "CN-FJ", "CN-JX", "CN-SD", "CN-HA", "CN-HB",
        "CN-HN", "CN-GD", "CN-GX", "CN-HI", "CN-CQ", "CN-SC", "CN-GZ", "CN-YN", "CN-XZ", "CN-SN", "CN-GS", "CN-QH", "CN-NX", "CN-XJ", "CN-HK", "CN-MO", "CN-TW", "ABROAD",
    ];
}
