namespace Kaki.Learning.Text;

/// <summary>The very passages two texts have in common, whatever signs, width or script form they are written with.</summary>
/// <remarks>
/// Tiling after M. Wise, "Running Karp-Rabin matching and greedy string tiling" (1993), from left to right: at each place of the first text the
/// longest passage found anywhere in the second, no place of either used twice.
/// </remarks>
public static class SharedPassages
{
    // places of the second text tried for one beginning; more only occur in texts that repeat themselves
    const int MaxTried = 64;

    /// <param name="First">Where in the first text.</param>
    /// <param name="Second">Where in the second.</param>
    /// <param name="Letters">Characters in common, signs, pictures and blanks not counted.</param>
    public readonly record struct Passage(TextRange First, TextRange Second, int Letters);

    /// <param name="Passages">In the order of the first text.</param>
    /// <param name="OfFirst">Share of the first text's characters that lie in a passage.</param>
    /// <param name="OfSecond">Share of the second's.</param>
    public sealed record Alignment(IReadOnlyList<Passage> Passages, double OfFirst, double OfSecond);

    /// <summary>The passages, and how much of each text they make.</summary>
    /// <param name="first">The text whose order the passages keep.</param>
    /// <param name="second">The text searched.</param>
    /// <param name="atLeast">Characters a passage must have, 2 or more.</param>
    public static Alignment Between(string first, string second, int atLeast = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atLeast, 2);
        var a = new Side(first);
        var b = new Side(second);
        var places = Places(b.Letters, atLeast);
        var used = new bool[b.Letters.Length];
        var passages = new List<Passage>();
        for (var i = 0; i + atLeast <= a.Letters.Length;)
        {
            var (at, length) = Longest(a.Letters, i, b.Letters, places, used, atLeast);
            if (length == 0)
            {
                i++;
                continue;
            }
            used.AsSpan(at, length).Fill(true);
            passages.Add(new(a.Original(i, length), b.Original(at, length), length));
            i += length;
        }
        var common = passages.Sum(passage => passage.Letters);
        return new(passages, Share(common, a.Letters.Length), Share(common, b.Letters.Length));
    }

    static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    static Dictionary<ulong, List<int>> Places(string letters, int length)
    {
        var places = new Dictionary<ulong, List<int>>();
        for (var i = 0; i + length <= letters.Length; i++)
        {
            var key = Checksum.Of(letters.AsSpan(i, length));
            if (!places.TryGetValue(key, out var list)) places[key] = list = [];
            if (list.Count < MaxTried) list.Add(i);
        }
        return places;
    }

    static (int At, int Length) Longest(string a, int i, string b, Dictionary<ulong, List<int>> places, bool[] used, int atLeast)
    {
        var best = (At: 0, Length: 0);
        if (!places.TryGetValue(Checksum.Of(a.AsSpan(i, atLeast)), out var tried)) return best;
        foreach (var at in tried)
        {
            var length = 0;
            while (i + length < a.Length && at + length < b.Length && a[i + length] == b[at + length] && !used[at + length]) length++;
            if (length >= atLeast && length > best.Length) best = (at, length);
        }
        return best;
    }

    // the characters that count, with the way back
    sealed class Side
    {
        readonly Folded folded;
        readonly List<int> from = [];

        public Side(string text)
        {
            folded = Folding.Fold(text);
            for (var i = 0; i < folded.Text.Length; i++)
                if (Noise.Kind(folded.Text[i]) == NoiseKind.None) from.Add(i);
            Letters = string.Concat(from.Select(i => folded.Text[i]));
        }

        public string Letters { get; }

        public TextRange Original(int start, int length) =>
            folded.Original(from[start], from[start + length - 1] - from[start] + 1);
    }
}
