namespace Kaki.Learning.Text;

/// <summary>Near spellings of Latin words.</summary>
/// <remarks>
/// Optimal string alignment distance (F. Damerau, CACM 7, 1964; V. Levenshtein, 1966): insert, delete, replace, swap of
/// neighbours, each one step, no piece edited twice. Only the diagonal band that can stay within the limit is computed.
/// </remarks>
public static class Typo
{
    /// <summary>Longest word compared.</summary>
    public const int MaxLength = 64;

    /// <summary>Steps forgiven by length: none up to 3 letters, one up to 7, two beyond.</summary>
    public static int Forgiven(int length) => length <= 3 ? 0 : length <= 7 ? 1 : 2;

    /// <summary>The distance, or <c>limit + 1</c> when it is more than the limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or above 8.</exception>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 8);
        var far = limit + 1;
        if (Math.Abs(a.Length - b.Length) > limit || a.Length > MaxLength || b.Length > MaxLength)
            return a.SequenceEqual(b) ? 0 : far;
        Span<int> before = stackalloc int[MaxLength + 1];
        Span<int> above = stackalloc int[MaxLength + 1];
        Span<int> row = stackalloc int[MaxLength + 1];
        for (var j = 0; j <= b.Length; j++) above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row.Fill(far);
            var best = row[0] = Math.Min(i, far);
            for (var j = Math.Max(1, i - limit); j <= Math.Min(b.Length, i + limit); j++)
            {
                var cost = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = Math.Min(cost, before[j - 2] + 1);
                row[j] = Math.Min(cost, far);
                best = Math.Min(best, row[j]);
            }
            if (best > limit) return far;
            var spare = before;
            before = above;
            above = row;
            row = spare;
        }
        return above[b.Length];
    }

    /// <summary>
    /// The known words nearest to a Latin word, nearest first, then as they came: none if the word itself is known or
    /// is not wholly Latin letters.
    /// </summary>
    public static IReadOnlyList<string> Near(string word, IEnumerable<string> known, int take = 3)
    {
        ArgumentNullException.ThrowIfNull(known);
        var folded = Folding.Key(word);
        var limit = Forgiven(folded.Length);
        if (limit == 0 || folded.AsSpan().ContainsAnyExceptInRange('a', 'z')) return [];
        var near = new List<(string Word, int Distance)>();
        foreach (var candidate in known)
        {
            var distance = Distance(folded, Folding.Key(candidate), limit);
            if (distance == 0) return [];
            if (distance <= limit) near.Add((candidate, distance));
        }
        return near.OrderBy(found => found.Distance).Take(take).Select(found => found.Word).ToArray();
    }
}
