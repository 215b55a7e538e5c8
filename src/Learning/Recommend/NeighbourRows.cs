using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>A sparse matrix of items by items: for each item that somebody touched, the items it speaks for and how loudly.</summary>
/// <remarks>8 bytes for each pair. Immutable.</remarks>
sealed class NeighbourRows : IItemWeights
{
    readonly int[] start;
    readonly Scored[] pairs;

    NeighbourRows(int[] start, Scored[] pairs) => (this.start, this.pairs) = (start, pairs);

    public int Items => start.Length - 1;

    /// <summary>What this item speaks for, by rising item.</summary>
    public ReadOnlySpan<Scored> Of(int item) => pairs.AsSpan(start[item]..start[item + 1]);

    public float Between(int from, int to)
    {
        var (low, high) = (start[from], start[from + 1] - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (pairs[middle].Item == to) return pairs[middle].Score;
            if (pairs[middle].Item < to) low = middle + 1;
            else high = middle - 1;
        }
        return 0;
    }

    public void Add(ReadOnlySpan<Signal> actions, Span<float> scores)
    {
        ref var score = ref MemoryMarshal.GetReference(scores[..Items]);
        foreach (var signal in actions)
        {
            if ((uint)signal.Item >= (uint)Items || !float.IsFinite(signal.Weight)) continue;
            // an item of a pair lies below Items, which the constructors of this class see to
            foreach (var pair in Of(signal.Item)) Unsafe.Add(ref score, pair.Item) += signal.Weight * pair.Score;
        }
    }

    /// <summary>Turns columns (who speaks for this item) into rows (whom this item speaks for).</summary>
    public static NeighbourRows FromColumns(Scored[][] columns)
    {
        var start = new int[columns.Length + 1];
        foreach (var column in columns)
            foreach (var pair in column) start[pair.Item + 1]++;
        for (var item = 0; item < columns.Length; item++) start[item + 1] += start[item];
        var next = start.AsSpan(0, columns.Length).ToArray();
        var pairs = new Scored[start[^1]];
        for (var to = 0; to < columns.Length; to++)
            foreach (var pair in columns[to]) pairs[next[pair.Item]++] = new(to, pair.Score);
        return new(start, pairs);
    }

    /// <summary>Takes for each item whom it speaks for, by rising item.</summary>
    public static NeighbourRows From(Scored[][] rows)
    {
        var start = new int[rows.Length + 1];
        for (var item = 0; item < rows.Length; item++) start[item + 1] = start[item] + rows[item].Length;
        return new(start, [.. rows.SelectMany(row => row)]);
    }

    public void Write(BinaryWriter to)
    {
        to.WriteAll<int>(start);
        to.WriteAll<Scored>(pairs);
    }

    /// <exception cref="ModelFileException">The numbers are no such matrix.</exception>
    public static NeighbourRows Read(BinaryReader from)
    {
        var (start, pairs) = (from.ReadAll<int>(), from.ReadAll<Scored>());
        var whole = start.Length > 0 && start[0] == 0 && start[^1] == pairs.Length;
        for (var item = 1; whole && item < start.Length; item++) whole = start[item] >= start[item - 1];
        foreach (var pair in pairs) whole &= (uint)pair.Item < (uint)(start.Length - 1);
        return whole ? new(start, pairs) : throw new ModelFileException(ModelFault.Torn, "The neighbours of items do not fit together.");
    }
}
