using System.Runtime.InteropServices;

namespace Kaki.Learning.Models;

/// <summary>Arrays of plain numbers in a model file: their count (int32), then their bytes as they lie in memory (little-endian).</summary>
public static class ModelNumbers
{
    // a span of bytes ends at 2 GB
    const int Slice = 1 << 24;

    /// <summary>Writes all of them.</summary>
    public static void WriteAll<T>(this BinaryWriter to, ReadOnlySpan<T> numbers) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Write(numbers.Length);
        for (var at = 0; at < numbers.Length; at += Slice)
            to.Write(MemoryMarshal.AsBytes(numbers[at..Math.Min(numbers.Length, at + Slice)]));
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">The file holds fewer than it says.</exception>
    public static T[] ReadAll<T>(this BinaryReader from) where T : unmanaged
    {
        var numbers = new T[Count<T>(from)];
        Read<T>(from, numbers);
        return numbers;
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote into a place that must be as long.</summary>
    /// <exception cref="EndOfStreamException">The file holds fewer than it says, or not as many as the place.</exception>
    public static void Fill<T>(this BinaryReader from, Span<T> into) where T : unmanaged
    {
        if (Count<T>(from) != into.Length) throw new EndOfStreamException();
        Read(from, into);
    }

    // before memory is taken: a count that cannot be true
    static int Count<T>(BinaryReader from) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(from);
        var count = from.ReadInt32();
        var left = from.BaseStream.Length - from.BaseStream.Position;
        return count >= 0 && (long)count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() <= left ? count : throw new EndOfStreamException();
    }

    static void Read<T>(BinaryReader from, Span<T> into) where T : unmanaged
    {
        for (var at = 0; at < into.Length; at += Slice)
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(into[at..Math.Min(into.Length, at + Slice)]));
    }
}
