namespace Kaki.Learning.Text;

/// <summary>
/// Toneless pinyin of common Chinese characters, ü written v: of a word whose characters are read otherwise in it (成都, 音乐) as it is said,
/// else the commonest reading of each.
/// </summary>
public static class Pinyin
{
    // a line: the syllable, then its characters
    static readonly Dictionary<char, string> syllables = Load();

    // a line: the word, then a syllable for each of its characters
    static readonly Dictionary<string, string[]> words = Resource.Lines("readings.txt").Select(line => line.Split(' ')).ToDictionary(line => line[0], line => line[1..]);
    static readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> wordsBySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
    static readonly int longestWord = words.Keys.Max(word => word.Length);

    /// <summary>Characters with a reading.</summary>
    public static int Count => syllables.Count;

    /// <summary>The commonest reading of a simplified or traditional character, or null.</summary>
    public static string? Of(char character) => syllables.GetValueOrDefault(Folding.Unit(character));

    /// <summary>The readings of a text run together; what has no reading stays as folded, without blanks. 珍珠奶茶 gives zhenzhunaicha.</summary>
    public static string Full(string text) => Join(text, syllable => syllable);

    /// <summary>The first letters of the readings: 珍珠奶茶 gives zznc.</summary>
    public static string Initials(string text) => Join(text, syllable => syllable[..1]);

    static string Join(string text, Func<string, string> form)
    {
        var folded = string.Concat(Folding.Key(text).Where(c => !char.IsWhiteSpace(c)));
        var read = new List<string>();
        while (read.Count < folded.Length)
        {
            if (WordAt(folded, read.Count) is { } word) read.AddRange(word.Select(form));
            else read.Add(syllables.TryGetValue(folded[read.Count], out var syllable) ? form(syllable) : folded[read.Count].ToString());
        }
        return string.Concat(read);
    }

    // The longest counts: 目的地 before 目的.
    static string[]? WordAt(string folded, int place)
    {
        for (var length = Math.Min(longestWord, folded.Length - place); length > 1; length--)
            if (wordsBySpan.TryGetValue(folded.AsSpan(place, length), out var readings)) return readings;
        return null;
    }

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
