using System.Numerics.Tensors;

namespace Kaki.Learning.Recommend;

/// <summary>The picture of each item as a vector of length one, less the mean of all: what all pictures share tells none apart. Zeros where there is none.</summary>
static class PictureVectors
{
    /// <returns>Items by features, row by row; empty if nothing has a picture.</returns>
    /// <exception cref="ArgumentException">Two pictures differ in how many features they have.</exception>
    public static float[] Of(IReadOnlyList<ItemFeatures> items, CancellationToken cancel)
    {
        var seen = Enumerable.Range(0, items.Count).Where(item => items[item].Picture.Length > 0 && items[item].Picture.All(float.IsFinite)).ToArray();
        if (seen.Length == 0) return [];
        var width = items[seen[0]].Picture.Length;
        if (seen.Any(item => items[item].Picture.Length != width)) throw new ArgumentException($"A picture has {width} features, another one not.", nameof(items));
        var vectors = new float[items.Count * width];
        var mean = new float[width];
        foreach (var item in seen)
        {
            cancel.ThrowIfCancellationRequested();
            var own = Unit(items[item].Picture, vectors.AsSpan(item * width, width));
            TensorPrimitives.MultiplyAdd(own, 1f / seen.Length, mean, mean);
        }
        // a single picture is its own mean
        if (seen.Length == 1) return vectors;
        foreach (var item in seen)
        {
            var own = vectors.AsSpan(item * width, width);
            TensorPrimitives.Subtract(own, mean, own);
            Unit(own, own);
        }
        return vectors;
    }

    static Span<float> Unit(ReadOnlySpan<float> from, Span<float> to)
    {
        var length = TensorPrimitives.Norm(from);
        if (length > 0 && float.IsFinite(length)) TensorPrimitives.Divide(from, length, to);
        else to.Clear();
        return to;
    }
}
