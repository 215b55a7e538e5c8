using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Kaki.Learning.Models;

namespace Kaki.Learning.Rank;

/// <summary>The table that all actions share: a row for each hashed feature, with a weight for each action and sixteen factors for what features do together.</summary>
/// <remarks>
/// What scores read of a row is one cache line: the upper halves (bfloat16, three digits, to the nearest) of a weight and of a factor beside each other in each of
/// sixteen numbers. The lower halves lie apart and only learning reads them, so nothing learnt is lost. Its memory beside them is one number for each weight, and one
/// for the factors: 196 bytes in all.
/// </remarks>
sealed class FeatureRows
{
    const int Lanes = Ranker.MostActions;
    const float FirstFactorDoubt = 1e-3f;

    // So many rows are asked for before they are wanted: with fewer one waits, with all at once the memory lets nothing else be done meanwhile.
    const int Ahead = 16, AheadOfStep = 4;

    readonly RankerSettings settings;
    readonly uint mask;
    readonly int first;
    readonly uint[] upper, lower;
    readonly float[] squares, factorSquares;

    public FeatureRows(RankerSettings settings)
    {
        this.settings = settings;
        var rows = 1 << settings.Bits;
        mask = (uint)rows - 1;
        (upper, first) = Aligned(rows * Lanes);
        lower = new uint[rows * Lanes];
        (squares, factorSquares) = (new float[rows * Lanes], new float[rows]);
    }

    // a row is a cache line, not parts of two
    static (uint[] Numbers, int First) Aligned(int count)
    {
        var numbers = GC.AllocateArray<uint>(count + Lanes, pinned: true);
        var over = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0) & 63);
        return (numbers, over == 0 ? 0 : (64 - over) / sizeof(uint));
    }

    /// <summary>Gives the factors their first values: they must differ from each other to learn anything.</summary>
    public void Start()
    {
        var state = (ulong)settings.Seed;
        Span<float> factors = stackalloc float[Lanes];
        for (var row = 0; row <= mask; row++)
        {
            foreach (ref var factor in factors) factor = Uniform(ref state) * settings.FactorStart;
            Put(row, Vector512<float>.Zero, Vector512.Create<float>(factors));
        }
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
        ref var start = ref upper[first];
        var values = features.Values;
        var keys = features.Keys;
        foreach (var key in keys[..Math.Min(Ahead, keys.Length)]) Fetch(ref Unsafe.Add(ref start, (nuint)(key & mask) * Lanes));
        for (var i = 0; i < keys.Length; i++)
        {
            if (i + Ahead < keys.Length) Fetch(ref Unsafe.Add(ref start, (nuint)(keys[i + Ahead] & mask) * Lanes));
            var row = Vector512.LoadUnsafe(ref start, (nuint)(keys[i] & mask) * Lanes);
            var x = Vector512.Create(values[i]);
            linear = Vector512.FusedMultiplyAdd((row << 16).AsSingle(), x, linear);
            var factor = (row & Upper).AsSingle() * x;
            sum += factor;
            square = Vector512.FusedMultiplyAdd(factor, factor, square);
        }
        return new() { Linear = linear, Sum = sum, Squares = square };
    }

    static Vector512<uint> Upper => Vector512.Create(0xFFFF0000);

    // rows lie anywhere, and waiting for one after the other is most of the time
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Fetch<T>(ref T row) where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref row));
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
            if (i + AheadOfStep < keys.Length)
            {
                var next = (int)(keys[i + AheadOfStep] & mask);
                Fetch(ref lower[next * Lanes]);
                Fetch(ref squares[next * Lanes]);
            }
            var x = Vector512.Create(values[i]);
            var (weights, factors) = Whole(row);
            weights = Adagrad.Step(weights, ref squares[row * Lanes], gradient * x, settings.Rate, settings.Shrink);
            if (settings.Interactions) factors = Step(row, factors, upon * x * (sum - factors * x));
            Put(row, weights, factors);
        }
    }

    Vector512<float> Step(int row, Vector512<float> factors, Vector512<float> gradient)
    {
        var seen = factorSquares[row] += Vector512.Sum(gradient * gradient) / Lanes;
        return factors * Vector512.Create(1 - settings.Shrink) - gradient * Vector512.Create(settings.FactorRate / MathF.Sqrt(seen + FirstFactorDoubt));
    }

    // both halves; the lower one has a sign, for the upper one is the nearest and not the next towards zero
    (Vector512<float> Weights, Vector512<float> Factors) Whole(int row)
    {
        var (high, low) = (Vector512.LoadUnsafe(ref upper[first + row * Lanes]).AsInt32(), Vector512.LoadUnsafe(ref lower[row * Lanes]).AsInt32());
        return (((high << 16) + (low << 16 >> 16)).AsSingle(), ((high & Upper.AsInt32()) + (low >> 16)).AsSingle());
    }

    void Put(int row, Vector512<float> weights, Vector512<float> factors)
    {
        var (w, f, half) = (weights.AsUInt32(), factors.AsUInt32(), Vector512.Create(0x8000u));
        ((w + half >> 16) | (f + half & Upper)).StoreUnsafe(ref upper[first + row * Lanes]);
        ((w & ~Upper) | (f << 16)).StoreUnsafe(ref lower[row * Lanes]);
    }

    // whole numbers, as before they were cut in halves: a row's weights, then its factors
    public void Write(BinaryWriter to)
    {
        Span<float> some = stackalloc float[Some * 2 * Lanes];
        to.Write(factorSquares.Length * 2 * Lanes);
        for (var row = 0; row <= mask; row += Some)
        {
            for (var i = 0; i < Some; i++)
            {
                var (weights, factors) = Whole(row + i);
                weights.CopyTo(some[(2 * i * Lanes)..]);
                factors.CopyTo(some[((2 * i + 1) * Lanes)..]);
            }
            to.Write(MemoryMarshal.AsBytes(some));
        }
        to.WriteAll<float>(squares);
        to.WriteAll<float>(factorSquares);
    }

    public void Read(BinaryReader from)
    {
        Span<float> some = stackalloc float[Some * 2 * Lanes];
        if (from.ReadInt32() != factorSquares.Length * 2 * Lanes) throw new EndOfStreamException();
        for (var row = 0; row <= mask; row += Some)
        {
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(some));
            for (var i = 0; i < Some; i++)
                Put(row + i, Vector512.Create<float>(some[(2 * i * Lanes)..]), Vector512.Create<float>(some[((2 * i + 1) * Lanes)..]));
        }
        from.Fill(squares);
        from.Fill(factorSquares);
    }

    // rows in a table are a multiple of it, see RankerSettings
    const int Some = 16;
}
