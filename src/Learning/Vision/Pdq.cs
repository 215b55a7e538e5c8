namespace Kaki.Learning.Vision;

/// <summary>A picture's hash and how much there is in the picture for it to hold on to.</summary>
/// <param name="Hash">The 256 bits.</param>
/// <param name="Quality">0 to 100, from the slopes of the small picture. At 49 and below, its authors advise not to match by the hash.</param>
public readonly record struct PdqResult(PdqHash Hash, int Quality);

/// <summary>PDQ: a hash that stays nearly the same when a picture is compressed, scaled, recoloured or lightly written on.</summary>
/// <remarks>
/// After "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (Facebook, 2019): luma, two box blurs in each
/// direction, 64 × 64 samples, the cosine transform's frequencies 1 to 16 both ways, each bit whether its frequency is above the
/// median. All but that last step is linear, so it is done in another order here: the samples' weights down the rows first, on bytes
/// as they lie, luma of those 64 rows only, then across. Up to rounding the numbers are the same, in about one pass over the picture.
/// A picture with a side below five pixels, or of one colour, has the hash of zeros and quality 0. Needs 12 × width × 64 bytes.
/// </remarks>
public static class Pdq
{
    /// <summary>Sides below this have no hash.</summary>
    public const int SmallestSide = 5;

    const int Side = 16;

    // frequencies of nothing but rounding: what a plain picture leaves
    const float Silence = 1e-2f;

    /// <summary>The hash and quality of a picture, in the colours people see (upright, sRGB, laid on white where transparent).</summary>
    public static PdqResult Of(Pixels picture) =>
        Math.Min(picture.Width, picture.Height) < SmallestSide ? default : Of(SmallLuma.Of(picture), picture.Width, picture.Height);

    /// <summary>The same from the small luma of a picture of this size.</summary>
    internal static PdqResult Of(float[] small, int width, int height)
    {
        if (Math.Min(width, height) < SmallestSide) return default;
        Span<float> frequencies = stackalloc float[Side * Side];
        Cosines.LowFrequencies(small, frequencies);
        return new(Bits(frequencies), Quality(small));
    }

    /// <summary>The hashes of the picture's eight turned and mirrored forms, in the order of <see cref="Pose"/>, from one look at its pixels.</summary>
    /// <returns>Eight hashes and their one quality.</returns>
    public static (PdqHash[] Hashes, int Quality) EightOf(Pixels picture)
    {
        if (Math.Min(picture.Width, picture.Height) < SmallestSide) return (new PdqHash[8], 0);
        var small = SmallLuma.Of(picture);
        return (EightOf(small), Quality(small));
    }

    /// <summary>The same from the small luma.</summary>
    internal static PdqHash[] EightOf(float[] small)
    {
        Span<float> frequencies = stackalloc float[Side * Side];
        Span<float> posed = stackalloc float[Side * Side];
        Cosines.LowFrequencies(small, frequencies);
        var hashes = new PdqHash[8];
        for (var pose = 0; pose < hashes.Length; pose++)
        {
            Turn(frequencies, (Pose)pose, posed);
            hashes[pose] = Bits(posed);
        }
        return hashes;
    }

    // steps of a hundredth of the range, cut off below one: many faint slopes are no detail
    static int Quality(ReadOnlySpan<float> small)
    {
        const int side = SmallLuma.Side;
        var slopes = 0;
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var here = small[y * side + x];
                if (y + 1 < side) slopes += Math.Abs((int)((here - small[(y + 1) * side + x]) * 100 / 255));
                if (x + 1 < side) slopes += Math.Abs((int)((here - small[y * side + x + 1]) * 100 / 255));
            }
        return Math.Min(slopes / 90, 100);
    }

    static PdqHash Bits(ReadOnlySpan<float> frequencies)
    {
        Span<float> sorted = stackalloc float[frequencies.Length];
        frequencies.CopyTo(sorted);
        sorted.Sort();
        if (sorted[^1] - sorted[0] < Silence) return default;
        // the lower of the two in the middle
        var median = sorted[sorted.Length / 2 - 1];
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (var i = 0; i < frequencies.Length; i++)
            if (frequencies[i] > median) words[i >> 6] |= 1UL << (i & 63);
        return new(words[0], words[1], words[2], words[3]);
    }

    // Mirroring a picture turns the sign of its odd frequencies; 1 to 16 lie at 0 to 15.
    static void Turn(ReadOnlySpan<float> from, Pose pose, Span<float> to)
    {
        var (swapped, downwards, sideways) = pose.Parts();
        for (var v = 0; v < Side; v++)
            for (var u = 0; u < Side; u++)
            {
                var value = swapped ? from[u * Side + v] : from[v * Side + u];
                var negative = (downwards && (v & 1) == 0) != (sideways && (u & 1) == 0);
                to[v * Side + u] = negative ? -value : value;
            }
    }
}
