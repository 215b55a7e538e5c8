using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Vision;

/// <summary>One number a pixel, row by row: luma, or what was made of it.</summary>
sealed class GreySheet(int width, int height, float[] values)
{
    public GreySheet(int width, int height) : this(width, height, new float[width * height])
    {
    }

    public int Width { get; } = width;
    public int Height { get; } = height;
    public float[] Values { get; } = values;

    public Span<float> Row(int y) => Values.AsSpan(y * Width, Width);

    /// <summary>A picture's luma at another size: means of what a new pixel covers, or between its neighbours where it is enlarged.</summary>
    public static GreySheet Of(Pixels picture, int width, int height) =>
        new(width, height, Luma.Of(picture, Resampling.Of(picture.Height, height), Resampling.Of(picture.Width, width)));

    /// <summary>Every second pixel of every second row.</summary>
    public GreySheet Halved()
    {
        var half = new GreySheet((Width + 1) / 2, (Height + 1) / 2);
        for (var y = 0; y < half.Height; y++)
        {
            var from = Row(2 * y);
            var to = half.Row(y);
            for (var x = 0; x < to.Length; x++) to[x] = from[2 * x];
        }
        return half;
    }

    public GreySheet Minus(GreySheet other)
    {
        var difference = new GreySheet(Width, Height);
        TensorPrimitives.Subtract(Values, other.Values, difference.Values);
        return difference;
    }

    /// <summary>Blurred by a Gaussian of this many pixels; the edge's pixels go on beyond it.</summary>
    public GreySheet Blurred(float sigma)
    {
        var radius = (int)MathF.Ceiling(3 * sigma);
        var kernel = Kernel(sigma, radius);
        var blurred = new GreySheet(Width, Height);
        var padded = new float[Width + 2 * radius];
        var starts = new int[kernel.Length];
        for (var y = 0; y < Height; y++)
        {
            for (var i = 0; i < starts.Length; i++) starts[i] = Math.Clamp(y + i - radius, 0, Height - 1) * Width;
            Weigh(Values, starts, kernel, padded.AsSpan(radius, Width));
            padded.AsSpan(0, radius).Fill(padded[radius]);
            padded.AsSpan(radius + Width).Fill(padded[radius + Width - 1]);
            for (var i = 0; i < starts.Length; i++) starts[i] = i;
            Weigh(padded, starts, kernel, blurred.Row(y));
        }
        return blurred;
    }

    // all weights on a few pixels at a time, so that sums stay in registers
    static void Weigh(float[] from, int[] starts, float[] weights, Span<float> to)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(from);
        var x = 0;
        for (; x + Vector<float>.Count <= to.Length; x += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            for (var i = 0; i < starts.Length; i++) sum += Vector.LoadUnsafe(ref first, (nuint)(starts[i] + x)) * weights[i];
            sum.CopyTo(to[x..]);
        }
        for (; x < to.Length; x++)
        {
            to[x] = 0;
            for (var i = 0; i < starts.Length; i++) to[x] += from[starts[i] + x] * weights[i];
        }
    }

    static float[] Kernel(float sigma, int radius)
    {
        var kernel = new float[2 * radius + 1];
        for (var i = -radius; i <= radius; i++) kernel[i + radius] = MathF.Exp(-i * i / (2 * sigma * sigma));
        TensorPrimitives.Divide(kernel, TensorPrimitives.Sum<float>(kernel), kernel);
        return kernel;
    }

    /// <summary>The value between four pixels; beyond the edge, the edge's.</summary>
    public float At(float x, float y)
    {
        x = Math.Clamp(x, 0, Width - 1.001f);
        y = Math.Clamp(y, 0, Height - 1.001f);
        var (left, top) = ((int)x, (int)y);
        var (a, b) = (x - left, y - top);
        var at = top * Width + left;
        var upper = Values[at] + a * (Values[at + 1] - Values[at]);
        var lower = Values[at + Width] + a * (Values[at + Width + 1] - Values[at + Width]);
        return upper + b * (lower - upper);
    }
}
