using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kaki.Learning.Text;

/// <summary>
/// Which letters of a text without noise can begin a term. Looks at two of them in a bitmap; then at as many as all terms have that begin with
/// the two; then at as many as all have that go on after those. Lets through a few that begin none, holds back none that does.
/// </summary>
/// <remarks>
/// After S. Wu and U. Manber, "A fast algorithm for multi-pattern searching" (1994). The first steps do not branch on what they find, since a
/// guess of the processor's that fails costs as much as all of them. About 450 kB.
/// </remarks>
sealed class TermSieve
{
    /// <summary>Letters read at a place.</summary>
    public const int Window = 8;

    const int LengthBits = 16;
    const byte None = 255, Anywhere = 1, AtEnd = 2;
    const uint PairFamilies = 0x0001_0001U * TermAlphabet.Family;
    const ulong Doubts = 0x8080_8080_8080_8080UL;
    // what begins with a sign that is a letter reads it as one
    const ulong FirstDoubt = 0x80;

    readonly Bitmap pairs = new();
    readonly Bitmap heads = new();
    readonly Bitmap longer = new();
    readonly Bitmap beginnings = new();

    // letters, in bits, that every term has at least, up to eight, that begins with the two; that goes on after the head
    readonly byte[] headLengths = new byte[1 << LengthBits];
    readonly byte[] longerLengths = new byte[1 << LengthBits];

    // whether a term is no longer than its head, and must then end a Latin word
    readonly byte[] endings = new byte[1 << LengthBits];

    public TermSieve(IReadOnlyList<TermVariant> variants, TermAlphabet alphabet)
    {
        var terms = variants.Select(variant => (Letters: Digest(variant, alphabet), Length: 8 * Math.Min(variant.Letters.Length, Window), Ending: Ending(variant))).ToArray();
        Array.Fill(headLengths, (byte)(8 * Window));
        Array.Fill(longerLengths, None);
        foreach (var variant in variants) pairs.Set(Pair(alphabet.Of(variant.Letters[0]) | (variant.Letters.Length > 1 ? (uint)alphabet.Of(variant.Letters[1]) << 16 : 0)));
        foreach (var (letters, length, _) in terms)
        {
            if (length > 8) Lower(ref headLengths[(ushort)letters], length);
            else for (var second = 0; second < 256; second++) headLengths[(int)letters | second << 8] = 8;
            for (var known = 8; known <= length; known += 8) beginnings.Set(Hash(letters, known));
        }
        foreach (var (letters, length, ending) in terms)
        {
            var headLength = headLengths[(ushort)letters];
            var head = Hash(letters, headLength);
            heads.Set(head);
            if (length > headLength) Lower(ref longerLengths[head >> 32 - LengthBits], length);
            else endings[head >> 32 - LengthBits] |= ending;
        }
        foreach (var (letters, length, _) in terms)
            if (length > headLengths[(ushort)letters]) longer.Set(Hash(letters, longerLengths[Head(letters) >> 32 - LengthBits]));
    }

    /// <summary>Writes the indices of the first <paramref name="count"/> letters that can begin a term, and answers how many.</summary>
    public int Sift(in TermLetters letters, int count, Span<ushort> into)
    {
        // words begin with almost any two Latin letters: not worth a look
        var found = letters.Inside > letters.Count / 2 ? Starts(letters.Codes, count, into) : ByPair(letters.Codes, count, into);
        return ByLonger(letters, into, ByHead(letters.Digests, into, found));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ByPair(ReadOnlySpan<ushort> letters, int count, Span<ushort> into)
    {
        ref var codes = ref MemoryMarshal.GetReference(letters);
        ref var list = ref MemoryMarshal.GetReference(into);
        var bitmap = pairs;
        nint found = 0;
        for (nint k = 0; k < count; k++)
        {
            var two = Unsafe.ReadUnaligned<uint>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref codes, k)));
            Unsafe.Add(ref list, found) = (ushort)k;
            // also a whole term, and what is followed by a doubt; not inside a word
            found += (int)((bitmap[Pair(two)] | two >> 12 | two >> 31) & ~two >> 14 & 1);
        }
        return (int)found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int ByHead(ReadOnlySpan<byte> letters, Span<ushort> list, int count)
    {
        ref var digests = ref MemoryMarshal.GetReference(letters);
        ref var indices = ref MemoryMarshal.GetReference(list);
        var bitmap = heads;
        nint found = 0;
        for (nint i = 0; i < count; i++)
        {
            var k = Unsafe.Add(ref indices, i);
            var eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref digests, (nint)k)) & ~FirstDoubt;
            Unsafe.Add(ref indices, found) = k;
            found += (int)(bitmap[Head(eight)] | ((eight & Doubts) == 0 ? 0u : 1u));
        }
        return (int)found;
    }

    int ByLonger(in TermLetters letters, Span<ushort> list, int count)
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            var k = list[i];
            if (MayBegin(Unsafe.ReadUnaligned<ulong>(in letters.Digests[k]) & ~FirstDoubt, 8 * Window, letters.Codes[k..])) list[found++] = k;
        }
        return found;
    }

    // a sign may be a letter or noise: what stands before it must begin a term, and then one of the two readings
    bool MayBegin(ulong eight, int known, ReadOnlySpan<ushort> codes)
    {
        var sure = Math.Min(BitOperations.TrailingZeroCount(eight & Doubts) & ~7, known);
        int length = headLengths[(ushort)eight];
        if (length > sure) return MayGoOn(eight, sure, known);
        var head = Hash(eight, length);
        if (heads[head] == 0) return false;
        var ending = endings[head >> 32 - LengthBits];
        if ((ending & Anywhere) != 0 || (ending & AtEnd) != 0 && (codes.IsEmpty || (codes[length / 8] & TermAlphabet.Latin) == 0)) return true;
        length = longerLengths[head >> 32 - LengthBits];
        return length > sure ? length != None && MayGoOn(eight, sure, known) : longer[Hash(eight, length)] != 0;
    }

    bool MayGoOn(ulong eight, int sure, int known)
    {
        if (beginnings[Hash(eight, sure)] == 0) return false;
        if (sure == known) return true;
        var before = (1UL << sure) - 1;
        return MayBegin(eight & ~(FirstDoubt << sure), known, []) || MayBegin(eight & before | eight >> 8 & ~before, known - 8, []);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Pair(uint two) => (two & PairFamilies) * 0x9E3779B1u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    uint Head(ulong eight) => Hash(eight, Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(headLengths), (nint)(ushort)eight));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Hash(ulong eight, int bits) => (uint)((eight << 64 - bits) * 0x9E3779B97F4A7C15UL >> 32);

    static ulong Digest(TermVariant variant, TermAlphabet alphabet)
    {
        var digest = 0UL;
        for (var i = 0; i < Math.Min(variant.Letters.Length, Window); i++) digest |= (ulong)TermAlphabet.Digest(alphabet.Of(variant.Letters[i])) << (8 * i);
        return digest;
    }

    // a term longer than the window is not yet over there
    static byte Ending(TermVariant variant) =>
        variant.Letters.Length <= Window && !variant.Term.Inside && Noise.IsLatin(variant.Letters[^1]) ? AtEnd : Anywhere;

    static void Lower(ref byte length, int to) => length = (byte)Math.Min(length, to);

    /// <summary>A bit for each value of a hash's upper bits.</summary>
    readonly struct Bitmap()
    {
        const int Bits = 19;

        readonly ulong[] words = new ulong[1 << Bits - 6];

        public void Set(uint hash) => words[hash >> 38 - Bits] |= 1UL << (int)(hash >> 32 - Bits);

        public uint this[uint hash]
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => (uint)(Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), (nint)(hash >> 38 - Bits)) >> (int)(hash >> 32 - Bits)) & 1;
        }
    }
}
