using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Text;

/// <summary>The first letters of terms, as digests: which there are, how many letters more every term has that goes on after them, and whether one ends there.</summary>
/// <remarks>Lengths are in bits, a letter's digest being a byte. Some 200 kB.</remarks>
sealed class TermPrefixes
{
    /// <summary>The length of what no term goes on to.</summary>
    public const byte None = 8 * 2 * TermSieve.Window;

    const int SlotBits = 16;
    const uint Anywhere = 1, AtEnd = 2;

    // by the upper bits of the hash, so that two prefixes now and then share a slot, and then the shorter length and both endings
    readonly byte[] next = new byte[1 << SlotBits];
    readonly byte[] endings = new byte[1 << SlotBits];

    /// <param name="terms">The terms that have a prefix here.</param>
    /// <param name="length">How much of each is that prefix.</param>
    public TermPrefixes(IEnumerable<TermBeginning> terms, Func<TermBeginning, byte> length)
    {
        Array.Fill(next, None);
        foreach (var term in terms)
        {
            var here = length(term);
            var hash = Hash(term.Letters, here);
            Set.Add(hash);
            ref var slot = ref next[hash >> 64 - SlotBits];
            if (term.Bits > here) slot = Math.Min(slot, term.Bits);
            else endings[hash >> 64 - SlotBits] |= (byte)(term.EndsWord ? AtEnd : Anywhere);
        }
    }

    /// <summary>The hashes of all.</summary>
    public BitSet Set { get; } = new();

    /// <summary>1 when the first bits of these letters may be a prefix, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Has(ulong letters, int length) => Set[Hash(letters, length)] & (length < None ? 1u : 0u);

    /// <summary>The least length of the terms that go on after these, <see cref="None"/> when none does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Next(ulong letters, int length) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(next), Slot(letters, length));

    /// <summary>1 when a term may end here, else 0; a Latin one only where no Latin letter follows.</summary>
    /// <param name="codes">The letters' codes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint MayEnd(ulong letters, int length, ref readonly ushort codes)
    {
        uint ending = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(endings), Slot(letters, length));
        return (ending | ending >> 1 & ~(uint)Unsafe.Add(ref Unsafe.AsRef(in codes), length >> 3) >> 14) & 1;
    }

    /// <summary>The same where what follows is not known.</summary>
    public bool MayEnd(ulong letters, int length) => endings[Slot(letters, length)] != 0;

    /// <summary>The first bits of these letters, hashed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong letters, int length) => (letters << 64 - length) * 0x9E3779B97F4A7C15UL;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nint Slot(ulong letters, int length) => (nint)(Hash(letters, length) >> 64 - SlotBits);
}
