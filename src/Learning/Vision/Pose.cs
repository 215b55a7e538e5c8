namespace Kaki.Learning.Vision;

/// <summary>The eight ways a square can be laid down again.</summary>
public enum Pose
{
    /// <summary>As it is.</summary>
    Upright,

    /// <summary>Turned by a quarter, clockwise.</summary>
    QuarterRight,

    /// <summary>Turned by a half.</summary>
    Half,

    /// <summary>Turned by a quarter, anticlockwise.</summary>
    QuarterLeft,

    /// <summary>Left and right exchanged.</summary>
    Mirrored,

    /// <summary>Top and bottom exchanged.</summary>
    UpsideDown,

    /// <summary>Rows and columns exchanged: mirrored over the diagonal that begins top left.</summary>
    Transposed,

    /// <summary>Mirrored over the diagonal that begins top right.</summary>
    Transversed,
}

static class PoseParts
{
    /// <summary>First whether rows and columns change places; then whether the result is mirrored down and sideways.</summary>
    public static (bool Swapped, bool Downwards, bool Sideways) Parts(this Pose pose) => pose switch
    {
        Pose.QuarterRight => (true, false, true),
        Pose.Half => (false, true, true),
        Pose.QuarterLeft => (true, true, false),
        Pose.Mirrored => (false, false, true),
        Pose.UpsideDown => (false, true, false),
        Pose.Transposed => (true, false, false),
        Pose.Transversed => (true, true, true),
        _ => (false, false, false),
    };
}
