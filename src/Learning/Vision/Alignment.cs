namespace Kaki.Learning.Vision;

/// <summary>How one picture lies in another: turned, scaled and moved, perhaps mirrored first. Places are shares of each picture's longer side.</summary>
/// <param name="Mirrored">Whether the first picture's left and right are exchanged before anything else.</param>
/// <param name="Along">Scale × cosine of the turn.</param>
/// <param name="Across">Scale × sine of the turn.</param>
/// <param name="X">Moved across after that.</param>
/// <param name="Y">Moved down after that.</param>
public readonly record struct Alignment(bool Mirrored, float Along, float Across, float X, float Y)
{
    /// <summary>How much larger the first picture's things are in the second, in units of their longer sides.</summary>
    public float Scale => MathF.Sqrt(Along * Along + Across * Across);

    /// <summary>Where a place of the first picture (already mirrored, if it is to be) lies in the second.</summary>
    public (float X, float Y) Of(float x, float y) => (Along * x - Across * y + X, Across * x + Along * y + Y);

    /// <summary>What place of the first picture comes to lie here in the second.</summary>
    public (float X, float Y) Back(float x, float y)
    {
        var size = Along * Along + Across * Across;
        var (dx, dy) = (x - X, y - Y);
        return ((Along * dx + Across * dy) / size, (Along * dy - Across * dx) / size);
    }

    /// <summary>The whole of one picture on the whole of another, laid so; their shapes are taken to be nearly the same.</summary>
    internal static Alignment Of(Pose pose, Fingerprint asked, Fingerprint kept)
    {
        var (mirrored, turns) = pose switch
        {
            Pose.QuarterRight => (false, 1),
            Pose.Half => (false, 2),
            Pose.QuarterLeft => (false, 3),
            Pose.Mirrored => (true, 0),
            Pose.UpsideDown => (true, 2),
            Pose.Transposed => (true, 3),
            Pose.Transversed => (true, 1),
            _ => (false, 0),
        };
        var (across, down) = turns % 2 == 0 ? (asked.Across, asked.Down) : (asked.Down, asked.Across);
        var scale = MathF.Sqrt(kept.Across * kept.Down / (across * down));
        var (cos, sin) = turns switch { 1 => (0f, scale), 2 => (-scale, 0f), 3 => (0f, -scale), _ => (scale, 0f) };
        var laid = new Alignment(mirrored, cos, sin, 0, 0);
        var (x, y) = laid.Of(asked.Across / 2, asked.Down / 2);
        return laid with { X = kept.Across / 2 - x, Y = kept.Down / 2 - y };
    }
}
