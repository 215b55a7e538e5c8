namespace Kaki.Learning.Vision;

/// <summary>Two landmarks, one of each picture, that look alike.</summary>
readonly record struct Pair(Landmark Asked, Landmark Kept, int Distance);

/// <summary>Finds the one way to lay a picture on another that most pairs of landmarks agree with.</summary>
/// <remarks>
/// One pair alone proposes a whole alignment, for landmarks have a direction and a size; so every pair proposes and all others vote,
/// and chance has no part in it. The winner is fitted to its voters by least squares, and they are asked again, more strictly.
/// </remarks>
static class Geometry
{
    // of the longer side
    const float Loose = 0.06f;
    const float Strict = 0.02f;
    const int Proposers = 120;

    public static (Alignment Alignment, List<Pair> Agreeing) Best(List<Pair> pairs, bool mirrored)
    {
        var best = default(Alignment);
        var votes = 0;
        foreach (var pair in pairs.OrderBy(pair => pair.Distance).Take(Proposers))
        {
            var proposed = Propose(pair, mirrored);
            var agreeing = 0;
            foreach (var other in pairs)
                if (Agrees(proposed, other, Loose)) agreeing++;
            if (agreeing > votes) (best, votes) = (proposed, agreeing);
        }
        var agreed = pairs.FindAll(pair => Agrees(best, pair, Loose));
        for (var round = 0; round < 3 && agreed.Count >= 2; round++)
        {
            if (Fit(agreed, mirrored) is not { } fitted) break;
            var tolerance = round == 0 ? (Loose + Strict) / 2 : Strict;
            var now = pairs.FindAll(pair => Agrees(fitted, pair, tolerance));
            if (now.Count < 2) break;
            (best, agreed) = (fitted, now);
        }
        return (best, agreed);
    }

    /// <summary>In how many different places of both pictures there are pairs: landmarks that lie on each other are one witness.</summary>
    public static int Places(List<Pair> pairs)
    {
        var (asked, kept) = (new HashSet<int>(), new HashSet<int>());
        foreach (var pair in pairs)
        {
            asked.Add(Place(pair.Asked));
            kept.Add(Place(pair.Kept));
        }
        return Math.Min(asked.Count, kept.Count);
    }

    static int Place(Landmark landmark) => (int)(landmark.X * 64) << 8 | (int)(landmark.Y * 64);

    static Alignment Propose(Pair pair, bool mirrored)
    {
        var scale = pair.Kept.Scale / pair.Asked.Scale;
        var (sin, cos) = MathF.SinCos(pair.Kept.Angle - pair.Asked.Angle);
        var turned = new Alignment(mirrored, scale * cos, scale * sin, 0, 0);
        var (x, y) = turned.Of(pair.Asked.X, pair.Asked.Y);
        return turned with { X = pair.Kept.X - x, Y = pair.Kept.Y - y };
    }

    static bool Agrees(Alignment alignment, Pair pair, float tolerance)
    {
        var (x, y) = alignment.Of(pair.Asked.X, pair.Asked.Y);
        var (dx, dy) = (x - pair.Kept.X, y - pair.Kept.Y);
        if (dx * dx + dy * dy > tolerance * tolerance) return false;
        var scale = alignment.Scale * pair.Asked.Scale / pair.Kept.Scale;
        if (scale is < 0.6f or > 1.67f) return false;
        var turn = MathF.Atan2(alignment.Across, alignment.Along) - (pair.Kept.Angle - pair.Asked.Angle);
        return MathF.Cos(turn) > 0.86f;
    }

    static Alignment? Fit(List<Pair> pairs, bool mirrored)
    {
        double n = pairs.Count, ax = 0, ay = 0, kx = 0, ky = 0;
        foreach (var pair in pairs) (ax, ay, kx, ky) = (ax + pair.Asked.X, ay + pair.Asked.Y, kx + pair.Kept.X, ky + pair.Kept.Y);
        (ax, ay, kx, ky) = (ax / n, ay / n, kx / n, ky / n);
        double along = 0, across = 0, size = 0;
        foreach (var pair in pairs)
        {
            var (u, v, x, y) = (pair.Asked.X - ax, pair.Asked.Y - ay, pair.Kept.X - kx, pair.Kept.Y - ky);
            along += u * x + v * y;
            across += u * y - v * x;
            size += u * u + v * v;
        }
        if (size < 1e-6) return null;
        (along, across) = (along / size, across / size);
        return new(mirrored, (float)along, (float)across, (float)(kx - along * ax + across * ay), (float)(ky - across * ax - along * ay));
    }
}
