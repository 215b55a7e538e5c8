using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>Rows of a sparse matrix that grow at their ends: what was there at first side by side, what came later in lists of their own.</summary>
/// <remarks>8 bytes for each pair, 12 for each row.</remarks>
sealed class GrowingRows
{
    readonly int[] start;
    readonly Signal[] first;
    readonly List<List<Signal>?> since;

    GrowingRows(int[] start, Signal[] first)
    {
        (this.start, this.first) = (start, first);
        since = [.. new List<Signal>?[start.Length - 1]];
    }

    /// <summary>One row.</summary>
    public delegate ReadOnlySpan<Signal> Row(int row);

    /// <summary>Takes a copy: rows may change afterwards.</summary>
    public static GrowingRows From(int count, Row row, CancellationToken cancel = default)
    {
        var start = new int[count + 1];
        for (var at = 0; at < count; at++) start[at + 1] = start[at] + row(at).Length;
        var first = new Signal[start[^1]];
        for (var at = 0; at < count; at++)
        {
            cancel.ThrowIfCancellationRequested();
            row(at).CopyTo(first.AsSpan(start[at]));
        }
        return new(start, first);
    }

    public int Count => since.Count;

    /// <summary>What a row held at first.</summary>
    public Span<Signal> First(int row) => row < start.Length - 1 ? first.AsSpan(start[row]..start[row + 1]) : [];

    /// <summary>Asks for a row that will soon be wanted: its first lines, from which on the processor guesses the rest.</summary>
    public unsafe void Fetch(int row)
    {
        if (!Sse.IsSupported || row >= start.Length - 1 || start[row] >= first.Length) return;
        var line = (byte*)Unsafe.AsPointer(ref first[start[row]]);
        Sse.Prefetch0(line);
        Sse.Prefetch0(line + 64);
        Sse.Prefetch0(line + 128);
    }

    /// <summary>What it was given since.</summary>
    public Span<Signal> Since(int row) => CollectionsMarshal.AsSpan(since[row]);

    /// <summary>How many there are in a row.</summary>
    public int Length(int row) => First(row).Length + Since(row).Length;

    /// <summary>Rows up to this one are there from then on.</summary>
    public void Reserve(int row)
    {
        while (since.Count <= row) since.Add(null);
    }

    /// <summary>Adds to a row's end.</summary>
    public void Add(int row, Signal signal)
    {
        Reserve(row);
        (since[row] ??= []).Add(signal);
    }

    /// <summary>Gives what a row says of an item its new weight, in its place; false where it says nothing of it.</summary>
    public bool Change(int row, Signal signal) => row < Count && (Change(First(row), signal) || Change(Since(row), signal));

    static bool Change(Span<Signal> row, Signal signal)
    {
        foreach (ref var held in row)
        {
            if (held.Item != signal.Item) continue;
            held = signal;
            return true;
        }
        return false;
    }

    /// <summary>What a row says of an item; 0 if nothing.</summary>
    public float Of(int row, int item)
    {
        if (row >= Count) return 0;
        foreach (var held in First(row))
            if (held.Item == item) return held.Weight;
        foreach (var held in Since(row))
            if (held.Item == item) return held.Weight;
        return 0;
    }

    /// <summary>Writes every row in its order.</summary>
    public void Write(BinaryWriter to)
    {
        to.WriteAll<int>([.. Enumerable.Range(0, Count).Select(Length)]);
        to.WriteAll<Signal>([.. Enumerable.Range(0, Count).SelectMany(row => (Signal[])[.. First(row), .. Since(row)])]);
    }

    /// <param name="from">Where <see cref="Write"/> wrote.</param>
    /// <param name="across">Every signal names one of so many.</param>
    /// <exception cref="ModelFileException">The numbers do not fit together.</exception>
    public static GrowingRows Read(BinaryReader from, int across)
    {
        var (counts, first) = (from.ReadAll<int>(), from.ReadAll<Signal>());
        if (counts.Any(count => count < 0) || counts.Sum(count => (long)count) != first.Length || first.Any(signal => (uint)signal.Item >= (uint)across || signal.Told == 0))
            throw new ModelFileException(ModelFault.Torn, "The actions of members do not fit together.");
        var start = new int[counts.Length + 1];
        for (var row = 0; row < counts.Length; row++) start[row + 1] = start[row] + counts[row];
        return new(start, first);
    }
}
