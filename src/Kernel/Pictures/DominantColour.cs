namespace Kaki.Kernel.Pictures;

/// <summary>The colour most of a picture has: the fullest of 512 boxes of colour space, and the mean of what fell into it.</summary>
internal static class DominantColour
{
    public static string Of(ReadOnlySpan<byte> rgb)
    {
        Span<int> boxes = stackalloc int[512];
        for (var at = 0; at < rgb.Length; at += 3) boxes[Box(rgb.Slice(at, 3))]++;
        var fullest = 0;
        for (var box = 1; box < boxes.Length; box++)
            if (boxes[box] > boxes[fullest]) fullest = box;
        return Mean(rgb, fullest, boxes[fullest]);
    }

    private static string Mean(ReadOnlySpan<byte> rgb, int box, int count)
    {
        Span<int> sum = stackalloc int[3];
        for (var at = 0; at < rgb.Length; at += 3)
            if (Box(rgb.Slice(at, 3)) == box)
                for (var c = 0; c < 3; c++) sum[c] += rgb[at + c];
        return $"#{sum[0] / count:x2}{sum[1] / count:x2}{sum[2] / count:x2}";
    }

    private static int Box(ReadOnlySpan<byte> pixel) => pixel[0] >> 5 << 6 | pixel[1] >> 5 << 3 | pixel[2] >> 5;
}
