namespace Kaki.Learning.Vision;

/// <summary>What two pictures have in common when one is laid on the other.</summary>
/// <param name="OfKept">The part of the kept picture that the other covers, 0 to 1.</param>
/// <param name="OfAsked">The part of the other that the kept one covers, 0 to 1.</param>
/// <param name="Agreement">The part of what is covered in both that looks the same once brightness and contrast are made equal, 0 to 1.</param>
public readonly record struct Overlap(float OfKept, float OfAsked, float Agreement)
{
    const int Grid = 40;
    const int Fewest = 60;
    internal static float Relative = 0.4f;
    internal static float Least = 6;

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
                var (u, v) = ((column + 0.5f) / Grid, (row + 0.5f) / Grid);
                var (x, y) = alignment.Back(u * kept.Across, v * kept.Down);
                if (alignment.Mirrored) x = asked.Across - x;
                var (s, t) = (x / asked.Across, y / asked.Down);
                if (s is <= 0.01f or >= 0.99f || t is <= 0.01f or >= 0.99f) continue;
                before[count] = At(kept.Small, u, v);
                after[count++] = At(asked.Small, s, t);
            }
        var ofKept = (float)count / (Grid * Grid);
        var scale = alignment.Scale;
        var ofAsked = ofKept * kept.Across * kept.Down / (scale * scale * asked.Across * asked.Down);
        return new(ofKept, Math.Min(1, ofAsked), count < Fewest ? 0 : Same(before[..count], after[..count]));
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
