using System.Text.RegularExpressions;
using Kaki.Goods;
using Kaki.Host.Import.Reading;

namespace Kaki.Host.Import;

/// <summary>Photos of daisies and tulips, with the name of who took each: the licence asks for it, so a photo nobody is named for stays out.</summary>
internal sealed partial class FlowerNotes(Bringing bringing)
{
    private sealed record Photo(string File, string Kind, string Credit, int Line);

    private static readonly Dictionary<string, Text2> Kinds = new() { ["daisy"] = new("雏菊", "daisies"), ["tulips"] = new("郁金香", "tulips") };

    public IEnumerable<NotePlan> Plans()
    {
        foreach (var photos in Photos().GroupBy(p => p.Kind))
            foreach (var some in photos.ToList().InHandfuls(photos.Key))
                yield return new(LifestyleFolder.Credits, some[0].Line, "flowers/" + some[0].File, "flower", Kinds[photos.Key], [.. some.Select(p => $"{LifestyleFolder.Flowers}/{p.File}")], [], [.. some.Select(p => p.Credit)]);
    }

    private IEnumerable<Photo> Photos()
    {
        var credits = Credits();
        foreach (var file in bringing.Folder.Pictures(LifestyleFolder.Flowers))
            if (credits.TryGetValue(file, out var photo)) yield return photo;
            else bringing.Troubles.Add($"{LifestyleFolder.Flowers}/{file}", 1, $"nobody is named for it in {LifestyleFolder.Credits}");
    }

    // "tulips/123_abc.jpg CC-BY by Somebody - https://…"
    private Dictionary<string, Photo> Credits()
    {
        var credits = new Dictionary<string, Photo>();
        if (!bringing.Folder.Has(LifestyleFolder.Credits)) return credits;
        foreach (var (index, text) in File.ReadLines(bringing.Folder.Of(LifestyleFolder.Credits)).Index())
            if (Credit().Match(text) is { Success: true } m && Kinds.ContainsKey(m.Groups["kind"].Value))
                credits[m.Groups["file"].Value] = new(m.Groups["file"].Value, m.Groups["kind"].Value, $"{m.Groups["by"].Value.Trim()} (CC BY 2.0) {m.Groups["url"].Value.Replace("https://www.", "").TrimEnd('/')}", index + 1);
        return credits;
    }

    [GeneratedRegex(@"^(?<kind>\w+)/(?<file>\S+\.jpg) CC-BY by (?<by>.+) - (?<url>https://\S+)$")]
    private static partial Regex Credit();
}
