namespace Kaki.Learning.Vision;

/// <summary>Where the slopes around a spot mostly point; two answers where two are nearly as strong.</summary>
static class Directions
{
    const int Bins = 36;

    public static float[] Of(GreySheet sheet, Spot spot)
    {
        Span<float> bins = stackalloc float[Bins];
        Collect(sheet, spot, bins);
        Smooth(bins);
        Smooth(bins);
        var (best, second) = (-1, -1);
        for (var i = 0; i < Bins; i++)
        {
            if (bins[i] <= bins[(i + Bins - 1) % Bins] || bins[i] < bins[(i + 1) % Bins]) continue;
            if (best < 0 || bins[i] > bins[best]) (best, second) = (i, best);
            else if (second < 0 || bins[i] > bins[second]) second = i;
        }
        if (best < 0) return [0];
        return second >= 0 && bins[second] >= 0.8f * bins[best] ? [Angle(bins, best), Angle(bins, second)] : [Angle(bins, best)];
    }

    static void Collect(GreySheet sheet, Spot spot, Span<float> bins)
    {
        bins.Clear();
        var sigma = 1.5f * spot.Blur;
        var radius = (int)MathF.Round(2.5f * sigma);
        var (centreX, centreY) = ((int)MathF.Round(spot.X), (int)MathF.Round(spot.Y));
        // where the blur is wide, every second pixel tells enough
        var stride = spot.Blur < 2.2f ? 1 : 2;
        for (var y = Math.Max(1, centreY - radius); y <= Math.Min(sheet.Height - 2, centreY + radius); y += stride)
            for (var x = Math.Max(1, centreX - radius); x <= Math.Min(sheet.Width - 2, centreX + radius); x += stride)
            {
                var at = y * sheet.Width + x;
                var (dx, dy) = (sheet.Values[at + 1] - sheet.Values[at - 1], sheet.Values[at + sheet.Width] - sheet.Values[at - sheet.Width]);
                var away = (x - spot.X) * (x - spot.X) + (y - spot.Y) * (y - spot.Y);
                var turn = MathF.Atan2(dy, dx) * (Bins / MathF.Tau) + Bins;
                bins[(int)(turn + 0.5f) % Bins] += MathF.Sqrt(dx * dx + dy * dy) * MathF.Exp(-away / (2 * sigma * sigma));
            }
    }

    static void Smooth(Span<float> bins)
    {
        var (first, before) = (bins[0], bins[^1]);
        for (var i = 0; i < Bins; i++)
        {
            var here = bins[i];
            bins[i] = (before + here + (i + 1 < Bins ? bins[i + 1] : first)) / 3;
            before = here;
        }
    }

    static float Angle(ReadOnlySpan<float> bins, int peak)
    {
        var (left, here, right) = (bins[(peak + Bins - 1) % Bins], bins[peak], bins[(peak + 1) % Bins]);
        var bend = left - 2 * here + right;
        return (peak + (bend == 0 ? 0 : (left - right) / (2 * bend))) * (MathF.Tau / Bins);
    }
}
