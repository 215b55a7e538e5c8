using Kaki.Goods;
using Kaki.Host.Import.Reading;

namespace Kaki.Host.Import;

/// <summary>People's photos of their own clothes, a note each. Every third tags something a shop has of the kind.</summary>
internal sealed class ClothesNotes(Bringing bringing, IReadOnlyDictionary<string, IReadOnlyList<string>> goodsOf)
{
    private sealed record Photo(string Image, string Label, bool Kids);

    public IEnumerable<NotePlan> Plans() => CsvRows.Read(bringing.Folder.Of(LifestyleFolder.Labels), LifestyleFolder.Labels, ["image", "label", "kids"], Read, bringing.Troubles).Select(Plan);

    private Photo Read(Fields fields)
    {
        var photo = new Photo(fields.Needed("image"), fields.Needed("label"), fields["kids"] switch { "True" => true, "False" => false, var other => throw new RowWrong($"kids is \"{other}\", neither True nor False") });
        if (photo.Image.AsSpan().ContainsAny("/\\.")) throw new RowWrong($"\"{photo.Image}\" cannot be the name of a file");
        return bringing.Content.Shops.Labels.ContainsKey(photo.Label) ? photo : throw new RowWrong($"there is no word for \"{photo.Label}\"");
    }

    private NotePlan Plan(Row<Photo> row)
    {
        var (photo, label) = (row.Value, bringing.Content.Shops.Labels[row.Value.Label]);
        var name = "clothing/" + photo.Image;
        var chance = new Chance("tags/" + name);
        var fitting = photo.Kids || chance.Number(0, 2) > 0 ? [] : goodsOf.GetValueOrDefault(photo.Label, []);
        return new(row.File, row.Line, name, photo.Kids ? "kids" : label.Group, new Text2(label.Zh, label.En), [$"{LifestyleFolder.Clothing}/{photo.Image}.jpg"], fitting.Count == 0 ? [] : [chance.Of(fitting)], []);
    }
}
