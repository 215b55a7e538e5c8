namespace Kaki.Learning.Search;

/// <summary>Walks one term's documents forward, and reads the positions where it stands.</summary>
sealed class PostingCursor(Postings postings)
{
    readonly DenseList? dense = postings.Dense;

    /// <summary>Where a cursor stands that has passed the last document.</summary>
    public const int End = int.MaxValue;

    // how many gaps were read, and where the next begins
    int read;
    int gap;

    // the document whose positions come next, counted as the gaps are, and where they begin
    int place;
    int placeAt;

    /// <summary>The document it stands on; before the first move −1, after the last <see cref="End"/>.</summary>
    public int Document { get; private set; } = -1;

    public int Count => postings.Count;

    /// <summary>Moves to the first document at or after <paramref name="target"/>; never backwards.</summary>
    public int SkipTo(int target)
    {
        if (Document >= target) return Document;
        if (dense is not null) return Document = dense.From(target);
        Stride(target);
        var bytes = postings.Gaps;
        var count = postings.Count;
        var (document, next, at) = (Document, read, gap);
        while (document < target)
        {
            if (next == count) return Document = End;
            document += (int)ByteRun.Read(bytes, ref at);
            next++;
        }
        (read, gap) = (next, at);
        return Document = document;
    }

    /// <summary>How often each field of the document it stands on has the term.</summary>
    public byte Counts => postings.Counts[Place];

    // of the document it stands on in the list
    int Place => dense?.PlaceOf(Document) ?? read - 1;

    /// <summary>The term's positions in the document it stands on, ascending; may be asked for again.</summary>
    public ReadOnlySpan<int> Positions(ref int[] into)
    {
        var bytes = postings.Places;
        var at = PlaceOf(Place, bytes);
        var (count, position) = (0, 0);
        for (var more = true; more; count++)
        {
            var number = ByteRun.Read(bytes, ref at);
            if (count == into.Length) Array.Resize(ref into, count * 2);
            into[count] = position += (int)(number >> 1);
            more = (number & 1) != 0;
        }
        return into.AsSpan(0, count);
    }

    // over whole strides where it can, then document by document
    int PlaceOf(int wanted, ReadOnlySpan<byte> bytes)
    {
        if (wanted / Postings.Stride > place / Postings.Stride)
            (place, placeAt) = (wanted / Postings.Stride * Postings.Stride, postings.Steps[wanted / Postings.Stride - 1].Place);
        for (; place < wanted; place++)
            while ((ByteRun.Read(bytes, ref placeAt) & 1) != 0) { }
        return placeAt;
    }

    // over as many strides as end before the target
    void Stride(int target)
    {
        var steps = postings.Steps;
        var low = read / Postings.Stride;
        if (low >= steps.Length || steps[low].Before >= target) return;
        var high = steps.Length;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (steps[middle].Before < target) low = middle;
            else high = middle;
        }
        if ((low + 1) * Postings.Stride <= read) return;
        (Document, gap, _) = steps[low];
        read = (low + 1) * Postings.Stride;
    }
}
