namespace Kaki.Learning.Text;

/// <summary>BM25 over several fields of a document: term counts are weighted before they saturate, so a word in title and body is not paid twice.</summary>
/// <remarks>
/// S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004):
/// <c>tf' = Σ_f w_f · tf_f / (1 − b_f + b_f · len_f / avg_f)</c>, <c>score = idf · tf' / (k1 + tf')</c>.
/// The inverse document frequency is the one that stays positive: <c>ln(1 + (N − n + ½) / (n + ½))</c>.
/// </remarks>
public static class Bm25F
{
    public const double DefaultK1 = 1.2;

    /// <param name="Weight">What an occurrence in this field counts; 0 or more.</param>
    /// <param name="B">How far length is held against it: 0 not at all, 1 in full.</param>
    /// <param name="AverageLength">Mean length of this field over all documents, in the unit of the counts.</param>
    public readonly record struct Field(double Weight, double B, double AverageLength);

    /// <param name="Field">The field.</param>
    /// <param name="Count">Occurrences of the term in it.</param>
    /// <param name="Length">Length of the field in this document.</param>
    public readonly record struct Occurrence(Field Field, double Count, double Length);

    /// <summary>How telling a term is that <paramref name="having"/> of <paramref name="documents"/> documents have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more have the term than there are documents.</exception>
    public static double Idf(long documents, long having)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(having);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(having, documents);
        return Math.Log(1 + (documents - having + 0.5) / (having + 0.5));
    }

    /// <summary>The term's share of a document's score, between 0 and <paramref name="idf"/>.</summary>
    public static double Score(double idf, ReadOnlySpan<Occurrence> occurrences, double k1 = DefaultK1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k1);
        var weighted = 0.0;
        foreach (var (field, count, length) in occurrences)
        {
            if (count <= 0) continue;
            var relative = field.AverageLength > 0 ? length / field.AverageLength : 1;
            weighted += field.Weight * count / (1 - field.B + field.B * relative);
        }
        return weighted > 0 ? idf * weighted / (k1 + weighted) : 0;
    }
}
