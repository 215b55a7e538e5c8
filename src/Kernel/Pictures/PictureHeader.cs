using System.Buffers.Binary;

namespace Kaki.Kernel.Pictures;

internal enum PictureFormat { Jpeg, Png, Webp, Heif }

/// <summary>
/// What a file claims to be, read without decoding and without libvips: the server itself never runs a decoder over
/// bytes of strangers. The worker asks again with its own eyes.
/// </summary>
internal readonly record struct PictureHeader(PictureFormat Format, int Width, int Height)
{
    public static PictureHeader Check(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) throw PictureRefusals.NoPicture();
        if (file.Length > PictureRefusals.MaxBytes) throw PictureRefusals.TooLarge();
        var format = FormatOf(file) ?? throw PictureRefusals.WrongFormat();
        var (width, height) = SizeOf(format, file) ?? throw PictureRefusals.IsBroken();
        if (width < 1 || height < 1) throw PictureRefusals.IsBroken();
        if ((long)width * height > PictureRefusals.MaxPixels) throw PictureRefusals.TooMany();
        return new PictureHeader(format, width, height);
    }

    private static PictureFormat? FormatOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..] => PictureFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureFormat.Webp,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when HeifHeader.IsPicture(file) => PictureFormat.Heif,
        _ => null,
    };

    private static (int Width, int Height)? SizeOf(PictureFormat format, ReadOnlySpan<byte> file) => format switch
    {
        PictureFormat.Jpeg => Jpeg(file),
        PictureFormat.Png => Png(file),
        PictureFormat.Webp => Webp(file),
        _ => HeifHeader.Size(file),
    };

    // ITU T.81 B.1: segments, each with its length, until the frame header.
    private static (int, int)? Jpeg(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at + 9 <= file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xFF) { at++; continue; }
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            at += marker is 0x01 or (>= 0xD0 and <= 0xD8) ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }
        return null;
    }

    private static (int, int)? Png(ReadOnlySpan<byte> file) =>
        file.Length >= 33 && file.Slice(12, 4).SequenceEqual("IHDR"u8) ? Positive(BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..])) : null;

    // RFC 9649: the first chunk is VP8, VP8L or VP8X, and each writes the size in its own way.
    private static (int, int)? Webp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 30 || BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L > file.Length) return null;
        if (file.Slice(12, 4).SequenceEqual("VP8X"u8)) return (1 + UInt24(file[24..]), 1 + UInt24(file[27..]));
        if (file.Slice(12, 4).SequenceEqual("VP8 "u8)) return (BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF);
        if (!file.Slice(12, 4).SequenceEqual("VP8L"u8)) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
        return ((int)(1 + (bits & 0x3FFF)), (int)(1 + (bits >> 14 & 0x3FFF)));
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    internal static (int, int)? Positive(uint width, uint height) => width <= int.MaxValue && height <= int.MaxValue ? ((int)width, (int)height) : null;
}
