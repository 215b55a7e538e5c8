using Kaki.Learning.Text;

namespace Kaki.Learning.Search;

/// <summary>BM25F over the fields of an index, with what does not change during one query worked out before.</summary>
/// <remarks>See <see cref="Bm25F"/> for the formula and its paper.</remarks>
sealed class Scoring
{
    const int Lengths = 512;

    readonly DocumentTable documents;
    readonly float[][] weights;
    readonly FieldCounts counts;

    public Scoring(IReadOnlyList<SearchField> fields, DocumentTable documents)
    {
        this.documents = documents;
        counts = new(fields.Count);
        weights = new float[fields.Count][];
        for (var f = 0; f < weights.Length; f++) weights[f] = Weights(fields[f], documents.MeanLength(f));
    }

    // an occurrence's weight by the length of its field; longer fields count as the longest noted
    static float[] Weights(SearchField field, double mean)
    {
        var table = new float[Lengths];
        for (var length = 0; length < Lengths; length++)
            table[length] = (float)(field.Weight / (1 - field.B + field.B * (mean > 0 ? length / mean : 1)));
        return table;
    }

    /// <summary>How telling a term is that so many documents have.</summary>
    public float Idf(int having) => (float)Bm25F.Idf(Math.Max(documents.Count, having), having);

    /// <summary>The term's share of the score of the document the cursor stands on: 0 to <paramref name="idf"/>.</summary>
    public float Of(PostingCursor term, float idf)
    {
        var ends = documents.Ends(term.Document);
        var packed = term.Counts;
        var (weighted, start) = (0f, 0);
        for (var field = 0; field < ends.Length; field++)
        {
            if (counts.Of(packed, field) is > 0 and var count) weighted += count * weights[field][Math.Clamp(ends[field] - start, 0, Lengths - 1)];
            start = ends[field] + DocumentTable.Gap;
        }
        return idf * weighted / ((float)Bm25F.DefaultK1 + weighted);
    }
}
