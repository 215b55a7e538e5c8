using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Recommend;

/// <summary>A score for each member, and who was reached: as long as those are few, finding the best and clearing up costs by them and not by all.</summary>
/// <param name="all">How many members there are.</param>
/// <remarks>5 bytes a member.</remarks>
sealed class Reached(int all)
{
    /// <summary>So many signals are added at a time at most.</summary>
    public const int LongestRow = 2000;

    // with more than a quarter of all reached it is quicker to look at everybody
    const int Quarter = 4;

    const int OnStack = 1024;

    readonly float[] scores = new float[all];
    readonly int[] members = new int[all / Quarter + LongestRow];
    int count;

    /// <summary>How many members there are.</summary>
    public int All => scores.Length;

    bool Everybody => count > All / Quarter;

    /// <summary>Adds the row times its weight.</summary>
    /// <param name="row">Each names a member there is.</param>
    /// <param name="weight">What the row counts.</param>
    public void Add(ReadOnlySpan<Signal> row, float weight)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row.Length, LongestRow);
        ref var score = ref MemoryMarshal.GetArrayDataReference(scores);
        if (Everybody)
        {
            foreach (var signal in row) Unsafe.Add(ref score, signal.Item) += weight * signal.Weight;
            return;
        }
        ref var member = ref MemoryMarshal.GetArrayDataReference(members);
        var end = count;
        foreach (var signal in row)
        {
            ref var own = ref Unsafe.Add(ref score, signal.Item);
            Unsafe.Add(ref member, end) = signal.Item;
            // no branch: who is new to an answer cannot be foreseen
            end += Convert.ToInt32(own == 0);
            own += weight * signal.Weight;
        }
        count = end;
    }

    /// <summary>The highest scores above zero, each times what its member says, in no order; and all scores are zero again.</summary>
    public int TakeBest(ReadOnlySpan<float> says, Span<Scored> best)
    {
        var room = best.Length <= OnStack / 2 ? stackalloc ulong[OnStack] : new ulong[2 * best.Length];
        var (kept, most, floor, everybody) = (0, Math.Max(1, best.Length), 0ul, Everybody);
        for (var (at, end) = (0, everybody ? All : count); at < end; at++)
        {
            var member = everybody ? at : members[at];
            var score = scores[member] * says[member];
            // scores that cancelled each other out may reach a member twice: the first time counts
            scores[member] = 0;
            var key = BestOfMany.Key(score, member);
            room[kept] = key;
            kept += Convert.ToInt32(score > 0) & Convert.ToInt32(key > floor);
            if (kept < room.Length) continue;
            floor = BestOfMany.Part(room, most);
            kept = most;
        }
        count = 0;
        return BestOfMany.Take(room[..kept], best);
    }
}
