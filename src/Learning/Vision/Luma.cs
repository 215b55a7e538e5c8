using System.Numerics.Tensors;

namespace Kaki.Learning.Vision;

/// <summary>A picture's luma (ITU-R BT.601, 0 to 255) at other places than its pixels'.</summary>
static class Luma
{
    /// <summary>One number for each sample down and across, row by row.</summary>
    /// <remarks>Rows are weighed first, as bytes lie, and only what is left of them is made luma: the order does not matter to a sum, but to its cost.</remarks>
    public static float[] Of(Pixels picture, Taps[] down, Taps[] across)
    {
        var samples = new float[down.Length * across.Length];
        var (row, bytes, luma) = (new float[picture.Width * 3], new float[picture.Width * 3], new float[picture.Width]);
        for (var y = 0; y < down.Length; y++)
        {
            Array.Clear(row);
            for (var i = 0; i < down[y].Weights.Length; i++)
            {
                TensorPrimitives.ConvertTruncating<byte, float>(picture.Rgb.Slice((down[y].First + i) * bytes.Length, bytes.Length), bytes);
                TensorPrimitives.MultiplyAdd(bytes, down[y].Weights[i], row, row);
            }
            for (var x = 0; x < luma.Length; x++) luma[x] = 0.299f * row[3 * x] + 0.587f * row[3 * x + 1] + 0.114f * row[3 * x + 2];
            for (var x = 0; x < across.Length; x++) samples[y * across.Length + x] = TensorPrimitives.Dot(luma.AsSpan(across[x].First, across[x].Weights.Length), across[x].Weights);
        }
        return samples;
    }
}
