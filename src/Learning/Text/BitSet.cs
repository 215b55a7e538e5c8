using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Text;

/// <summary>A set of hashes, two bits of one word for each (B. H. Bloom, 1970): says 1 of each that was added, and of few others.</summary>
/// <remarks>64 kB; of 10,000 hashes, about one stranger in a thousand is taken for one of them.</remarks>
readonly struct BitSet()
{
    const int WordBits = 13;

    readonly ulong[] words = new ulong[1 << WordBits];

    public void Add(ulong hash) => words[hash >> 64 - WordBits] |= 1UL << (int)(hash >> 58 - WordBits) | 1UL << (int)(hash >> 52 - WordBits);

    /// <summary>1 or 0.</summary>
    public uint this[ulong hash]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var word = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), (nint)(hash >> 64 - WordBits));
            // rotated, not shifted: one instruction the less, and only the lowest six bits count
            return (uint)(word >> (int)BitOperations.RotateRight(hash, 58 - WordBits) & word >> (int)BitOperations.RotateRight(hash, 52 - WordBits)) & 1;
        }
    }
}
