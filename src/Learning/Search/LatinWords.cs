using System.Numerics;
using Kaki.Learning.Text;

namespace Kaki.Learning.Search;

/// <summary>The Latin words of an index: those that begin so, and those that are spelt nearly so.</summary>
/// <remarks>Sorted when they are asked for after many have come; few newcomers are looked through one by one.</remarks>
sealed class LatinWords
{
    const int FewNewcomers = 256;

    readonly HashSet<string> all = [];
    readonly List<string> newcomers = [];
    readonly Lock sorting = new();
    Entry[] sorted = [];

    /// <param name="Word">The word.</param>
    /// <param name="Letters">A bit for each letter and digit it holds: words a few steps apart differ in few of them.</param>
    readonly record struct Entry(string Word, uint Letters);

    public bool Contains(string word) => all.Contains(word);

    public void Add(string word)
    {
        if (all.Add(word)) newcomers.Add(word);
    }

    /// <summary>At most so many words beginning with a prefix, in ordinal order.</summary>
    public IReadOnlyList<string> Beginning(string prefix, int most)
    {
        var words = Sorted();
        var (low, high) = (0, words.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(words[middle].Word, prefix) < 0) low = middle + 1;
            else high = middle;
        }
        var found = new List<string>();
        for (; low < words.Length && found.Count < most && words[low].Word.StartsWith(prefix, StringComparison.Ordinal); low++) found.Add(words[low].Word);
        found.AddRange(newcomers.Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).Take(most - found.Count));
        return found;
    }

    /// <summary>Words of plain letters within the distance forgiven for one of this length, nearest first, then in ordinal order.</summary>
    public IReadOnlyList<(string Word, int Distance)> Near(string word, int most)
    {
        var limit = Typo.Forgiven(word.Length);
        if (limit == 0 || word.AsSpan().ContainsAnyExceptInRange('a', 'z')) return [];
        var letters = Letters(word);
        return Sorted().Concat(newcomers.Select(newcomer => new Entry(newcomer, Letters(newcomer))))
            .Where(known => Math.Abs(known.Word.Length - word.Length) <= limit && BitOperations.PopCount(known.Letters ^ letters) <= 2 * limit)
            .Select(known => (known.Word, Distance: Typo.Distance(word, known.Word, limit)))
            .Where(known => known.Distance <= limit)
            .OrderBy(known => known.Distance).ThenBy(known => known.Word, StringComparer.Ordinal).Take(most).ToArray();
    }

    Entry[] Sorted()
    {
        lock (sorting)
        {
            // others may be looking through the newcomers: they go only when there are too many, which is once after each adding
            if (newcomers.Count == 0 || newcomers.Count <= FewNewcomers && sorted.Length > 0) return sorted;
            newcomers.Clear();
            return sorted = all.Order(StringComparer.Ordinal).Select(word => new Entry(word, Letters(word))).ToArray();
        }
    }

    static uint Letters(string word)
    {
        var letters = 0u;
        foreach (var c in word) letters |= 1u << (c is >= 'a' and <= 'z' ? c - 'a' : 26 + c % 6);
        return letters;
    }
}
