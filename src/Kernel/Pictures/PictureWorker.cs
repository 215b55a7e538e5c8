using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// The process that may die: <c>kaki pictures</c>. Reads pictures from its input, each after its length in four bytes, and writes
/// a receipt and one answer for each, the answer in the same way, until the input ends. Started, limited and restarted by <see cref="Darkroom"/>.
/// </summary>
public static partial class PictureWorker
{
    /// <summary>Said between a picture's last byte and its decoding: whoever dies before this died of something else.</summary>
    internal const byte Received = 6;

    public static int Main()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        // The answers have a copy of this handle; a library that prints may not speak between them.
        _ = Duplicate(2, 1);
        Vips.Start();
        while (Read(input) is { } source)
        {
            output.WriteByte(Received);
            Write(output, Developing.Answer(source));
        }
        return 0;
    }

    private static byte[]? Read(Stream input)
    {
        Span<byte> head = stackalloc byte[4];
        if (input.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 0 or > PictureRefusals.MaxBytes) return null;
        var source = GC.AllocateUninitializedArray<byte>(length);
        return input.ReadAtLeast(source, length, throwOnEndOfStream: false) == length ? source : null;
    }

    private static void Write(Stream output, byte[] answer)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, answer.Length);
        output.Write(head);
        output.Write(answer);
        output.Flush();
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
