namespace Kaki.Learning.Search;

/// <summary>One term's documents, ascending, and in each the term's counts by field and its positions, in as few bytes as they need.</summary>
/// <remarks>
/// Three streams, because most documents are only passed over and most others only counted: the gaps from document to document, a byte of counts each
/// (<see cref="FieldCounts"/>), and the positions, which say themselves where a document's end: <c>varint((position − position before) · 2 + more follow)</c>. Every <see cref="Stride"/> documents a step is noted
/// from which both can be read on, so that a long list is passed over in strides (A. Moffat, J. Zobel, "Self-indexing inverted files
/// for fast text retrieval", TOIS 14, 1996).
/// </remarks>
sealed class Postings
{
    public const int Stride = 64;

    ByteRun gaps = new();
    ByteRun counts = new();
    ByteRun places = new();
    DenseList? dense;
    Step[] steps = [];
    int stepCount;
    int last = -1;

    /// <param name="Before">The last document before the step.</param>
    /// <param name="Gap">Where the next one's gap begins.</param>
    /// <param name="Place">Where its positions begin.</param>
    public readonly record struct Step(int Before, int Gap, int Place);

    /// <summary>Documents with the term.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Gaps => gaps.Bytes;

    /// <summary>A byte of counts by field for each document.</summary>
    public ReadOnlySpan<byte> Counts => counts.Bytes;

    public ReadOnlySpan<byte> Places => places.Bytes;

    public ReadOnlySpan<Step> Steps => steps.AsSpan(0, stepCount);

    /// <param name="document">Above every document added before.</param>
    /// <param name="positions">Ascending, at least one.</param>
    /// <param name="byField">How many of them lie in each field.</param>
    public void Add(int document, ReadOnlySpan<int> positions, byte byField)
    {
        if (Count > 0 && Count % Stride == 0) Note();
        gaps.Write((uint)(document - last));
        counts.WriteByte(byField);
        var before = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            places.Write((uint)(positions[i] - before) << 1 | (i + 1 < positions.Length ? 1u : 0));
            before = positions[i];
        }
        last = document;
        Count++;
    }

    /// <summary>The same documents as bits, where so many of all have the term that this is quicker to pass over; else null.</summary>
    public DenseList? Dense
    {
        get
        {
            if (Count < DenseList.Fewest || last / Count >= DenseList.Sparsest) return null;
            // made when it is first asked for; two that ask at once make the same
            return dense is { } known && known.Count == Count ? known : dense = new(this, last);
        }
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Count);
        to.Write(last);
        gaps.Save(to);
        counts.Save(to);
        places.Save(to);
        to.Write(stepCount);
        foreach (var (before, gap, place) in Steps)
        {
            to.Write(before);
            to.Write(gap);
            to.Write(place);
        }
    }

    public static Postings Load(BinaryReader from)
    {
        var postings = new Postings { Count = from.ReadInt32(), last = from.ReadInt32() };
        postings.gaps.Load(from);
        postings.counts.Load(from);
        postings.places.Load(from);
        postings.steps = new Step[postings.stepCount = from.ReadInt32()];
        for (var i = 0; i < postings.stepCount; i++) postings.steps[i] = new(from.ReadInt32(), from.ReadInt32(), from.ReadInt32());
        return postings;
    }

    void Note()
    {
        if (stepCount == steps.Length) Array.Resize(ref steps, Math.Max(2, steps.Length + steps.Length / 2));
        steps[stepCount++] = new(last, gaps.Length, places.Length);
    }
}
