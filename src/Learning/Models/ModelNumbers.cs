using System.Runtime.InteropServices;

namespace Kaki.Learning.Models;

/// <summary>Arrays of plain numbers in a model file: their count (int32), then their bytes as they lie in memory (little-endian).</summary>
public static class ModelNumbers
{
    /// <summary>Writes all of them.</summary>
    public static void WriteAll<T>(this BinaryWriter to, ReadOnlySpan<T> numbers) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Write(numbers.Length);
        // a span of bytes ends at 2 GB
        const int slice = 1 << 24;
        for (var at = 0; at < numbers.Length; at += slice)
            to.Write(MemoryMarshal.AsBytes(numbers[at..Math.Min(numbers.Length, at + slice)]));
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">The file holds fewer than it says.</exception>
    public static T[] ReadAll<T>(this BinaryReader from) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(from);
        var count = from.ReadInt32();
        var left = from.BaseStream.Length - from.BaseStream.Position;
        // before memory is taken: a count that cannot be true
        if (count < 0 || (long)count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() > left) throw new EndOfStreamException();
        var numbers = new T[count];
        const int slice = 1 << 24;
        for (var at = 0; at < count; at += slice)
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan(at, Math.Min(slice, count - at))));
        return numbers;
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote into a place that must be as long.</summary>
    /// <exception cref="EndOfStreamException">The file holds fewer than it says, or not as many as the place.</exception>
    public static void Fill<T>(this BinaryReader from, Span<T> into) where T : unmanaged
    {
        var read = from.ReadAll<T>();
        if (read.Length != into.Length) throw new EndOfStreamException();
        read.CopyTo(into);
    }
}
