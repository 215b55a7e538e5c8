using System.Globalization;

namespace Kaki.Learning.Text;

/// <summary>Words with rough frequencies, and the cut of a run of Chinese characters that they make most probable.</summary>
/// <remarks>
/// The cut maximises the product of word frequencies over total (a unigram model), by dynamic programming over the
/// words starting at each place; an unknown character counts as a word seen half a time.
/// </remarks>
public sealed class Lexicon
{
    const double Unseen = 0.5;

    readonly Dictionary<string, double> counts;
    // ln(count / total): the cut asks for it far more often than words are added
    readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    readonly double unseen;
    readonly byte[] longest = new byte[char.MaxValue + 1];
    readonly double total;

    Lexicon(Dictionary<string, double> counts)
    {
        this.counts = counts;
        total = counts.Values.Sum() + Unseen;
        unseen = Math.Log(Unseen / total);
        bySpan = counts.ToDictionary(word => word.Key, word => Math.Log(word.Value / total)).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in counts.Keys)
        {
            longest[word[0]] = Math.Max(longest[word[0]], (byte)word.Length);
            HasMixed |= IsMixed(word);
        }
        Version = Fingerprint(counts);
    }

    /// <summary>The house's own word list.</summary>
    public static Lexicon Default { get; } = Load();

    /// <summary>Longest word taken, in UTF-16 units of its folded form.</summary>
    public const int MaxWordLength = 24;

    /// <summary>Changes with any word or frequency.</summary>
    public string Version { get; }

    public int Count => counts.Count;

    /// <summary>Whether some words mix Chinese characters with letters or digits (T恤).</summary>
    internal bool HasMixed { get; }

    /// <summary>Whether the folded form is a word of this list.</summary>
    public bool Contains(string word) => counts.ContainsKey(Folding.Key(word));

    /// <summary>
    /// The same list with names of the caller's own (brands, products, topics), each frequent enough to be kept whole.
    /// Names without two characters, without a Chinese character, or longer than <see cref="MaxWordLength"/> are skipped.
    /// </summary>
    public Lexicon With(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var more = new Dictionary<string, double>(counts);
        foreach (var name in names)
        {
            var word = Folding.Key(name);
            if (word.Length is < 2 or > MaxWordLength || more.ContainsKey(word)) continue;
            if (!word.Any(Runes.IsHan) || !word.All(c => Runes.Kind(c) is RuneKind.Han or RuneKind.Letter or RuneKind.Digit)) continue;
            more[word] = IsMixed(word) ? 1 : Math.Clamp(Math.Exp(BestScore(word)) * total * 1.1, 2, total / 100);
        }
        return new(more);
    }

    /// <summary>Writes the end of each word of the most probable cut of a run.</summary>
    internal void Cut(ReadOnlySpan<char> run, List<int> ends)
    {
        ends.Clear();
        var n = run.Length;
        Span<double> score = n < 256 ? stackalloc double[n + 1] : new double[n + 1];
        Span<int> next = n < 256 ? stackalloc int[n + 1] : new int[n + 1];
        Best(run, score, next);
        for (var i = 0; i < n; i = next[i]) ends.Add(next[i]);
    }

    internal bool IsWord(ReadOnlySpan<char> word) => word.Length <= longest[word[0]] && bySpan.ContainsKey(word);

    /// <summary>Length of the longest word mixing scripts that starts here, or 0.</summary>
    internal int MixedAt(string text, int start)
    {
        for (var length = Math.Min(longest[text[start]], text.Length - start); length > 1; length--)
        {
            var word = text.AsSpan(start, length);
            if (IsMixed(word) && bySpan.ContainsKey(word)) return length;
        }
        return 0;
    }

    double BestScore(string word)
    {
        Span<double> score = stackalloc double[MaxWordLength + 1];
        Span<int> next = stackalloc int[MaxWordLength + 1];
        Best(word, score, next);
        return score[0];
    }

    void Best(ReadOnlySpan<char> run, Span<double> score, Span<int> next)
    {
        var n = run.Length;
        score[n] = 0;
        for (var i = n - 1; i >= 0; i--)
        {
            var single = char.IsHighSurrogate(run[i]) && i + 1 < n ? 2 : 1;
            score[i] = Logarithm(run.Slice(i, single)) + score[i + single];
            next[i] = i + single;
            for (var length = Math.Min(longest[run[i]], n - i); length > single; length--)
            {
                if (!bySpan.TryGetValue(run.Slice(i, length), out var logarithm)) continue;
                var candidate = logarithm + score[i + length];
                if (candidate <= score[i]) continue;
                score[i] = candidate;
                next[i] = i + length;
            }
        }
    }

    double Logarithm(ReadOnlySpan<char> single) =>
        bySpan.TryGetValue(single, out var logarithm) ? logarithm : unseen;

    static bool IsMixed(ReadOnlySpan<char> word)
    {
        var han = false;
        var other = false;
        foreach (var c in word)
            if (Runes.IsHan(c)) han = true;
            else other = true;
        return han && other;
    }

    // a line holding a number alone gives the frequency of the words after it
    static Lexicon Load()
    {
        var counts = new Dictionary<string, double>();
        var frequency = 1.0;
        foreach (var item in Resource.Items("words.txt"))
            if (double.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) frequency = number;
            else counts.TryAdd(Folding.Key(item), frequency);
        return new(counts);
    }

    static string Fingerprint(Dictionary<string, double> counts)
    {
        // order-free, so that the same names in another order give the same version
        var sum = 0UL;
        foreach (var (word, count) in counts)
            sum += Checksum.Of(word) * 31 + (ulong)BitConverter.DoubleToInt64Bits(count);
        return sum.ToString("x16", CultureInfo.InvariantCulture);
    }
}
