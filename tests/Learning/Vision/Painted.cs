using Kaki.Learning.Vision;

namespace Kaki.Learning.Tests.Vision;

/// <summary>Pictures made of numbers: soft blots and hard-edged boxes, different for every seed.</summary>
sealed record Painted(byte[] Rgb, int Width, int Height)
{
    public Pixels Pixels => new(Rgb, Width, Height);

    public static Painted From(int width, int height, Func<int, int, (double R, double G, double B)> colour)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = colour(x, y);
                var at = (y * width + x) * 3;
                (rgb[at], rgb[at + 1], rgb[at + 2]) = (Byte(r), Byte(g), Byte(b));
            }
        return new(rgb, width, height);
    }

    public static Painted Plain(int width, int height, byte level) => From(width, height, (_, _) => (level, level, level));

    public static Painted Scene(int seed, int width = 320, int height = 240, int things = 60)
    {
        var random = new Random(seed);
        var blots = Enumerable.Range(0, things).Select(_ => (X: random.NextDouble(), Y: random.NextDouble(), Size: 0.01 + 0.1 * random.NextDouble() * random.NextDouble(), Box: random.Next(2) == 0,
            R: random.Next(-140, 140), G: random.Next(-140, 140), B: random.Next(-140, 140))).ToArray();
        return From(width, height, (x, y) =>
        {
            var (r, g, b) = (128.0, 128.0, 128.0);
            foreach (var blot in blots)
            {
                var (dx, dy) = (((x + 0.5) / width - blot.X) * width / height, (y + 0.5) / height - blot.Y);
                var share = blot.Box ? Math.Abs(dx) < blot.Size && Math.Abs(dy) < blot.Size * 0.7 ? 1 : 0 : Math.Exp(-(dx * dx + dy * dy) / (blot.Size * blot.Size));
                (r, g, b) = (r + share * blot.R, g + share * blot.G, b + share * blot.B);
            }
            return (r, g, b);
        });
    }

    public Painted Each(Func<byte, double> change) => this with { Rgb = [.. Rgb.Select(value => Byte(change(value)))] };

    public (byte R, byte G, byte B) At(int x, int y)
    {
        var at = (Math.Clamp(y, 0, Height - 1) * Width + Math.Clamp(x, 0, Width - 1)) * 3;
        return (Rgb[at], Rgb[at + 1], Rgb[at + 2]);
    }

    /// <summary>Another picture whose pixels are fetched from this one's places.</summary>
    public Painted Fetch(int width, int height, Func<int, int, (double X, double Y)> from) => From(width, height, (x, y) =>
    {
        var (u, v) = from(x, y);
        var (left, top) = ((int)Math.Floor(u), (int)Math.Floor(v));
        var (a, b) = (u - left, v - top);
        var (p, q, r, s) = (At(left, top), At(left + 1, top), At(left, top + 1), At(left + 1, top + 1));
        double Mix(byte i, byte j, byte k, byte l) => (i * (1 - a) + j * a) * (1 - b) + (k * (1 - a) + l * a) * b;
        return (Mix(p.R, q.R, r.R, s.R), Mix(p.G, q.G, r.G, s.G), Mix(p.B, q.B, r.B, s.B));
    });

    public Painted Laid(Pose pose) => pose switch
    {
        Pose.QuarterRight => Fetch(Height, Width, (x, y) => (y, Height - 1 - x)),
        Pose.Half => Fetch(Width, Height, (x, y) => (Width - 1 - x, Height - 1 - y)),
        Pose.QuarterLeft => Fetch(Height, Width, (x, y) => (Width - 1 - y, x)),
        Pose.Mirrored => Fetch(Width, Height, (x, y) => (Width - 1 - x, y)),
        Pose.UpsideDown => Fetch(Width, Height, (x, y) => (x, Height - 1 - y)),
        Pose.Transposed => Fetch(Height, Width, (x, y) => (y, x)),
        Pose.Transversed => Fetch(Height, Width, (x, y) => (Width - 1 - y, Height - 1 - x)),
        _ => this,
    };

    static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
