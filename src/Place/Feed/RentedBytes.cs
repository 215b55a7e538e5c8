using System.Buffers;

namespace Kaki.Place.Feed;

/// <summary>Bytes written one after the other into rented memory, so that an answer's length is known before it leaves.</summary>
internal sealed class RentedBytes(int likely) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(likely);
    private int length;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    public void Write(ReadOnlySpan<byte> more)
    {
        more.CopyTo(GetSpan(more.Length));
        length += more.Length;
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(length);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private byte[] Room(int wanted)
    {
        if (bytes.Length - length >= Math.Max(1, wanted)) return bytes;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + wanted));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        return bytes = larger;
    }
}
