namespace Kaki.Learning.Vision;

/// <summary>Weighs whether one picture is a copy of another.</summary>
static class Comparison
{
    /// <summary>Landmarks that differ in at most so many of 256 bits may be the same.</summary>
    public const int Alike = 70;

    /// <summary>By where their landmarks lie.</summary>
    public static Copy OfLandmarks(Fingerprint asked, ReadOnlySpan<Landmark> landmarks, bool mirrored, Fingerprint kept)
    {
        var (alignment, agreeing) = Geometry.Best(Pairs(landmarks, kept.Landmarks), mirrored);
        var places = Geometry.Places(agreeing);
        if (places < 4) return new(0, 0, places, default, alignment);
        var overlap = Overlap.Of(asked, kept, alignment);
        return new(0, places * Weight(overlap), places, overlap, alignment);
    }

    /// <summary>By their whole hashes: what has few landmarks, such as a sky, is recognised by this alone.</summary>
    public static Copy OfWholes(Fingerprint asked, Fingerprint kept, Alignment alignment, int distance)
    {
        var overlap = Overlap.Of(asked, kept, alignment);
        return new(0, (PdqHash.Near + 1 - distance) / 2f * Weight(overlap), 0, overlap, alignment);
    }

    // Half of what is covered agrees by chance, where both are light above and dark below. What correlates almost wholly counts beside,
    // for pictures with few landmarks: nothing is written over it, and plain ground around a thing does not correlate by itself.
    static float Weight(Overlap overlap)
    {
        var agreement = Math.Clamp((overlap.Agreement - 0.5f) / 0.4f, 0, 1);
        return agreement * agreement + Math.Clamp((overlap.Correlation - 0.9f) / 0.08f, 0, 1);
    }

    // the best of the kept for each of the asked
    static List<Pair> Pairs(ReadOnlySpan<Landmark> asked, ReadOnlySpan<Landmark> kept)
    {
        var pairs = new List<Pair>();
        foreach (var landmark in asked)
        {
            var (best, least) = (-1, Alike + 1);
            for (var i = 0; i < kept.Length; i++)
                if (landmark.Look.DistanceTo(kept[i].Look) is var distance && distance < least) (best, least) = (i, distance);
            if (best >= 0) pairs.Add(new(landmark, kept[best], least));
        }
        return pairs;
    }
}
