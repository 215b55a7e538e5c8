using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Kaki.Learning.Text;

namespace Kaki.People.Interests;

/// <summary>The tags offered at sign-up, in groups, in both languages (interests.json).</summary>
internal static class InterestList
{
    internal sealed record Tag(string Key, string Zh, string En)
    {
        public string Name => Chinese ? Zh : En;
    }

    internal sealed record Group(string Key, string Zh, string En, IReadOnlyList<Tag> Tags)
    {
        public string Name => Chinese ? Zh : En;
    }

    public static readonly IReadOnlyList<Group> Groups = Read();
    private static readonly FrozenDictionary<string, Tag> ByKey = Groups.SelectMany(g => g.Tags).ToFrozenDictionary(t => t.Key);
    private static readonly FrozenDictionary<string, Tag> ByName = Groups.SelectMany(g => g.Tags).SelectMany(t => new[] { (Name: Folding.OneWord(t.Zh), Tag: t), (Name: Folding.OneWord(t.En), Tag: t) })
        .DistinctBy(p => p.Name).ToFrozenDictionary(p => p.Name, p => p.Tag);

    private static bool Chinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    public static Tag? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>What is stored: the key of an offered tag, however it was written, else the person's own word.</summary>
    public static string KeyOf(string written)
    {
        var folded = Fold(written);
        return ByKey.ContainsKey(folded) ? folded : ByName.GetValueOrDefault(Folding.OneWord(folded))?.Key ?? folded;
    }

    public static string NameOf(string key) => Find(key)?.Name ?? key;

    private static string Fold(string text) => text.Trim().TrimStart('#').Normalize().ToLowerInvariant();

    private static IReadOnlyList<Group> Read()
    {
        using var file = typeof(InterestList).Assembly.GetManifestResourceStream("interests.json")!;
        return JsonSerializer.Deserialize<List<Group>>(file, JsonSerializerOptions.Web)!;
    }
}
