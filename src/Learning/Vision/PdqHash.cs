using System.Buffers.Binary;
using System.Numerics;

namespace Kaki.Learning.Vision;

/// <summary>256 bits that stand for how a picture looks; see <see cref="Pdq"/>. Pictures whose hashes differ in at most <see cref="Near"/> bits are taken for the same.</summary>
/// <param name="Word0">Bits 0 to 63: the four lowest frequencies down, sixteen bits each, the lowest frequency across in the lowest bit.</param>
/// <param name="Word1">Bits 64 to 127.</param>
/// <param name="Word2">Bits 128 to 191.</param>
/// <param name="Word3">Bits 192 to 255.</param>
public readonly record struct PdqHash(ulong Word0, ulong Word1, ulong Word2, ulong Word3)
{
    /// <summary>The distance the authors of PDQ advise for "the same picture".</summary>
    public const int Near = 31;

    /// <summary>In how many of the 256 bits two hashes differ.</summary>
    public int DistanceTo(PdqHash other) =>
        BitOperations.PopCount(Word0 ^ other.Word0) + BitOperations.PopCount(Word1 ^ other.Word1)
        + BitOperations.PopCount(Word2 ^ other.Word2) + BitOperations.PopCount(Word3 ^ other.Word3);

    /// <summary>The published form: 64 hexadecimal digits, the highest bit first.</summary>
    public override string ToString() => $"{Word3:x16}{Word2:x16}{Word1:x16}{Word0:x16}";

    /// <summary>Reads the published form.</summary>
    /// <exception cref="FormatException">Not 64 hexadecimal digits.</exception>
    public static PdqHash Parse(ReadOnlySpan<char> text) => TryParse(text, out var hash) ? hash : throw new FormatException($"\"{text}\" is no PDQ hash: that has 64 hexadecimal digits.");

    /// <summary>Reads the published form; false when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PdqHash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[32];
        if (text.Length != 64 || Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        hash = new(BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return true;
    }

    /// <summary>Sixteen neighbouring bits: one frequency down, all sixteen across.</summary>
    internal int Band(int band)
    {
        var word = (band >> 2) switch { 0 => Word0, 1 => Word1, 2 => Word2, _ => Word3 };
        return (ushort)(word >> ((band & 3) << 4));
    }
}
