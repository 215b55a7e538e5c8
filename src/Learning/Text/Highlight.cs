namespace Kaki.Learning.Text;

/// <summary>Where in a text a query's words stand, to be marked for the reader.</summary>
public static class Highlight
{
    /// <summary>
    /// Ranges of the original text in UTF-16 units: in order, apart from each other, never through the middle of a character.
    /// A Chinese word is lit where it stands whole; where it nowhere does, the pairs of it that made the text match are.
    /// </summary>
    public static IReadOnlyList<TextRange> Ranges(string text, Query query, Analyser? analyser = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        var index = new TokenIndex((analyser ?? Analyser.Default).Cut(text, CutMode.Index));
        return Merge(query.Must.SelectMany(clause => Of(clause, index)));
    }

    static IEnumerable<TextRange> Of(Clause clause, TokenIndex index)
    {
        var whole = index.Phrases(clause.Units).ToList();
        if (clause.IsPhrase) return whole;
        if (clause.Prefix is { } prefix) whole.AddRange(index.Starting(prefix).Select(Range));
        // other forms of the same word: stems, joined and parted spellings
        whole.AddRange(clause.AnyOf.Where(form => form.Count == 1).SelectMany(form => index.With(form[0])).Select(Range));
        if (whole.Count > 0) return whole;
        return clause.AnyOf.Where(form => form.All(term => index.With(term).Any()))
            .SelectMany(form => form.SelectMany(index.With)).Select(Range);
    }

    static TextRange Range(Token token) => new(token.Start, token.Length);

    static List<TextRange> Merge(IEnumerable<TextRange> ranges)
    {
        var merged = new List<TextRange>();
        foreach (var range in ranges.OrderBy(range => range.Start))
            if (merged.Count > 0 && range.Start <= merged[^1].End)
                merged[^1] = new(merged[^1].Start, Math.Max(merged[^1].End, range.End) - merged[^1].Start);
            else merged.Add(range);
        return merged;
    }
}
