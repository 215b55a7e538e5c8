using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kaki.Host.Bench;

/// <summary>
/// One kept HTTP/1.1 connection, read no further than needed to know where an answer ends:
/// a full client would spend more of the shared processor than the server it measures.
/// </summary>
internal sealed class KeptLine : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[256 * 1024];
    private int have;

    public KeptLine(int port) => socket.Connect(IPAddress.Loopback, port);

    public async ValueTask<(int Status, int Bytes)> Ask(byte[] request)
    {
        await socket.SendAsync(request);
        have = 0;
        var body = await Until("\r\n\r\n"u8.ToArray(), 0);
        var (status, length) = Head(buffer.AsSpan(0, body));
        if (length is { } known)
        {
            await Fill(body + known);
            return (status, known);
        }
        return (status, await Chunks(body));
    }

    public void Dispose() => socket.Dispose();

    // "HTTP/1.1 200 OK", then headers; a body without length comes in chunks.
    private static (int Status, int? Length) Head(ReadOnlySpan<byte> head)
    {
        Utf8Parser.TryParse(head[9..12], out int status, out _);
        var text = Encoding.ASCII.GetString(head);
        var at = text.IndexOf("\r\nContent-Length:", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return (status, null);
        var value = text.AsSpan(at + 17);
        return (status, int.Parse(value[..value.IndexOf('\r')]));
    }

    private async ValueTask<int> Chunks(int at)
    {
        var newline = "\r\n"u8.ToArray();
        for (var total = 0; ;)
        {
            var start = await Until(newline, at);
            Utf8Parser.TryParse(buffer.AsSpan(at, start - 2 - at), out int size, out _, 'x');
            await Fill(at = start + size + 2);
            if (size == 0) return total;
            total += size;
        }
    }

    /// <summary>Where <paramref name="mark"/> ends, at or after <paramref name="from"/>; reads until it is there.</summary>
    private async ValueTask<int> Until(byte[] mark, int from)
    {
        for (; ; )
        {
            var at = buffer.AsSpan(from, have - from).IndexOf(mark);
            if (at >= 0) return from + at + mark.Length;
            await Receive();
        }
    }

    private async ValueTask Fill(int needed)
    {
        while (have < needed) await Receive();
    }

    private async ValueTask Receive()
    {
        if (have == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var got = await socket.ReceiveAsync(buffer.AsMemory(have));
        if (got == 0) throw new IOException("The server closed the connection.");
        have += got;
    }
}
