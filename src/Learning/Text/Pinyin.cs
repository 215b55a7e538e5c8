namespace Kaki.Learning.Text;

/// <summary>Toneless pinyin of common Chinese characters: the commonest reading of each, ü written v.</summary>
public static class Pinyin
{
    // a line: the syllable, then its characters
    static readonly Dictionary<char, string> syllables = Load();

    /// <summary>Characters with a reading.</summary>
    public static int Count => syllables.Count;

    /// <summary>The commonest reading of a simplified or traditional character, or null.</summary>
    public static string? Of(char character) => syllables.GetValueOrDefault(Folding.Unit(character));

    /// <summary>The readings of a text run together; what has no reading stays as folded, without blanks. 珍珠奶茶 gives zhenzhunaicha.</summary>
    public static string Full(string text) => Join(text, syllable => syllable);

    /// <summary>The first letters of the readings: 珍珠奶茶 gives zznc.</summary>
    public static string Initials(string text) => Join(text, syllable => syllable[..1]);

    static string Join(string text, Func<string, string> form) =>
        string.Concat(Folding.Key(text).Where(c => !char.IsWhiteSpace(c)).Select(c => syllables.TryGetValue(c, out var s) ? form(s) : c.ToString()));

    static Dictionary<char, string> Load()
    {
        var table = new Dictionary<char, string>();
        foreach (var line in Resource.Lines("pinyin.txt"))
        {
            var blank = line.IndexOf(' ');
            var syllable = string.Intern(line[..blank]);
            foreach (var c in line.AsSpan(blank + 1)) table.TryAdd(c, syllable);
        }
        return table;
    }
}
