namespace Kaki.Host.Demo.Drawings;

/// <summary>The window of the 1600-square world that a picture looks at.</summary>
internal readonly record struct Frame(double X, double Y, double W, double H)
{
    public static Frame Of(string ratio) => ratio switch
    {
        "3:4" => new(200, 0, 1200, 1600),
        "1:1" => new(200, 300, 1200, 1200),
        "4:3" => new(0, 300, 1600, 1200),
        _ => throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "3:4, 1:1 or 4:3"),
    };

    public double Short => Math.Min(W, H);
    public double Long => Math.Max(W, H);
    public double MidX => X + W / 2;
    public double MidY => Y + H / 2;

    public string ViewBox => $"{X.F0()} {Y.F0()} {W.F0()} {H.F0()}";
    public string Rect(string fill) => $"""<rect x="{X.F0()}" y="{Y.F0()}" width="{W.F0()}" height="{H.F0()}" fill="{fill}"/>""";

    /// <summary>A picture of another frame, cut to fill this one.</summary>
    public string Inset(Frame source, string body, string align) =>
        $"""<svg x="{X.F0()}" y="{Y.F0()}" width="{W.F0()}" height="{H.F0()}" viewBox="{source.ViewBox}" preserveAspectRatio="{align} slice">{body}</svg>""";
}
