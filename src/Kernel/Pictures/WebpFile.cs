using System.Buffers.Binary;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// The last word on what is stored: a WebP file rebuilt from its pixel chunks alone (RFC 9649). Whatever a decoder, an encoder
/// or a worker gone wrong put beside them (EXIF, XMP, profiles, unknown chunks) does not pass.
/// </summary>
internal static class WebpFile
{
    private const byte Alpha = 0x10;

    /// <summary>The file with nothing but pixels, or null when it is no WebP of one still picture.</summary>
    public static byte[]? PixelsOnly(ReadOnlySpan<byte> file)
    {
        if (file.Length < 20 || !file[..4].SequenceEqual("RIFF"u8) || !file.Slice(8, 4).SequenceEqual("WEBP"u8)) return null;
        using var kept = new MemoryStream(file.Length);
        kept.Write(file[..12]);
        var pixels = false;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var padded = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]) + 1L & ~1L;
            if (at + 8 + padded > file.Length) return null;
            var chunk = file.Slice(at, 8 + (int)padded);
            at += chunk.Length;
            if (chunk[..4].SequenceEqual("VP8X"u8) && padded == 10) WriteExtended(kept, chunk);
            else if (chunk[..4].SequenceEqual("ALPH"u8)) kept.Write(chunk);
            else if (chunk[..4].SequenceEqual("VP8 "u8) || chunk[..4].SequenceEqual("VP8L"u8)) { kept.Write(chunk); pixels = true; }
        }
        if (!pixels) return null;
        var answer = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(4), (uint)answer.Length - 8);
        return answer;
    }

    // Of the flags only transparency stays true: no profile, EXIF, XMP or animation follows.
    private static void WriteExtended(MemoryStream kept, ReadOnlySpan<byte> chunk)
    {
        if ((chunk[8] & Alpha) == 0) return;
        Span<byte> plain = stackalloc byte[18];
        chunk.CopyTo(plain);
        plain[8] = Alpha;
        kept.Write(plain);
    }
}
