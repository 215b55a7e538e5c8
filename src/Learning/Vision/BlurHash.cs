namespace Kaki.Learning.Vision;

/// <summary>A picture's blurred ghost in some thirty characters, sent with the page and painted before the picture arrives.</summary>
/// <remarks>
/// The published BlurHash format (Dag Ågren, Wolt, 2018): the first components of a cosine transform in linear light, quantised
/// to base 83. One character for the number of components, one for the largest amplitude, four for the mean colour, two for each
/// further component. Waves are taken at the centres of pixels, so that a flat picture stays flat; readers that take them at the
/// corners are half a pixel off.
/// </remarks>
public static class BlurHash
{
    const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    static readonly double[] linear = Enumerable.Range(0, 256).Select(i => ToLinear(i / 255.0)).ToArray();

    /// <summary>Encodes a picture. Time grows with pixels × components: give it a small copy (32 px a side).</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="across">Components across, 1 to 9.</param>
    /// <param name="down">Components down, 1 to 9.</param>
    public static string Encode(Pixels picture, int across = 4, int down = 3)
    {
        Check(across, nameof(across));
        Check(down, nameof(down));
        var factors = new (double R, double G, double B)[across * down];
        for (var y = 0; y < down; y++)
            for (var x = 0; x < across; x++) factors[y * across + x] = Factor(picture, x, y);

        var hash = new char[4 + 2 * factors.Length];
        Write(hash.AsSpan(0, 1), across - 1 + (down - 1) * 9);
        var largest = factors.Skip(1).Select(f => Math.Max(Math.Abs(f.R), Math.Max(Math.Abs(f.G), Math.Abs(f.B)))).DefaultIfEmpty(0).Max();
        var scale = factors.Length > 1 ? Math.Clamp((int)Math.Floor(largest * 166 - 0.5), 0, 82) : 0;
        Write(hash.AsSpan(1, 1), scale);
        Write(hash.AsSpan(2, 4), ToSrgb(factors[0].R) << 16 | ToSrgb(factors[0].G) << 8 | ToSrgb(factors[0].B));
        var unit = (scale + 1) / 166.0;
        for (var i = 1; i < factors.Length; i++)
            Write(hash.AsSpan(4 + 2 * i, 2), (Step(factors[i].R / unit) * 19 + Step(factors[i].G / unit)) * 19 + Step(factors[i].B / unit));
        return new(hash);
    }

    /// <summary>Paints a hash: width × height × 3 bytes.</summary>
    /// <exception cref="FormatException">The text is not a BlurHash.</exception>
    public static byte[] Decode(string hash, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (hash.Length < 6) throw new FormatException("A BlurHash has at least six characters.");
        var size = Read(hash.AsSpan(0, 1));
        var (across, down) = (size % 9 + 1, size / 9 + 1);
        if (down > 9 || hash.Length != 4 + 2 * across * down) throw new FormatException($"{hash.Length} characters do not hold {across} × {down} components.");
        var factors = Factors(hash, across * down);
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = (0.0, 0.0, 0.0);
                for (var j = 0; j < down; j++)
                    for (var i = 0; i < across; i++)
                    {
                        var wave = Math.Cos(Math.PI * (x + 0.5) * i / width) * Math.Cos(Math.PI * (y + 0.5) * j / height);
                        var f = factors[j * across + i];
                        (r, g, b) = (r + f.R * wave, g + f.G * wave, b + f.B * wave);
                    }
                var at = (y * width + x) * 3;
                (rgb[at], rgb[at + 1], rgb[at + 2]) = ((byte)ToSrgb(r), (byte)ToSrgb(g), (byte)ToSrgb(b));
            }
        return rgb;
    }

    static (double R, double G, double B)[] Factors(string hash, int count)
    {
        var unit = (Read(hash.AsSpan(1, 1)) + 1) / 166.0;
        var factors = new (double R, double G, double B)[count];
        var mean = Read(hash.AsSpan(2, 4));
        factors[0] = (linear[mean >> 16 & 255], linear[mean >> 8 & 255], linear[mean & 255]);
        for (var i = 1; i < count; i++)
        {
            var value = Read(hash.AsSpan(4 + 2 * i, 2));
            factors[i] = (Unstep(value / 361) * unit, Unstep(value / 19 % 19) * unit, Unstep(value % 19) * unit);
        }
        return factors;
    }

    static (double R, double G, double B) Factor(Pixels picture, int across, int down)
    {
        var (r, g, b) = (0.0, 0.0, 0.0);
        for (var y = 0; y < picture.Height; y++)
        {
            var vertical = Math.Cos(Math.PI * down * (y + 0.5) / picture.Height);
            for (var x = 0; x < picture.Width; x++)
            {
                var wave = Math.Cos(Math.PI * across * (x + 0.5) / picture.Width) * vertical;
                var at = (y * picture.Width + x) * 3;
                r += wave * linear[picture.Rgb[at]];
                g += wave * linear[picture.Rgb[at + 1]];
                b += wave * linear[picture.Rgb[at + 2]];
            }
        }
        var scale = (across == 0 && down == 0 ? 1.0 : 2.0) / ((double)picture.Width * picture.Height);
        return (r * scale, g * scale, b * scale);
    }

    // 19 steps, finer around zero
    static int Step(double value) => (int)Math.Clamp(Math.Floor(Math.CopySign(Math.Sqrt(Math.Abs(value)), value) * 9 + 9.5), 0, 18);

    static double Unstep(int step) => Math.CopySign(Math.Pow((step - 9) / 9.0, 2), step - 9);

    static double ToLinear(double v) => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);

    static int ToSrgb(double v)
    {
        v = Math.Clamp(v, 0, 1);
        return (int)((v <= 0.0031308 ? v * 12.92 : 1.055 * Math.Pow(v, 1 / 2.4) - 0.055) * 255 + 0.5);
    }

    static void Write(Span<char> into, int value)
    {
        for (var i = into.Length - 1; i >= 0; i--, value /= 83) into[i] = Digits[value % 83];
    }

    static int Read(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var c in text)
            value = Digits.IndexOf(c) is >= 0 and var digit ? value * 83 + digit : throw new FormatException($"'{c}' is no BlurHash digit.");
        return value;
    }

    static void Check(int components, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(components, 9, name);
    }
}
