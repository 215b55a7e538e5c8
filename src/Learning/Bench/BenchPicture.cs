using Kaki.Learning.Vision;

namespace Kaki.Learning.Bench;

/// <summary>A decoded picture: rows of three bytes a pixel. Who runs a bench brings the decoder.</summary>
public sealed record BenchPicture(byte[] Rgb, int Width, int Height)
{
    /// <summary>As the methods of <see cref="Vision"/> take it.</summary>
    public Pixels Pixels => new(Rgb, Width, Height);
}
