using System.Numerics;

namespace Kaki.Learning.Search;

/// <summary>The documents of a common term, a bit each: the next one after any is found in a few steps, and so is its place in the list.</summary>
sealed class DenseList
{
    /// <summary>Shorter lists are quick enough as they are.</summary>
    public const int Fewest = 4096;

    /// <summary>A term that fewer than one document in so many has costs more in bits than it saves.</summary>
    public const int Sparsest = 32;

    readonly ulong[] bits;
    readonly int[] before;

    public DenseList(Postings postings, int last)
    {
        Count = postings.Count;
        bits = new ulong[last / 64 + 1];
        before = new int[bits.Length];
        var (document, at) = (-1, 0);
        for (var i = 0; i < Count; i++)
        {
            document += (int)ByteRun.Read(postings.Gaps, ref at);
            bits[document / 64] |= 1UL << document % 64;
        }
        for (var i = 1; i < bits.Length; i++) before[i] = before[i - 1] + BitOperations.PopCount(bits[i - 1]);
    }

    public int Count { get; }

    /// <summary>The first document at or after the target, or <see cref="PostingCursor.End"/>.</summary>
    public int From(int target)
    {
        var at = target / 64;
        if (at >= bits.Length) return PostingCursor.End;
        var word = bits[at] & ulong.MaxValue << target % 64;
        while (word == 0)
        {
            if (++at == bits.Length) return PostingCursor.End;
            word = bits[at];
        }
        return at * 64 + BitOperations.TrailingZeroCount(word);
    }

    /// <summary>How many documents of the list come before one of its documents.</summary>
    public int PlaceOf(int document) => before[document / 64] + BitOperations.PopCount(bits[document / 64] & ((1UL << document % 64) - 1));
}
