using System.Runtime.CompilerServices;

namespace Kaki.Learning.Search;

/// <summary>Bytes that only grow at their end: numbers in seven bits a byte, the last of a number below 128.</summary>
struct ByteRun()
{
    byte[] bytes = [];

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    public void WriteByte(byte one)
    {
        if (Length == bytes.Length) Array.Resize(ref bytes, Length + Math.Max(2, Length / 2));
        bytes[Length++] = one;
    }

    // grows by half, not twofold: most terms are rare, and together they are most of the memory
    public void Write(uint number)
    {
        if (Length + 5 > bytes.Length) Array.Resize(ref bytes, Length + Math.Max(6, Length / 2));
        while (number >= 0x80)
        {
            bytes[Length++] = (byte)(number | 0x80);
            number >>= 7;
        }
        bytes[Length++] = (byte)number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint number = bytes[at++];
        return number < 0x80 ? number : Rest(bytes, number & 0x7F, ref at);
    }

    static uint Rest(ReadOnlySpan<byte> bytes, uint number, ref int at)
    {
        for (var shift = 7; ; shift += 7)
        {
            uint next = bytes[at++];
            number |= (next & 0x7F) << shift;
            if (next < 0x80) return number;
        }
    }

    public readonly void Save(BinaryWriter to)
    {
        to.Write(Length);
        to.Write(Bytes);
    }

    public void Load(BinaryReader from)
    {
        bytes = from.ReadBytes(Length = from.ReadInt32());
        if (bytes.Length < Length) throw new EndOfStreamException();
    }
}
