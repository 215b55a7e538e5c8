using System.Numerics;

namespace Kaki.Learning.Vision;

/// <summary>A place in a picture that is found again when the picture is cut, turned, scaled or pasted into another.</summary>
/// <param name="X">Across, 0 to 1 of the picture's longer side.</param>
/// <param name="Y">Down, 0 to 1 of the picture's longer side.</param>
/// <param name="Scale">How large what is seen there is, as a share of the longer side.</param>
/// <param name="Angle">Where its steepest rise in brightness points, radians.</param>
/// <param name="Look">256 bits of how it looks, seen along that angle at that scale.</param>
public readonly record struct Landmark(float X, float Y, float Scale, float Angle, LandmarkLook Look)
{
    /// <summary>The same landmark of the picture mirrored left to right; <paramref name="across"/> is the picture's width as a share of its longer side.</summary>
    internal Landmark Mirrored(float across) => new(across - X, Y, Scale, MathF.PI - Angle, Look.Mirrored());
}

/// <summary>What a <see cref="Landmark"/> looks like: of 4 × 4 fields and 8 directions, which have more slope than half of them, and which more than three quarters.</summary>
/// <param name="More0">128 bits "above the median", in the order of <see cref="Place"/>; the first 64.</param>
/// <param name="More1">The other 64.</param>
/// <param name="Most0">128 bits "in the upper quarter"; the first 64.</param>
/// <param name="Most1">The other 64.</param>
public readonly record struct LandmarkLook(ulong More0, ulong More1, ulong Most0, ulong Most1)
{
    /// <summary>Bits that serve as keys of an index, sixteen at a time.</summary>
    internal const int Bands = 8;

    /// <summary>In how many of the 256 bits two looks differ.</summary>
    public int DistanceTo(LandmarkLook other) =>
        BitOperations.PopCount(More0 ^ other.More0) + BitOperations.PopCount(More1 ^ other.More1)
        + BitOperations.PopCount(Most0 ^ other.Most0) + BitOperations.PopCount(Most1 ^ other.Most1);

    /// <summary>How it looks in a mirror: across the line it points along.</summary>
    public LandmarkLook Mirrored()
    {
        var (more, most) = (new Bits(More0, More1), new Bits(Most0, Most1));
        var (moreMirrored, mostMirrored) = (default(Bits), default(Bits));
        for (var place = 0; place < 128; place++)
        {
            if (more[place]) moreMirrored.Set(mirror[place]);
            if (most[place]) mostMirrored.Set(mirror[place]);
        }
        return new(moreMirrored.Low, moreMirrored.High, mostMirrored.Low, mostMirrored.High);
    }

    internal int Band(int band) => (ushort)((band < 4 ? More0 : More1) >> ((band & 3) << 4));

    // each band takes every field once, and every direction twice, for neighbours in space and direction go together
    internal static int Place(int along, int across, int direction)
    {
        var field = along * 4 + across;
        return (((direction - field) & 7) << 4) + field;
    }

    static readonly int[] mirror = Mirror();

    static int[] Mirror()
    {
        var places = new int[128];
        for (var along = 0; along < 4; along++)
            for (var across = 0; across < 4; across++)
                for (var direction = 0; direction < 8; direction++) places[Place(along, across, direction)] = Place(along, 3 - across, (8 - direction) & 7);
        return places;
    }

    internal struct Bits(ulong low, ulong high)
    {
        public ulong Low = low;
        public ulong High = high;

        public readonly bool this[int place] => ((place < 64 ? Low : High) >> (place & 63) & 1) != 0;

        public void Set(int place)
        {
            if (place < 64) Low |= 1UL << place;
            else High |= 1UL << (place & 63);
        }
    }
}
