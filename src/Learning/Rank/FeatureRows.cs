using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Kaki.Learning.Models;

namespace Kaki.Learning.Rank;

/// <summary>The table that all actions share: a row for each hashed feature, with a weight for each action and sixteen factors for what features do together.</summary>
/// <remarks>A row is two cache lines; its memory beside it one number for each weight, and one for the factors: 196 bytes in all.</remarks>
sealed class FeatureRows
{
    const int Lanes = Ranker.MostActions, Row = 2 * Lanes;
    const float FirstFactorDoubt = 1e-3f;

    // So many rows are asked for before they are wanted: with fewer one waits, with all at once the memory lets nothing else be done meanwhile.
    const int Ahead = 12;

    readonly RankerSettings settings;
    readonly uint mask;
    readonly int first;
    readonly float[] table, squares, factorSquares;

    public FeatureRows(RankerSettings settings)
    {
        this.settings = settings;
        var rows = 1 << settings.Bits;
        mask = (uint)rows - 1;
        (table, first) = Aligned(rows * Row);
        (squares, factorSquares) = (new float[rows * Lanes], new float[rows]);
    }

    // a row is two cache lines, not parts of three
    static (float[] Numbers, int First) Aligned(int count)
    {
        var numbers = GC.AllocateArray<float>(count + Lanes, pinned: true);
        var over = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0) & 63);
        return (numbers, over == 0 ? 0 : (64 - over) / sizeof(float));
    }

    /// <summary>Gives the factors their first values: they must differ from each other to learn anything.</summary>
    public void Start()
    {
        var state = (ulong)settings.Seed;
        for (var row = 0; row <= mask; row++)
            for (var factor = 0; factor < Lanes; factor++) table[first + row * Row + Lanes + factor] = Uniform(ref state) * settings.FactorStart;
    }

    // splitmix64 (S. Vigna): −1 to 1
    static float Uniform(ref ulong state)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) >> 40) / (float)(1 << 23) - 1;
    }

    /// <summary>Adds up the rows of features, upon a part already added up.</summary>
    public Ranker.Part Add(Features features, in Ranker.Part upon)
    {
        var (linear, sum, square) = (upon.Linear, upon.Sum, upon.Squares);
        ref var start = ref table[first];
        var values = features.Values;
        var keys = features.Keys;
        foreach (var key in keys[..Math.Min(Ahead, keys.Length)]) Fetch(ref Unsafe.Add(ref start, (nuint)(key & mask) * Row));
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + Ahead < keys.Length) Fetch(ref Unsafe.Add(ref start, (nuint)(keys[i + Ahead] & mask) * Row));
            var at = (nuint)(keys[i] & mask) * Row;
            var x = Vector512.Create(values[i]);
            linear = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref start, at), x, linear);
            var factor = Vector512.LoadUnsafe(ref start, at + Lanes) * x;
            sum += factor;
            square = Vector512.FusedMultiplyAdd(factor, factor, square);
        }
        return new() { Linear = linear, Sum = sum, Squares = square };
    }

    // both cache lines of a row: rows lie anywhere, and waiting for one after the other is most of the time
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Fetch(ref float row)
    {
        if (!Sse.IsSupported) return;
        var lines = (byte*)Unsafe.AsPointer(ref row);
        Sse.Prefetch0(lines);
        Sse.Prefetch0(lines + 64);
    }

    /// <summary>Moves the rows of an example's features.</summary>
    /// <param name="features">All of them.</param>
    /// <param name="sum">Their factors added up.</param>
    /// <param name="gradient">What the loss says of each action.</param>
    /// <param name="upon">What it says of each factor's pairs.</param>
    public void Step(Features features, Vector512<float> sum, Vector512<float> gradient, Vector512<float> upon)
    {
        var keys = features.Keys;
        var values = features.Values;
        for (var i = 0; i < keys.Length; i++)
        {
            var row = (int)(keys[i] & mask);
            var x = Vector512.Create(values[i]);
            Adagrad.Step(ref table[first + row * Row], ref squares[row * Lanes], gradient * x, settings.Rate, settings.Shrink);
            if (!settings.Interactions) continue;
            ref var factors = ref table[first + row * Row + Lanes];
            var factor = Vector512.LoadUnsafe(ref factors);
            var g = upon * x * (sum - factor * x);
            var seen = factorSquares[row] += Vector512.Sum(g * g) / Lanes;
            (factor * Vector512.Create(1 - settings.Shrink) - g * Vector512.Create(settings.FactorRate / MathF.Sqrt(seen + FirstFactorDoubt))).StoreUnsafe(ref factors);
        }
    }

    public void Write(BinaryWriter to)
    {
        to.WriteAll<float>(Rows);
        to.WriteAll<float>(squares);
        to.WriteAll<float>(factorSquares);
    }

    public void Read(BinaryReader from)
    {
        from.Fill(Rows);
        from.Fill(squares);
        from.Fill(factorSquares);
    }

    Span<float> Rows => table.AsSpan(first, factorSquares.Length * Row);
}
