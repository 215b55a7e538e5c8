using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kaki.Learning.Text;

/// <summary>
/// Which letters of a text without noise can begin a term. Asks whether a term has the letter first and another the next one second; then looks
/// at the two in a set; then at as many as all terms have that begin with the two; then at as many as all have that go on after those; and so
/// once more. Lets through a few that begin none, holds back none that does.
/// </summary>
/// <remarks>
/// After S. Wu and U. Manber, "A fast algorithm for multi-pattern searching" (1994). The steps do not branch on what they find, since a
/// guess of the processor's that fails costs as much as all of them. About 770 kB.
/// </remarks>
sealed class TermSieve
{
    /// <summary>Letters read at a place.</summary>
    public const int Window = 8;

    const uint PairFamilies = 0x0001_0001U * TermAlphabet.Family;
    const ulong Doubts = 0x8080_8080_8080_8080UL;
    // what begins with a sign that is a letter reads it as one
    const ulong FirstDoubt = 0x80;

    readonly BitSet pairs = new();
    readonly BitSet beginnings = new();

    // letters, in bits, that every term has at least, up to eight, that begins with the two
    readonly byte[] headLengths = new byte[1 << 16];
    readonly TermPrefixes heads, longer, longest;

    // a term of one letter may have anything behind it
    readonly bool anySingle;

    public TermSieve(IReadOnlyList<TermVariant> variants, TermAlphabet alphabet)
    {
        foreach (var variant in variants)
            if (variant.Letters.Length > 1) pairs.Add(Pair(alphabet.Of(variant.Letters[0]) | (uint)alphabet.Of(variant.Letters[1]) << 16));
            else
            {
                anySingle = true;
                for (var second = 0u; second <= TermAlphabet.Family; second++) pairs.Add(Pair(alphabet.Of(variant.Letters[0]) | second << 16));
            }
        var terms = variants.Select(variant => new TermBeginning(variant, alphabet)).ToArray();
        Array.Fill(headLengths, (byte)(8 * Window));
        foreach (var term in terms)
        {
            if (term.Bits > 8) headLengths[(ushort)term.Letters] = Math.Min(headLengths[(ushort)term.Letters], term.Bits);
            else for (var second = 0; second < 256; second++) headLengths[(int)term.Letters | second << 8] = 8;
            for (var known = 8; known <= term.Bits; known += 8) beginnings.Add(TermPrefixes.Hash(term.Letters, known));
        }
        heads = new(terms, term => HeadLength(term.Letters));
        longer = new(terms.Where(term => term.Bits > HeadLength(term.Letters)), term => heads.Next(term.Letters, HeadLength(term.Letters)));
        longest = new(terms.Where(term => term.Bits > LongerLength(term.Letters)), term => longer.Next(term.Letters, LongerLength(term.Letters)));
    }

    /// <summary>Writes the indices of the first <paramref name="count"/> letters that can begin a term, and answers how many.</summary>
    public int Sift(in TermLetters letters, int count, Span<ushort> into)
    {
        var found = Starts(letters.Codes, count, into);
        // words begin with almost any two Latin letters: not worth a look
        if (letters.Inside <= letters.Count / 2) found = ByPair(letters.Codes, into, found);
        return ByLonger(letters, into, ByHead(letters.Digests, into, found));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Starts(ReadOnlySpan<ushort> letters, int count, Span<ushort> into)
    {
        const ushort start = TermAlphabet.First | TermAlphabet.Latin, next = TermAlphabet.Second | TermAlphabet.Doubtful;
        var size = Vector512<ushort>.Count;
        var any = anySingle ? ushort.MaxValue : (ushort)0;
        ref var codes = ref MemoryMarshal.GetReference(letters);
        ref var list = ref MemoryMarshal.GetReference(into);
        var (found, at) = (0, 0);
        if (Avx512Vbmi2.IsSupported)
            for (; at < count; at += size)
            {
                var here = Vector512.LoadUnsafe(ref codes, (nuint)at) & Vector512.Create(start);
                var behind = Vector512.LoadUnsafe(ref codes, (nuint)at + 1) & Vector512.Create(next) | Vector512.Create(any);
                var starts = Vector512.Equals(here, Vector512.Create(TermAlphabet.First)) & ~Vector512.Equals(behind, Vector512<ushort>.Zero);
                Avx512Vbmi2.Compress(Vector512<ushort>.Zero, starts, Vector512<ushort>.Indices + Vector512.Create((ushort)at)).StoreUnsafe(ref list, (nuint)found);
                var which = starts.ExtractMostSignificantBits();
                if (count - at < size) which &= (1UL << (count - at)) - 1;
                found += BitOperations.PopCount(which);
            }
        for (; at < count; at++)
        {
            Unsafe.Add(ref list, found) = (ushort)at;
            var follows = (Unsafe.Add(ref codes, at + 1) & next | any) != 0;
            found += follows && (Unsafe.Add(ref codes, at) & start) == TermAlphabet.First ? 1 : 0;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ByPair(ReadOnlySpan<ushort> letters, Span<ushort> list, int count)
    {
        ref var codes = ref MemoryMarshal.GetReference(letters);
        ref var indices = ref MemoryMarshal.GetReference(list);
        var set = pairs;
        nint found = 0;
        for (nint i = 0; i < count; i++)
        {
            var k = Unsafe.Add(ref indices, i);
            var two = Unsafe.ReadUnaligned<uint>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref codes, (nint)k)));
            Unsafe.Add(ref indices, found) = k;
            // also what is followed by a doubt
            found += (nint)(set[Pair(two)] | two >> 31);
        }
        return (int)found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ByHead(ReadOnlySpan<byte> letters, Span<ushort> list, int count)
    {
        ref var digests = ref MemoryMarshal.GetReference(letters);
        ref var indices = ref MemoryMarshal.GetReference(list);
        ref var lengths = ref MemoryMarshal.GetArrayDataReference(headLengths);
        var set = heads.Set;
        nint found = 0;
        for (nint i = 0; i < count; i++)
        {
            var k = Unsafe.Add(ref indices, i);
            var eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref digests, (nint)k)) & ~FirstDoubt;
            Unsafe.Add(ref indices, found) = k;
            found += (nint)(set[TermPrefixes.Hash(eight, Unsafe.Add(ref lengths, (nint)(ushort)eight))] | ((eight & Doubts) == 0 ? 0u : 1u));
        }
        return (int)found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ByLonger(in TermLetters letters, Span<ushort> list, int count)
    {
        ref var digests = ref MemoryMarshal.GetReference(letters.Digests);
        ref var codes = ref MemoryMarshal.GetReference(letters.Codes);
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            var k = list[i];
            var eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref digests, (nint)k)) & ~FirstDoubt;
            list[found] = k;
            if ((eight & Doubts) == 0) found += (int)MayGoOn(eight, ref Unsafe.Add(ref codes, (nint)k));
            else if (MayBegin(eight, 8 * Window, letters.Codes[k..])) found++;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    uint MayGoOn(ulong eight, ref ushort codes)
    {
        int head = HeadLength(eight), more = heads.Next(eight, head), most = longer.Next(eight, more);
        return heads.MayEnd(eight, head, ref codes) | longer.Has(eight, more) & (longer.MayEnd(eight, more, ref codes) | longest.Has(eight, most));
    }

    // a sign may be a letter or noise: what stands before it must begin a term, and then one of the two readings
    bool MayBegin(ulong eight, int known, ReadOnlySpan<ushort> codes)
    {
        var sure = Math.Min(BitOperations.TrailingZeroCount(eight & Doubts) & ~7, known);
        int head = HeadLength(eight);
        if (head > sure) return MayGoOn(eight, sure, known);
        if (heads.Has(eight, head) == 0) return false;
        if (codes.IsEmpty ? heads.MayEnd(eight, head) : heads.MayEnd(eight, head, in codes[0]) != 0) return true;
        int more = heads.Next(eight, head);
        return more > sure ? more != TermPrefixes.None && MayGoOn(eight, sure, known) : longer.Has(eight, more) != 0;
    }

    bool MayGoOn(ulong eight, int sure, int known)
    {
        if (beginnings[TermPrefixes.Hash(eight, sure)] == 0) return false;
        if (sure == known) return true;
        var before = (1UL << sure) - 1;
        return MayBegin(eight & ~(FirstDoubt << sure), known, []) || MayBegin(eight & before | eight >> 8 & ~before, known - 8, []);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Pair(uint two) => (two & PairFamilies) * 0x9E3779B97F4A7C15UL;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    byte HeadLength(ulong eight) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(headLengths), (nint)(ushort)eight);

    byte LongerLength(ulong eight) => heads.Next(eight, HeadLength(eight));
}
