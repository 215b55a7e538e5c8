using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Recommend;

/// <summary>The highest few of many scores.</summary>
public static class BestItems
{
    // so short a list is kept in order by moving what stands below a new entry
    const int Few = 64;

    /// <summary>Fills <paramref name="best"/> with the highest scores above zero, highest first, equal ones by rising item; returns how many there are.</summary>
    /// <remarks>One pass; a vector of scores none of which enters the answer costs one comparison. NaN never enters.</remarks>
    public static int Select(ReadOnlySpan<float> scores, Span<Scored> best) =>
        best.Length > Few ? BestOfMany.Select(scores, best) : SelectFew(scores, best);

    static int SelectFew(ReadOnlySpan<float> scores, Span<Scored> best)
    {
        if (best.IsEmpty) return 0;
        var (count, floor) = (0, 0f);
        ref var first = ref MemoryMarshal.GetReference(scores);
        var at = 0;
        for (; at <= scores.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            if (!Vector.GreaterThanAny(Vector.LoadUnsafe(ref first, (nuint)at), new Vector<float>(floor))) continue;
            for (var lane = at; lane < at + Vector<float>.Count; lane++) Offer(lane, Unsafe.Add(ref first, lane), best, ref count, ref floor);
        }
        for (; at < scores.Length; at++) Offer(at, scores[at], best, ref count, ref floor);
        return count;
    }

    // insertion from below: answers are short, and most offers fall at the door
    static void Offer(int item, float score, Span<Scored> best, ref int count, ref float floor)
    {
        if (!(score > floor)) return;
        var at = count < best.Length ? count++ : count - 1;
        for (; at > 0 && best[at - 1].Score < score; at--) best[at] = best[at - 1];
        best[at] = new(item, score);
        if (count == best.Length) floor = best[^1].Score;
    }
}
