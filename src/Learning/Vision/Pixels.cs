namespace Kaki.Learning.Vision;

/// <summary>A picture as rows of 8-bit sRGB: three bytes a pixel, top left first, no padding.</summary>
public readonly ref struct Pixels
{
    /// <exception cref="ArgumentException">The sides are not above zero, or the bytes do not fill them exactly.</exception>
    public Pixels(ReadOnlySpan<byte> rgb, int width, int height)
    {
        if (width < 1 || height < 1 || (long)width * height * 3 != rgb.Length)
            throw new ArgumentException($"{width} × {height} pixels of three bytes are not {rgb.Length} bytes.");
        Rgb = rgb;
        Width = width;
        Height = height;
    }

    public ReadOnlySpan<byte> Rgb { get; }

    public int Width { get; }

    public int Height { get; }
}
