using Kaki.Learning.Text;

namespace Kaki.Learning.Search;

/// <summary>BM25F over the fields of an index, with what does not change during one query worked out before.</summary>
/// <remarks>See <see cref="Bm25F"/> for the formula and its paper.</remarks>
sealed class Scoring
{
    // most fields are no longer: those weights are looked up
    const int Lengths = 512;

    readonly DocumentTable documents;
    readonly IReadOnlyList<SearchField> fields;
    readonly double[] means;
    readonly float[][] weights;
    readonly FieldCounts counts;

    public Scoring(IReadOnlyList<SearchField> fields, DocumentTable documents)
    {
        (this.documents, this.fields) = (documents, fields);
        counts = new(fields.Count);
        means = [.. Enumerable.Range(0, fields.Count).Select(documents.MeanLength)];
        weights = [.. Enumerable.Range(0, fields.Count).Select(field => Enumerable.Range(0, Lengths).Select(length => Weight(field, length)).ToArray())];
    }

    // of an occurrence, by the length of its field
    float Weight(int field, int length) => (float)(fields[field].Weight / (1 - fields[field].B + fields[field].B * (means[field] > 0 ? length / means[field] : 1)));

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
            if (counts.Of(packed, field) is > 0 and var count)
            {
                var length = Math.Max(0, ends[field] - start);
                weighted += count * (length < Lengths ? weights[field][length] : Weight(field, length));
            }
            start = ends[field] + DocumentTable.Gap;
        }
        return idf * weighted / ((float)Bm25F.DefaultK1 + weighted);
    }
}
