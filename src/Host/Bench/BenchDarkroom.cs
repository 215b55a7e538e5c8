using Kaki.Kernel.Pictures;
using Kaki.Learning.Bench;

namespace Kaki.Host.Bench;

/// <summary>Decodes the pictures of a bench through libvips: upright, sRGB, laid on white. The files are the operator's own, so no worker stands between.</summary>
internal static class BenchDarkroom
{
    private static readonly Lazy<bool> started = new(() =>
    {
        Vips.Start();
        return true;
    });

    /// <summary>The pixels of a file, scaled to a width if one is given.</summary>
    /// <exception cref="InvalidDataException">libvips cannot read it.</exception>
    public static BenchPicture Read(string path, int? width = null)
    {
        try
        {
            using var image = Open(File.ReadAllBytes(path));
            if (width is not { } wanted) return Pixels(image);
            using var scaled = Run("thumbnail_image", image, ("width", $"{wanted}"), ("height", "100000"));
            return Pixels(scaled);
        }
        catch (Exception wrong) when (wrong is VipsException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}: {wrong.Message.Trim()}");
        }
    }

    /// <summary>The picture of a file's bytes, upright, sRGB, without transparency, computed.</summary>
    public static VipsImage Open(ReadOnlySpan<byte> file)
    {
        _ = started.Value;
        var loader = Vips.LoaderOf(file) ?? throw new InvalidDataException("No picture libvips knows.");
        using var load = new VipsOperation(loader).Set("buffer", file);
        using var loaded = load.Run().Image();
        using var upright = Run("autorot", loaded);
        using var srgb = Run("colourspace", upright, ("space", "srgb"));
        using var flat = srgb.Bands == 3 ? null : Run("flatten", srgb, ("background", "255 255 255"));
        return (flat ?? srgb).Computed();
    }

    public static VipsImage Run(string operation, VipsImage image, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        using var running = new VipsOperation(operation).Set("in", image);
        foreach (var (name, value) in arguments) running.Set(name, value);
        return running.Run().Image();
    }

    public static BenchPicture Pixels(VipsImage image)
    {
        var (width, height) = (image.Width, image.Height);
        return new BenchPicture(image.Pixels(), width, height);
    }
}
