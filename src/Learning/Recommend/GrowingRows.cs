using System.Runtime.InteropServices;

namespace Kaki.Learning.Recommend;

/// <summary>Rows of a sparse matrix that grow at their ends: what was there at first side by side, what came later in lists of their own.</summary>
/// <param name="count">Rows at first.</param>
/// <param name="first">What they hold at first.</param>
sealed class GrowingRows(int count, GrowingRows.Row first)
{
    /// <summary>One row.</summary>
    public delegate ReadOnlySpan<Signal> Row(int row);

    readonly List<List<Signal>?> since = [.. new List<Signal>?[count]];

    public int Count => since.Count;

    /// <summary>What a row held at first.</summary>
    public ReadOnlySpan<Signal> First(int row) => row < count ? first(row) : [];

    /// <summary>What it was given since.</summary>
    public ReadOnlySpan<Signal> Since(int row) => CollectionsMarshal.AsSpan(since[row]);

    /// <summary>How many there are in a row.</summary>
    public int Length(int row) => First(row).Length + Since(row).Length;

    /// <summary>Adds to a row's end; rows up to it are there from then on.</summary>
    public void Add(int row, Signal signal)
    {
        while (since.Count <= row) since.Add(null);
        (since[row] ??= []).Add(signal);
    }
}
