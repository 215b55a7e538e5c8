namespace Kaki.Host.Import;

/// <param name="City">Where they live, with its place on the map.</param>
internal sealed record Author(string Handle, long Id, string Language, string City, double Latitude, double Longitude);

internal sealed record ShopHere(long Id, long Owner);

/// <summary>Who there is to write, and whose shops there are to sell in.</summary>
internal sealed record Cast(IReadOnlyList<Author> Authors, IReadOnlyDictionary<string, ShopHere> Shops)
{
    /// <summary>Who writes the notes: everybody who does not keep a shop.</summary>
    public IReadOnlyList<Author> Writers { get; } = [.. Authors.Where(a => Shops.Values.All(s => s.Owner != a.Id))];
}
