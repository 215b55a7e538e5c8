using Kaki.Host.Import.Reading;

namespace Kaki.Host.Import;

/// <summary>Photos taken in stores, of one grocery a note, which tags it in the greengrocer's shop.</summary>
internal sealed class GroceryNotes(Bringing bringing, IReadOnlyList<Row<Groceries.Grocery>> groceries)
{
    public IEnumerable<NotePlan> Plans()
    {
        var known = groceries.DistinctBy(g => g.Value.Class).ToDictionary(g => g.Value.Class, g => g.Value);
        foreach (var photos in bringing.Folder.Pictures(LifestyleFolder.InStore).GroupBy(ClassOf))
            if (known.TryGetValue(photos.Key, out var grocery))
                foreach (var some in photos.ToList().InHandfuls(photos.Key)) yield return Plan(grocery, some);
            else bringing.Troubles.Add($"{LifestyleFolder.InStore}/{photos.First()}", 1, $"there is no grocery \"{photos.Key}\" in {LifestyleFolder.Classes}");
    }

    // "Royal-Gala_012.jpg"
    private static string ClassOf(string file) => file.LastIndexOf('_') is > 0 and var at ? file[..at] : Path.GetFileNameWithoutExtension(file);

    private static NotePlan Plan(Groceries.Grocery grocery, string[] photos)
    {
        var files = photos.Select(p => $"{LifestyleFolder.InStore}/{p}").ToList();
        return new(files[0], 1, "instore/" + photos[0], grocery.Group, grocery.Name, files, [Groceries.NameOf(grocery)], []);
    }
}
