using System.Numerics.Tensors;

namespace Kaki.Learning.Vision;

/// <summary>The 64 × 64 samples of luma (0 to 255) that PDQ looks at: a picture blurred twice by a box each way, then sampled at the centres of 64 × 64 fields.</summary>
static class SmallLuma
{
    public const int Side = 64;

    public static float[] Of(Pixels picture)
    {
        var down = Taps.Of(picture.Height);
        var across = Taps.Of(picture.Width);
        var small = new float[Side * Side];
        var width = picture.Width;
        var row = new float[width * 3];
        var bytes = new float[width * 3];
        var luma = new float[width];
        for (var y = 0; y < Side; y++)
        {
            Array.Clear(row);
            for (var i = 0; i < down[y].Weights.Length; i++)
            {
                TensorPrimitives.ConvertTruncating<byte, float>(picture.Rgb.Slice((down[y].First + i) * width * 3, width * 3), bytes);
                TensorPrimitives.MultiplyAdd(bytes, down[y].Weights[i], row, row);
            }
            // ITU-R BT.601
            for (var x = 0; x < width; x++) luma[x] = 0.299f * row[3 * x] + 0.587f * row[3 * x + 1] + 0.114f * row[3 * x + 2];
            for (var x = 0; x < Side; x++) small[y * Side + x] = TensorPrimitives.Dot(luma.AsSpan(across[x].First, across[x].Weights.Length), across[x].Weights);
        }
        return small;
    }
}

/// <summary>One sample along a line of pixels: where its pixels begin, and what each weighs (together 1).</summary>
readonly record struct Taps(int First, float[] Weights)
{
    /// <summary>The 64 samples of a line: two running means of 1/128 of its length, cut off at its ends, looked at in the middle of each field.</summary>
    public static Taps[] Of(int length)
    {
        var window = (length + 2 * SmallLuma.Side - 1) / (2 * SmallLuma.Side);
        var samples = new Taps[SmallLuma.Side];
        for (var i = 0; i < samples.Length; i++) samples[i] = Twice((int)((i + 0.5) * length / SmallLuma.Side), window, length);
        return samples;
    }

    static Taps Twice(int centre, int window, int length)
    {
        var (first, last) = Mean(centre, window, length);
        var begin = Mean(first, window, length).First;
        var weights = new float[Mean(last, window, length).Last - begin + 1];
        for (var j = first; j <= last; j++)
        {
            var (from, to) = Mean(j, window, length);
            var weight = 1f / ((last - first + 1) * (to - from + 1));
            for (var k = from; k <= to; k++) weights[k - begin] += weight;
        }
        return new(begin, weights);
    }

    // an even window reaches one further to the right
    static (int First, int Last) Mean(int at, int window, int length)
    {
        var right = window / 2;
        return (Math.Max(0, at - (window - 1 - right)), Math.Min(length - 1, at + right));
    }
}
