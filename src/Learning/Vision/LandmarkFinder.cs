namespace Kaki.Learning.Vision;

/// <summary>Finds a picture's landmarks: the extremes of a difference of Gaussians over place and scale, each with its own direction.</summary>
/// <remarks>
/// After Lowe, "Distinctive Image Features from Scale-Invariant Keypoints" (IJCV 2004); the looks are made to bits as by Zhou et al.,
/// "SIFT Match Verification by Geometric Coding" and their binary SIFT (2012): the slopes against their own median and upper quartile.
/// </remarks>
static class LandmarkFinder
{
    // pixels of the working picture: enough for small things, few enough for ten milliseconds
    const int Area = 400 * 400;
    const int LongestSide = 1600;
    const int SmallestSide = 16;
    const int Scales = 3;
    const float FirstBlur = 1.6f;
    const float LargestZoom = 4;

    // of 255; rounding and compression leave less
    const float Faintest = 0.5f;
    const float Edge = 10;
    const float ScalePower = 0.5f;

    /// <summary>At most this many landmarks, the strongest spread over the picture; none of a picture too small, too narrow or too plain.</summary>
    public static Landmark[] Find(Pixels picture, int most)
    {
        var zoom = Math.Min(LargestZoom, Math.Sqrt((double)Area / ((double)picture.Width * picture.Height)));
        zoom = Math.Min(zoom, (double)LongestSide / Math.Max(picture.Width, picture.Height));
        var (width, height) = ((int)Math.Round(picture.Width * zoom), (int)Math.Round(picture.Height * zoom));
        if (Math.Min(width, height) < SmallestSide) return [];
        var levels = new List<GreySheet[]>();
        var spots = new List<Spot>();
        var blurred = GreySheet.Of(picture, width, height).Blurred(MathF.Sqrt(FirstBlur * FirstBlur - 0.25f));
        for (var octave = 0; Math.Min(blurred.Width, blurred.Height) >= SmallestSide; octave++)
        {
            var gaussians = Gaussians(blurred);
            levels.Add(gaussians);
            Extremes(gaussians, octave, spots);
            blurred = gaussians[Scales].Halved();
        }
        var longer = Math.Max(width, height);
        var landmarks = new List<Landmark>(most * 5 / 4);
        foreach (var spot in Spread.Over(spots, width, height, most))
            foreach (var angle in Directions.Of(levels[spot.Octave][spot.Level], spot))
            {
                if (landmarks.Count >= most) return [.. landmarks];
                // a halved sheet keeps every second pixel, so its pixels lie where the kept ones lay, not between them
                var size = 1 << spot.Octave;
                landmarks.Add(new((spot.X * size + 0.5f) / longer, (spot.Y * size + 0.5f) / longer, spot.Blur * size / longer, angle, Looks.Of(levels[spot.Octave][spot.Level], spot, angle)));
            }
        return [.. landmarks];
    }

    static GreySheet[] Gaussians(GreySheet first)
    {
        var sheets = new GreySheet[Scales + 3];
        sheets[0] = first;
        for (var i = 1; i < sheets.Length; i++)
        {
            var (before, now) = (FirstBlur * MathF.Pow(2, (i - 1f) / Scales), FirstBlur * MathF.Pow(2, (float)i / Scales));
            sheets[i] = sheets[i - 1].Blurred(MathF.Sqrt(now * now - before * before));
        }
        return sheets;
    }

    static void Extremes(GreySheet[] gaussians, int octave, List<Spot> spots)
    {
        var differences = new GreySheet[gaussians.Length - 1];
        for (var i = 0; i < differences.Length; i++) differences[i] = gaussians[i + 1].Minus(gaussians[i]);
        for (var level = 1; level <= Scales; level++)
        {
            var (below, here, above) = (differences[level - 1], differences[level], differences[level + 1]);
            foreach (var at in Peaks.Of(below, here, above, Faintest * 0.8f))
            {
                if (Refine(below.Values, here.Values, above.Values, at, here.Width) is not { } peak || MathF.Abs(peak.Value) < Faintest) continue;
                var blur = FirstBlur * MathF.Pow(2, (level + peak.S) / Scales);
                spots.Add(new(octave, level, at % here.Width + peak.X, at / here.Width + peak.Y, blur, MathF.Abs(peak.Value) * MathF.Pow(blur * (1 << octave), ScalePower)));
            }
        }
    }

    // one step to the top of a parabola in each direction; ridges, which slide along themselves, are no landmarks
    static (float X, float Y, float S, float Value)? Refine(float[] below, float[] here, float[] above, int at, int width)
    {
        var value = here[at];
        var (dx, dy, ds) = ((here[at + 1] - here[at - 1]) / 2, (here[at + width] - here[at - width]) / 2, (above[at] - below[at]) / 2);
        var (dxx, dyy, dss) = (here[at + 1] + here[at - 1] - 2 * value, here[at + width] + here[at - width] - 2 * value, above[at] + below[at] - 2 * value);
        var dxy = (here[at + width + 1] - here[at + width - 1] - here[at - width + 1] + here[at - width - 1]) / 4;
        var (trace, determinant) = (dxx + dyy, dxx * dyy - dxy * dxy);
        if (determinant <= 0 || trace * trace * Edge >= (Edge + 1) * (Edge + 1) * determinant) return null;
        var (x, y) = (Math.Clamp((dxy * dy - dyy * dx) / determinant, -0.6f, 0.6f), Math.Clamp((dxy * dx - dxx * dy) / determinant, -0.6f, 0.6f));
        var s = dss == 0 ? 0 : Math.Clamp(-ds / dss, -0.6f, 0.6f);
        return (x, y, s, value + (dx * x + dy * y + ds * s) / 2);
    }
}

/// <summary>An extreme: its octave and level, its place and blur in that octave's pixels, and how it stands out.</summary>
readonly record struct Spot(int Octave, int Level, float X, float Y, float Blur, float Strength);
