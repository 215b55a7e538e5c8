namespace Kaki.Learning.Vision;

/// <summary>What two pictures have in common when one is laid on the other.</summary>
/// <param name="OfKept">The part of the kept picture that the other covers, 0 to 1.</param>
/// <param name="OfAsked">The part of the other that the kept one covers, 0 to 1.</param>
/// <param name="Agreement">The part of what is covered in both that looks the same once brightness and contrast are made equal, 0 to 1.</param>
/// <param name="Correlation">Pearson's, of luma where both show something, −1 to 1; what is plain does not raise it.</param>
public readonly record struct Overlap(float OfKept, float OfAsked, float Agreement, float Correlation)
{
    const int Grid = 32;
    const int Parts = 3;
    const int Fewest = 40;
    const float Relative = 0.4f;
    const float Least = 6;

    /// <summary>Compares the small pictures of two fingerprints.</summary>
    /// <param name="asked">The one that is laid.</param>
    /// <param name="kept">The one it is laid on.</param>
    /// <param name="alignment">Where it comes to lie.</param>
    internal static Overlap Of(Fingerprint asked, Fingerprint kept, Alignment alignment)
    {
        Span<float> before = stackalloc float[Grid * Grid];
        Span<float> after = stackalloc float[Grid * Grid];
        var count = 0;
        for (var row = 0; row < Grid; row++)
            for (var column = 0; column < Grid; column++)
            {
                var (x, y) = Laid((column + 0.5f) / Grid, (row + 0.5f) / Grid);
                if (x is <= 0.01f or >= 0.99f || y is <= 0.01f or >= 0.99f) continue;
                var (mine, other) = (0f, 0f);
                // means over the cell on both sides, for one may show it in many pixels and the other in few
                for (var part = 0; part < Parts * Parts; part++)
                {
                    var (u, v) = ((column + (part % Parts + 0.5f) / Parts) / Grid, (row + (part / Parts + 0.5f) / Parts) / Grid);
                    (x, y) = Laid(u, v);
                    mine += At(kept.Small, u, v);
                    other += At(asked.Small, x, y);
                }
                (before[count], after[count]) = (mine / (Parts * Parts), other / (Parts * Parts));
                count++;
            }
        var ofKept = (float)count / (Grid * Grid);
        var scale = alignment.Scale;
        var ofAsked = ofKept * kept.Across * kept.Down / (scale * scale * asked.Across * asked.Down);
        if (count < Fewest) return new(ofKept, Math.Min(1, ofAsked), 0, 0);
        return new(ofKept, Math.Min(1, ofAsked), Same(before[..count], after[..count]), Correlate(before[..count], after[..count]));

        (float X, float Y) Laid(float u, float v)
        {
            var (x, y) = alignment.Back(u * kept.Across, v * kept.Down);
            return ((alignment.Mirrored ? asked.Across - x : x) / asked.Across, y / asked.Down);
        }
    }

    static float Correlate(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        var (x, y) = (Mean(before), Mean(after));
        double xx = 0, xy = 0, yy = 0;
        for (var i = 0; i < before.Length; i++)
        {
            var (u, v) = (before[i] - x, after[i] - y);
            (xx, xy, yy) = (xx + u * u, xy + u * v, yy + v * v);
        }
        return xx * yy > 0 ? (float)(xy / Math.Sqrt(xx * yy)) : 0;
    }

    // fitted, then fitted again to the half that fits best: what was written over the picture does not pull at it
    static float Same(ReadOnlySpan<float> before, ReadOnlySpan<float> after)
    {
        Span<float> away = stackalloc float[before.Length];
        Span<float> sorted = stackalloc float[before.Length];
        away.Clear();
        var limit = 0f;
        var spread = 0f;
        for (var round = 0; round < 4; round++)
        {
            if (Fit(before, after, away, limit) is not { } line) return 0;
            spread = line.Spread;
            for (var i = 0; i < away.Length; i++) away[i] = MathF.Abs(after[i] - line.Slope * before[i] - line.Rise);
            away.CopyTo(sorted);
            sorted.Sort();
            limit = Math.Max(1, sorted[sorted.Length * 6 / 10]);
        }
        var tolerance = Math.Max(Least, Relative * spread);
        var same = 0;
        foreach (var distance in away)
            if (distance <= tolerance) same++;
        return (float)same / away.Length;
    }

    // a copy is at most so much flatter or steeper; without these bounds a plate with words would tip the line
    static (float Slope, float Rise, float Spread)? Fit(ReadOnlySpan<float> before, ReadOnlySpan<float> after, ReadOnlySpan<float> away, float limit)
    {
        double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
        for (var i = 0; i < before.Length; i++)
        {
            yy += (double)after[i] * after[i];
            if (away[i] > limit) continue;
            n++;
            x += before[i];
            y += after[i];
            xx += (double)before[i] * before[i];
            xy += (double)before[i] * after[i];
        }
        var variance = xx / n - x / n * (x / n);
        if (variance < 4) return null;
        var slope = Math.Clamp((xy / n - x / n * (y / n)) / variance, 0.5, 2);
        var mean = Mean(after);
        return ((float)slope, (float)(y / n - slope * x / n), (float)Math.Sqrt(Math.Max(0, yy / after.Length - mean * mean)));
    }

    static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    static float At(byte[] small, float u, float v)
    {
        const int side = SmallLuma.Side;
        var (x, y) = (Math.Clamp(u * side - 0.5f, 0, side - 1.001f), Math.Clamp(v * side - 0.5f, 0, side - 1.001f));
        var (left, top) = ((int)x, (int)y);
        var (a, b) = (x - left, y - top);
        var at = top * side + left;
        var upper = small[at] + a * (small[at + 1] - small[at]);
        var lower = small[at + side] + a * (small[at + side + 1] - small[at + side]);
        return upper + b * (lower - upper);
    }
}
