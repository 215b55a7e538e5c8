using Kaki.Learning.Bench;
using Kaki.Tests.Kernel.Pictures;

namespace Kaki.Tests.Host.Bench;

/// <summary>Two picture files in a folder of their own, and how their pixels are read.</summary>
internal sealed class PictureFiles : IDisposable
{
    public const int Width = 200, Height = 120;

    private readonly string folder = Directory.CreateTempSubdirectory("kaki-bench-").FullName;

    public PictureFiles()
    {
        (Picture, Other) = (Save("quarters.png", Samples.Png(Pixels.Quarters(Width, Height))), Save("grey.png", Samples.Png(Pixels.Draw(90, 60, (_, _) => (90, 90, 90)))));
    }

    /// <summary>Red and green above, blue and yellow below.</summary>
    public string Picture { get; }

    /// <summary>Grey, 90 by 60.</summary>
    public string Other { get; }

    public string Save(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static void ShouldBeNear(BenchPicture picture, int x, int y, (int R, int G, int B) colour, int within = 3)
    {
        var (r, g, b) = new Pixels(picture.Width, picture.Height, picture.Rgb)[x, y];
        Math.Max(Math.Abs(r - colour.R), Math.Max(Math.Abs(g - colour.G), Math.Abs(b - colour.B))).ShouldBeLessThanOrEqualTo(within, $"{(r, g, b)} at {x}, {y}, not {colour}");
    }
}
