using Kaki.Host.Import.Reading;

namespace Kaki.Host.Import;

/// <param name="Number">The source's own number of the row.</param>
internal sealed record GarmentReview(string Number, int Garment, GarmentClass Class, int Stars, string Text, int Helpful);

/// <summary>What women wrote about the clothes of one shop, grouped by garment; the source tells neither names nor pictures, only what was said.</summary>
internal sealed class GarmentReviews
{
    private static readonly string[] Columns = ["", "Clothing ID", "Title", "Review Text", "Rating", "Positive Feedback Count", "Class Name"];

    private readonly Dictionary<int, int> counts;

    private GarmentReviews(IReadOnlyList<Row<GarmentReview>> rows)
    {
        Rows = rows;
        counts = rows.CountBy(r => r.Value.Garment).ToDictionary();
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Row<GarmentReview>> Rows { get; }

    /// <summary>Of each garment its first row, the most spoken of first.</summary>
    public IEnumerable<Row<GarmentReview>> Garments => Rows.DistinctBy(r => r.Value.Garment).OrderByDescending(r => CountOf(r.Value.Garment)).ThenBy(r => r.Value.Garment);

    public int CountOf(int garment) => counts[garment];

    /// <summary>With a limit, so many garments with so many reviews each.</summary>
    public static GarmentReviews Read(Bringing bringing)
    {
        var classes = bringing.Content.Shops.Garments.ToDictionary(c => c.Class);
        var all = CsvRows.Read(bringing.Folder.Of(LifestyleFolder.Reviews), LifestyleFolder.Reviews, Columns, f => Row(f, classes), bringing.Troubles).ToList();
        var kept = new GarmentReviews(all).Garments.Take(bringing.Most).Select(r => r.Value.Garment).ToHashSet();
        var taken = new Dictionary<int, int>();
        return new([.. all.Where(r => kept.Contains(r.Value.Garment) && (taken[r.Value.Garment] = taken.GetValueOrDefault(r.Value.Garment) + 1) <= bringing.Most)]);
    }

    private static GarmentReview Row(Fields fields, Dictionary<string, GarmentClass> classes)
    {
        var (title, text) = (fields["Title"], fields["Review Text"]);
        return new(fields.Needed(""), fields.Number("Clothing ID", 0, 10_000_000), classes.GetValueOrDefault(fields.Needed("Class Name")) ?? throw new RowWrong($"there is no class \"{fields["Class Name"]}\""),
            fields.Number("Rating", 1, 5), title.Length == 0 ? text : text.Length == 0 ? title : $"{title}\n{text}", fields.Number("Positive Feedback Count", 0, 100_000));
    }
}
