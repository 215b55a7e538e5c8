using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kaki.Learning.Text;

/// <summary>A stretch of text without its noise: the code of each unit that is left, and where it stands.</summary>
/// <remarks>Thirty-two ASCII units are taken at once where the processor can (AVX-512 VBMI2), the rest one by one.</remarks>
ref struct TermLetters(Span<ushort> codes, Span<byte> digests, Span<int> places)
{
    /// <summary>What both spans need beyond the units of the longest stretch: whole vectors are stored, and <see cref="TermSieve.Window"/> codes are read at each place.</summary>
    public const int Slack = 32 + TermSieve.Window;

    readonly Span<ushort> codes = codes;
    readonly Span<byte> digests = digests;
    readonly Span<int> places = places;

    /// <summary>Letters of the stretch; as many <see cref="TermAlphabet.Noise"/> as a window has follow them.</summary>
    public int Count { get; private set; }

    /// <summary>Letters inside a Latin word, where no term begins.</summary>
    public int Inside { get; private set; }

    public readonly ReadOnlySpan<ushort> Codes => codes;

    /// <summary>The codes, each in a byte.</summary>
    public readonly ReadOnlySpan<byte> Digests => digests;

    public readonly ReadOnlySpan<int> Places => places;

    /// <summary>Reads units <paramref name="from"/> to <paramref name="to"/>.</summary>
    public void Read(TermAlphabet alphabet, ReadOnlySpan<char> text, int from, int to)
    {
        uint before = from > 0 ? alphabet.Codes[text[from - 1]] : 0u;
        if (Avx512Vbmi2.IsSupported)
        {
            LookUp(alphabet.Codes, text[from..to]);
            Squeeze(from, to - from, before);
        }
        else ReadUnits(alphabet.Codes, text, from, to, before);
        codes.Slice(Count, TermSieve.Window).Clear();
        digests.Slice(Count, TermSieve.Window).Clear();
    }

    void ReadUnits(ReadOnlySpan<ushort> table, ReadOnlySpan<char> text, int from, int to, uint before)
    {
        Count = Inside = 0;
        for (var i = from; i < to; i++)
        {
            uint here = table[text[i]];
            codes[Count] = (ushort)(here & TermAlphabet.Kept | here << 1 & before & TermAlphabet.Latin);
            digests[Count] = TermAlphabet.Digest((ushort)here);
            places[Count] = i;
            // without a branch: nobody guesses where the next noise stands
            Count += (int)(0u - here >> 31);
            Inside += (int)(here >> 13 & before >> 14 & 1);
            before = here;
        }
    }

    // the codes of ASCII lie in four registers: two permutations and a choice look thirty-two up
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    readonly void LookUp(ReadOnlySpan<ushort> table, ReadOnlySpan<char> text)
    {
        var size = Vector512<ushort>.Count;
        var (a, b) = (Vector512.Create(table[..32]), Vector512.Create(table[32..64]));
        var (c, d) = (Vector512.Create(table[64..96]), Vector512.Create(table[96..128]));
        ref var code = ref MemoryMarshal.GetReference(table);
        ref var into = ref MemoryMarshal.GetReference(codes);
        ref var units = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        nint at = 0;
        for (; at + size <= text.Length; at += size)
        {
            var unit = Vector512.LoadUnsafe(ref units, (nuint)at);
            if (Vector512.GreaterThanAny(unit, Vector512.Create((ushort)127)))
                for (var i = at; i < at + size; i += 4)
                {
                    Unsafe.Add(ref into, i) = Unsafe.Add(ref code, (nint)Unsafe.Add(ref units, i));
                    Unsafe.Add(ref into, i + 1) = Unsafe.Add(ref code, (nint)Unsafe.Add(ref units, i + 1));
                    Unsafe.Add(ref into, i + 2) = Unsafe.Add(ref code, (nint)Unsafe.Add(ref units, i + 2));
                    Unsafe.Add(ref into, i + 3) = Unsafe.Add(ref code, (nint)Unsafe.Add(ref units, i + 3));
                }
            else
                Vector512.ConditionalSelect(Vector512.GreaterThan(unit, Vector512.Create((ushort)63)),
                    Avx512BW.PermuteVar32x16x2(c, unit, d), Avx512BW.PermuteVar32x16x2(a, unit, b)).StoreUnsafe(ref into, (nuint)at);
        }
        for (; at < text.Length; at++) Unsafe.Add(ref into, at) = Unsafe.Add(ref code, (nint)Unsafe.Add(ref units, at));
        Vector512<ushort>.Zero.StoreUnsafe(ref into, (nuint)at);
    }

    // what is left moves to the front of the same memory
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Squeeze(int from, int length, uint before)
    {
        var size = Vector512<ushort>.Count;
        var back = Vector512<ushort>.Indices + Vector512.Create((ushort)(size - 1));
        ref var code = ref MemoryMarshal.GetReference(codes);
        ref var digest = ref MemoryMarshal.GetReference(digests);
        ref var place = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(places));
        var last = Vector512.Create((ushort)before);
        var (count, inside) = (0, 0);
        for (var at = 0; at < length; at += size)
        {
            var here = Vector512.LoadUnsafe(ref code, (nuint)at);
            var previous = Avx512BW.PermuteVar32x16x2(last, back, here);
            last = here;
            var letters = here & Vector512.Create(TermAlphabet.Kept) | here << 1 & previous & Vector512.Create(TermAlphabet.Latin);
            var isLetter = ~Vector512.Equals(here, Vector512<ushort>.Zero);
            letters = Avx512Vbmi2.Compress(Vector512<ushort>.Zero, isLetter, letters);
            letters.StoreUnsafe(ref code, (nuint)count);
            Avx512BW.ConvertToVector256Byte(letters & Vector512.Create((ushort)TermAlphabet.DigestFamily) | letters >> 8 & Vector512.Create((ushort)TermAlphabet.DigestDoubt)).StoreUnsafe(ref digest, (nuint)count);
            var (low, high) = Vector512.Widen(Avx512Vbmi2.Compress(Vector512<ushort>.Zero, isLetter, Vector512<ushort>.Indices));
            var start = Vector512.Create((uint)(from + at));
            (low + start).StoreUnsafe(ref place, (nuint)count);
            (high + start).StoreUnsafe(ref place, (nuint)(count + size / 2));
            inside += BitOperations.PopCount((letters << 1).ExtractMostSignificantBits());
            count += BitOperations.PopCount(isLetter.ExtractMostSignificantBits());
        }
        (Count, Inside) = (count, inside);
    }
}
