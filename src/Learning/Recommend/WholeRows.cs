using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>A full matrix of items by items. Immutable.</summary>
/// <remarks>
/// 2 bytes for each pair: the upper half of a float (bfloat16, three digits), because answers wait for memory and not for arithmetic,
/// and no two scores that near to each other are told apart by what they were learnt from.
/// </remarks>
sealed class WholeRows : IItemWeights
{
    readonly ushort[] weights;

    WholeRows(ushort[] weights, int items) => (this.weights, Items) = (weights, items);

    public int Items { get; }

    public static WholeRows From(float[] weights, int items) => new(Array.ConvertAll(weights, Half), items);

    public float Between(int from, int to) => to < Items ? Whole(weights[from * Items + to]) : 0;

    public void Add(ReadOnlySpan<Signal> actions, Span<float> scores)
    {
        // four rows a pass: each score is fetched and put back a quarter as often, and the next four are on their way meanwhile
        Span<Signal> four = stackalloc Signal[4], next = stackalloc Signal[4];
        var count = 0;
        foreach (var signal in actions)
        {
            if ((uint)signal.Item >= (uint)Items || !float.IsFinite(signal.Weight)) continue;
            next[count % 4] = signal;
            if (++count % 4 != 0) continue;
            if (count > 4) AddFour(four, next, scores);
            next.CopyTo(four);
        }
        if (count >= 4) AddFour(four, next, scores);
        if (count % 4 == 0) return;
        next[(count % 4)..].Clear();
        AddFour(next, next, scores);
    }

    void AddFour(ReadOnlySpan<Signal> four, ReadOnlySpan<Signal> next, Span<float> scores)
    {
        ref var to = ref MemoryMarshal.GetReference(scores[..Items]);
        ref var first = ref weights[four[0].Item * Items];
        ref var second = ref weights[four[1].Item * Items];
        ref var third = ref weights[four[2].Item * Items];
        ref var fourth = ref weights[four[3].Item * Items];
        var (one, two, three, last) = (new Vector<float>(four[0].Weight), new Vector<float>(four[1].Weight), new Vector<float>(four[2].Weight), new Vector<float>(four[3].Weight));
        var at = Avx512F.IsSupported ? AddFourWide(four, next, ref to) : 0;
        for (; at <= Items - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            var (low, high) = (Vector.LoadUnsafe(ref to, (nuint)at), Vector.LoadUnsafe(ref to, (nuint)(at + Vector<float>.Count)));
            AddRow(ref first, at, one, ref low, ref high);
            AddRow(ref second, at, two, ref low, ref high);
            AddRow(ref third, at, three, ref low, ref high);
            AddRow(ref fourth, at, last, ref low, ref high);
            low.StoreUnsafe(ref to, (nuint)at);
            high.StoreUnsafe(ref to, (nuint)(at + Vector<float>.Count));
        }
        for (; at < Items; at++)
            foreach (var signal in four) scores[at] += Whole(weights[signal.Item * Items + at]) * signal.Weight;
    }

    // sixteen at a time, widened on the way from memory: half the instructions
    unsafe int AddFourWide(ReadOnlySpan<Signal> four, ReadOnlySpan<Signal> next, ref float to)
    {
        ref var row = ref MemoryMarshal.GetArrayDataReference(weights);
        nint first = four[0].Item * Items, second = four[1].Item * Items, third = four[2].Item * Items, fourth = four[3].Item * Items;
        nint fifth = next[0].Item * Items, sixth = next[1].Item * Items, seventh = next[2].Item * Items, eighth = next[3].Item * Items;
        var (one, two, three, last) = (Vector512.Create(four[0].Weight), Vector512.Create(four[1].Weight), Vector512.Create(four[2].Weight), Vector512.Create(four[3].Weight));
        nint at = 0;
        for (; at <= Items - Vector512<float>.Count; at += Vector512<float>.Count)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref row, fifth + at)));
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref row, sixth + at)));
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref row, seventh + at)));
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref row, eighth + at)));
            var sum = Vector512.FusedMultiplyAdd(Wide(ref row, first + at), one, Vector512.LoadUnsafe(ref to, (nuint)at));
            sum = Vector512.FusedMultiplyAdd(Wide(ref row, second + at), two, sum);
            sum = Vector512.FusedMultiplyAdd(Wide(ref row, third + at), three, sum);
            Vector512.FusedMultiplyAdd(Wide(ref row, fourth + at), last, sum).StoreUnsafe(ref to, (nuint)at);
        }
        return (int)at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Wide(ref ushort row, nint at) => (Avx512F.ConvertToVector512UInt32(Vector256.LoadUnsafe(ref row, (nuint)at)) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddRow(ref ushort row, int at, Vector<float> weight, ref Vector<float> low, ref Vector<float> high)
    {
        Vector.Widen(Vector.LoadUnsafe(ref row, (nuint)at), out var lower, out var upper);
        low = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(lower << 16), weight, low);
        high = Vector.FusedMultiplyAdd(Vector.AsVectorSingle(upper << 16), weight, high);
    }

    // to the nearest, so that rounding pushes no way
    static ushort Half(float value) => (ushort)((BitConverter.SingleToUInt32Bits(value) + 0x8000) >> 16);

    static float Whole(ushort half) => BitConverter.UInt32BitsToSingle((uint)half << 16);

    public void Write(BinaryWriter to)
    {
        to.Write(Items);
        to.WriteAll<ushort>(weights);
    }

    /// <exception cref="ModelFileException">The numbers are no square.</exception>
    public static WholeRows Read(BinaryReader from)
    {
        var (items, weights) = (from.ReadInt32(), from.ReadAll<ushort>());
        return items >= 0 && (long)items * items == weights.Length ? new(weights, items) : throw new ModelFileException(ModelFault.Torn, "The weights of items are no square.");
    }
}
