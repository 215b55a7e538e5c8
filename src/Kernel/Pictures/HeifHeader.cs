using System.Buffers.Binary;

namespace Kaki.Kernel.Pictures;

/// <summary>HEIC and AVIF are boxes within boxes (ISO/IEC 23008-12): the sizes of all images lie in meta/iprp/ipco/ispe.</summary>
internal static class HeifHeader
{
    private const int MostBoxes = 10_000;

    /// <summary>Whether the file type names a still picture among its brands.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> file)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), (uint)Math.Min(file.Length, 256));
        for (var at = 8; at + 4 <= end; at += 4)
            if (at != 12 && IsPictureBrand(file.Slice(at, 4))) return true;
        return false;
    }

    /// <summary>The largest size any image in the file claims, or null when boxes run past the end.</summary>
    public static (int Width, int Height)? Size(ReadOnlySpan<byte> file)
    {
        (int Width, int Height)? largest = null;
        var budget = MostBoxes;
        return Walk(file, ref budget, ref largest) ? largest : null;
    }

    private static bool IsPictureBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8)
        || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("avif"u8);

    private static bool Walk(ReadOnlySpan<byte> boxes, ref int budget, ref (int Width, int Height)? largest)
    {
        while (!boxes.IsEmpty)
        {
            if (--budget < 0 || boxes.Length < 8) return false;
            long length = BinaryPrimitives.ReadUInt32BigEndian(boxes);
            var head = 8;
            if (length == 0) length = boxes.Length;
            else if (length == 1)
            {
                if (boxes.Length < 16) return false;
                length = BinaryPrimitives.ReadInt64BigEndian(boxes[8..]);
                head = 16;
            }
            if (length < head || length > boxes.Length) return false;
            if (!Look(boxes.Slice(4, 4), boxes[head..(int)length], ref budget, ref largest)) return false;
            boxes = boxes[(int)length..];
        }
        return true;
    }

    private static bool Look(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, ref int budget, ref (int Width, int Height)? largest)
    {
        if (type.SequenceEqual("meta"u8)) return body.Length >= 4 && Walk(body[4..], ref budget, ref largest);
        if (type.SequenceEqual("iprp"u8) || type.SequenceEqual("ipco"u8)) return Walk(body, ref budget, ref largest);
        if (!type.SequenceEqual("ispe"u8)) return true;
        if (body.Length < 12 || PictureHeader.Positive(BinaryPrimitives.ReadUInt32BigEndian(body[4..]), BinaryPrimitives.ReadUInt32BigEndian(body[8..])) is not { } size) return false;
        if (largest is not { } known || (long)size.Item1 * size.Item2 > (long)known.Width * known.Height) largest = size;
        return true;
    }
}
