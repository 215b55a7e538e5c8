using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kaki.Learning.Text;

/// <summary>
/// Which letters of a text without noise can begin a term: looks at two of them in a bitmap; where all terms that begin so are longer, at
/// three or four; and where all that are left are longer still, at up to eight. Lets through a few that begin none, holds back none that does.
/// </summary>
/// <remarks>
/// After S. Wu and U. Manber, "A fast algorithm for multi-pattern searching" (1994). No step branches on what it finds, since a guess of the
/// processor's that fails costs as much as all of them. 224 kB.
/// </remarks>
sealed class TermSieve
{
    /// <summary>Letters read at a place.</summary>
    public const int Window = 8;

    const int Half = Window / 2;
    const int Bits = 18;
    const int ShiftBits = 16;
    const ulong Families = 0x0001_0001_0001_0001UL * TermAlphabet.Family;
    // what begins with a sign that is a letter reads it as one
    const ulong Doubts = 0x0001_0001_0001_0000UL * TermAlphabet.Doubtful | TermAlphabet.Whole;
    const ulong TailDoubts = 0x0001_0001_0001_0001UL * TermAlphabet.Doubtful;

    readonly ulong[] pairs = new ulong[(1 << Bits) / 64];
    readonly ulong[] heads = new ulong[(1 << Bits) / 64];
    readonly ulong[] tails = new ulong[(1 << Bits) / 64];

    // eight for each letter of four that not every term has that begins with the two, with the head; shifted by twice, since a shift by 64 is none
    readonly byte[] headShifts = new byte[1 << ShiftBits];
    readonly byte[] tailShifts = new byte[1 << ShiftBits];

    public TermSieve(IReadOnlyList<TermVariant> variants, TermAlphabet alphabet)
    {
        var beginnings = variants.Select(variant => (Head: Code(variant, 0, alphabet), Tail: Code(variant, Half, alphabet), variant.Letters.Length)).ToArray();
        foreach (var (head, _, length) in beginnings)
        {
            var pair = Pair(head);
            pairs[pair >> 6] |= 1UL << (int)pair;
            Raise(ref headShifts[pair >> (Bits - ShiftBits)], Half - length);
        }
        foreach (var (head, _, length) in beginnings) Raise(ref tailShifts[HeadOf(head).Hash >> (64 - ShiftBits)], Window - length);
        foreach (var (head, tail, _) in beginnings)
        {
            var hash = HeadOf(head).Hash;
            Set(heads, hash);
            Set(tails, TailOf(hash, tail).Hash);
        }
    }

    static void Raise(ref byte shift, int missing) => shift = (byte)Math.Max(shift, Math.Clamp(8 * missing, 0, 32));

    /// <summary>Writes the indices of the first <paramref name="count"/> letters that can begin a term, and answers how many.</summary>
    public int Sift(ReadOnlySpan<ushort> letters, int count, Span<ushort> into)
    {
        var found = Starts(letters, count, into);
        found = ByPair(letters, into, found);
        found = ByHead(letters, into, found);
        return ByTail(letters, into, found);
    }

    static int Starts(ReadOnlySpan<ushort> letters, int count, Span<ushort> into)
    {
        var size = Vector512<ushort>.Count;
        ref var codes = ref MemoryMarshal.GetReference(letters);
        ref var list = ref MemoryMarshal.GetReference(into);
        var (found, at) = (0, 0);
        if (Avx512Vbmi2.IsSupported)
            for (; at < count; at += size)
            {
                var starts = Vector512.Equals(Vector512.LoadUnsafe(ref codes, (nuint)at) & Vector512.Create(TermAlphabet.Latin), Vector512<ushort>.Zero);
                Avx512Vbmi2.Compress(Vector512<ushort>.Zero, starts, Vector512<ushort>.Indices + Vector512.Create((ushort)at)).StoreUnsafe(ref list, (nuint)found);
                var which = starts.ExtractMostSignificantBits();
                if (count - at < size) which &= (1UL << (count - at)) - 1;
                found += BitOperations.PopCount(which);
            }
        for (; at < count; at++)
        {
            Unsafe.Add(ref list, found) = (ushort)at;
            found += ~Unsafe.Add(ref codes, at) >> 14 & 1;
        }
        return found;
    }

    int ByPair(ReadOnlySpan<ushort> letters, Span<ushort> list, int count)
    {
        ref var codes = ref MemoryMarshal.GetReference(letters);
        ref var bits = ref MemoryMarshal.GetArrayDataReference(pairs);
        ref var indices = ref MemoryMarshal.GetReference(list);
        nint found = 0;
        for (nint i = 0; i < count; i++)
        {
            var k = Unsafe.Add(ref indices, i);
            var two = Unsafe.ReadUnaligned<uint>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref codes, (nint)k)));
            var pair = Pair(two);
            Unsafe.Add(ref indices, found) = k;
            // also a whole term, and what is followed by a doubt
            found += (int)((uint)(Unsafe.Add(ref bits, (nint)(pair >> 6)) >> (int)pair) | two >> 12 | two >> 31) & 1;
        }
        return (int)found;
    }

    int ByHead(ReadOnlySpan<ushort> letters, Span<ushort> list, int count)
    {
        ref var codes = ref MemoryMarshal.GetReference(letters);
        ref var indices = ref MemoryMarshal.GetReference(list);
        nint found = 0;
        for (nint i = 0; i < count; i++)
        {
            var k = Unsafe.Add(ref indices, i);
            var (head, hash) = HeadOf(Four(ref codes, k));
            Unsafe.Add(ref indices, found) = k;
            found += (int)(Has(heads, hash) | Any(head & Doubts));
        }
        return (int)found;
    }

    int ByTail(ReadOnlySpan<ushort> letters, Span<ushort> list, int count)
    {
        ref var codes = ref MemoryMarshal.GetReference(letters);
        ref var indices = ref MemoryMarshal.GetReference(list);
        nint found = 0;
        for (nint i = 0; i < count; i++)
        {
            var k = Unsafe.Add(ref indices, i);
            var (head, headHash) = HeadOf(Four(ref codes, k));
            var (tail, hash) = TailOf(headHash, Four(ref codes, k + Half));
            Unsafe.Add(ref indices, found) = k;
            found += (int)(Has(tails, hash) | Any(head & Doubts | tail & TailDoubts));
        }
        return (int)found;
    }

    (ulong Head, ulong Hash) HeadOf(ulong four)
    {
        var shift = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(headShifts), (nint)(Pair(four) >> (Bits - ShiftBits)));
        var head = four & ulong.MaxValue >> shift >> shift;
        return (head, (head & Families) * 0x9E3779B97F4A7C15UL);
    }

    (ulong Tail, ulong Hash) TailOf(ulong headHash, ulong four)
    {
        var shift = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(tailShifts), (nint)(headHash >> (64 - ShiftBits)));
        var tail = four & ulong.MaxValue >> shift >> shift;
        return (tail, ((tail & Families) * 0xC2B2AE3D27D4EB4FUL + headHash) * 0x9E3779B97F4A7C15UL);
    }

    static ulong Four(ref ushort codes, nint at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref codes, at)));

    static uint Pair(ulong four) => ((uint)four & (uint)(Families & uint.MaxValue)) * 0x9E3779B1u >> (32 - Bits);

    static uint Any(ulong bits) => (uint)((bits | 0 - bits) >> 63);

    static void Set(ulong[] bitmap, ulong hash) => bitmap[hash >> (64 - Bits + 6)] |= 1UL << (int)(hash >> (64 - Bits));

    static uint Has(ulong[] bitmap, ulong hash) =>
        (uint)(Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(bitmap), (nint)(hash >> (64 - Bits + 6))) >> (int)(hash >> (64 - Bits))) & 1;

    static ulong Code(TermVariant variant, int from, TermAlphabet alphabet)
    {
        var code = 0UL;
        for (var i = from; i < Math.Min(variant.Letters.Length, from + Half); i++) code |= (ulong)alphabet.Of(variant.Letters[i]) << (16 * (i - from));
        return code;
    }
}
