namespace Kaki.Learning.Vision;

/// <summary>Describes what lies around a spot, seen along a direction: slopes in 4 × 4 fields and 8 directions, made to bits.</summary>
static class Looks
{
    const int Fields = 4;
    const int Turns = 8;
    const int Samples = 16;

    // a field is three blurs wide, four samples each
    const float Step = 0.75f;

    static readonly (int Field, float Share)[][] shares = Shares();

    public static LandmarkLook Of(GreySheet sheet, Spot spot, float angle)
    {
        Span<float> seen = stackalloc float[(Samples + 2) * (Samples + 2)];
        Sample(sheet, spot, angle, seen);
        Span<float> slopes = stackalloc float[Fields * Fields * Turns];
        Collect(seen, slopes);
        Span<float> sorted = stackalloc float[slopes.Length];
        slopes.CopyTo(sorted);
        sorted.Sort();
        var (median, quartile) = (sorted[64], sorted[96]);
        var (more, most) = (default(LandmarkLook.Bits), default(LandmarkLook.Bits));
        for (var i = 0; i < slopes.Length; i++)
        {
            var place = LandmarkLook.Place(i / (Fields * Turns), i / Turns % Fields, i % Turns);
            if (slopes[i] > median) more.Set(place);
            if (slopes[i] > quartile) most.Set(place);
        }
        return new(more.Low, more.High, most.Low, most.High);
    }

    // u runs along the angle, v across it
    static void Sample(GreySheet sheet, Spot spot, float angle, Span<float> seen)
    {
        var (sin, cos) = MathF.SinCos(angle);
        var step = Step * spot.Blur;
        for (var u = 0; u < Samples + 2; u++)
            for (var v = 0; v < Samples + 2; v++)
            {
                var (along, across) = ((u - (Samples + 1) / 2f) * step, (v - (Samples + 1) / 2f) * step);
                seen[u * (Samples + 2) + v] = sheet.At(spot.X + along * cos - across * sin, spot.Y + along * sin + across * cos);
            }
    }

    static void Collect(ReadOnlySpan<float> seen, Span<float> slopes)
    {
        slopes.Clear();
        const int row = Samples + 2;
        for (var u = 0; u < Samples; u++)
            for (var v = 0; v < Samples; v++)
            {
                var at = (u + 1) * row + v + 1;
                var (du, dv) = (seen[at + row] - seen[at - row], seen[at + 1] - seen[at - 1]);
                var turn = MathF.Atan2(dv, du) * (Turns / MathF.Tau) + Turns;
                var first = (int)turn;
                var second = turn - first;
                var steep = MathF.Sqrt(du * du + dv * dv);
                foreach (var (field, share) in shares[u * Samples + v])
                {
                    slopes[field * Turns + (first & 7)] += steep * share * (1 - second);
                    slopes[field * Turns + (first + 1 & 7)] += steep * share * second;
                }
            }
    }

    // a sample counts for the fields it lies between, less the farther from the middle
    static (int, float)[][] Shares()
    {
        var all = new (int, float)[Samples * Samples][];
        for (var u = 0; u < Samples; u++)
            for (var v = 0; v < Samples; v++)
            {
                var (a, b) = ((u + 0.5f) / 4 - 0.5f, (v + 0.5f) / 4 - 0.5f);
                var away = MathF.Exp(-((a - 1.5f) * (a - 1.5f) + (b - 1.5f) * (b - 1.5f)) / 8);
                var list = new List<(int, float)>();
                for (var i = 0; i < Fields; i++)
                    for (var j = 0; j < Fields; j++)
                    {
                        var share = Math.Max(0, 1 - Math.Abs(a - i)) * Math.Max(0, 1 - Math.Abs(b - j));
                        if (share > 0) list.Add((i * Fields + j, share * away));
                    }
                all[u * Samples + v] = [.. list];
            }
        return all;
    }
}
