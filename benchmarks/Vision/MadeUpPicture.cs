using Kaki.Learning.Bench;

namespace Kaki.Benchmarks.Vision;

/// <summary>A picture of boxes in all sizes and colours, each with a pattern of its own, on a ground that changes slowly.</summary>
static class MadeUpPicture
{
    const int Cell = 6, Cells = 5;

    public static BenchPicture Draw(int width, int height, int seed, int boxes = 60)
    {
        var random = new Random(seed);
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)(80 + 60 * (i / 3 % width) / width + 60 * (i / 3 / width) / height);
        for (var box = 0; box < boxes; box++)
        {
            var (wide, high) = (random.Next(width / 40 + 1, width / 6), random.Next(height / 40 + 1, height / 6));
            var (left, top) = (random.Next(width - wide), random.Next(height - high));
            var pattern = new byte[3 * Cells * Cells];
            random.NextBytes(pattern);
            for (var y = top; y < top + high; y++)
                for (var x = left; x < left + wide; x++) pattern.AsSpan(3 * (y / Cell % Cells * Cells + x / Cell % Cells), 3).CopyTo(rgb.AsSpan((y * width + x) * 3));
        }
        return new(rgb, width, height);
    }
}
