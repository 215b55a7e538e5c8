using Kaki.Host.Commands;

namespace Kaki.Host.Import;

/// <summary>Where each source of the lifestyle data lies below its folder, and how a person names it.</summary>
internal sealed class LifestyleFolder
{
    public const string Outdoor = "photos/outdoor", Home = "photos/home", Clothing = "photos/clothing", Grocery = "photos/grocery", InStore = "photos/grocery/instore", Flowers = "photos/flowers";
    public const string Catalogue = Outdoor + "/catalog.json", Labels = Clothing + "/images.csv", Classes = Grocery + "/classes.csv", Credits = Flowers + "/LICENSE.txt", Reviews = "reviews/womens-clothing-reviews.csv.gz";

    private readonly string root;

    /// <exception cref="UsageError">There is no such folder, or it is another one.</exception>
    public LifestyleFolder(string folder)
    {
        root = Path.GetFullPath(folder);
        if (!Directory.Exists(root)) throw new UsageError($"There is no folder {root}.");
        string[] files = [Catalogue, Labels, Classes, Reviews], folders = [Home, InStore, Flowers];
        if (files.Where(f => !File.Exists(Of(f))).Concat(folders.Where(f => !Directory.Exists(Of(f)))).ToList() is { Count: > 0 } missing)
            throw new UsageError($"{root} is not the folder of the lifestyle data: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not there.");
    }

    /// <summary>The path of a source or picture.</summary>
    public string Of(string name) => Path.Combine(root, name);

    public bool Has(string name) => File.Exists(Of(name));

    /// <summary>The names of the pictures in a folder, always in the same order.</summary>
    public IReadOnlyList<string> Pictures(string folder) =>
        [.. Directory.EnumerateFiles(Of(folder)).Select(f => Path.GetFileName(f)!).Where(f => Path.GetExtension(f) is ".jpg" or ".webp").Order(StringComparer.Ordinal)];
}
