using System.Numerics.Tensors;

namespace Kaki.Learning.Vision;

/// <summary>The cosine transform (type II) of 64 × 64 samples, of which the frequencies 1 to 16 both ways are wanted.</summary>
static class Cosines
{
    const int Side = SmallLuma.Side;
    const int Kept = 16;

    static readonly float[][] waves = [.. Enumerable.Range(1, Kept).Select(Wave)];

    /// <summary>Fills 16 × 16 numbers, the frequency down counting rows.</summary>
    public static void LowFrequencies(ReadOnlySpan<float> samples, Span<float> into)
    {
        Span<float> across = stackalloc float[Side];
        for (var v = 0; v < Kept; v++)
        {
            across.Clear();
            for (var y = 0; y < Side; y++) TensorPrimitives.MultiplyAdd(samples.Slice(y * Side, Side), waves[v][y], across, across);
            for (var u = 0; u < Kept; u++) into[v * Kept + u] = TensorPrimitives.Dot(across, waves[u]);
        }
    }

    static float[] Wave(int frequency) =>
        [.. Enumerable.Range(0, Side).Select(i => (float)(Math.Sqrt(2.0 / Side) * Math.Cos(Math.PI / 2 / Side * frequency * (2 * i + 1))))];
}
