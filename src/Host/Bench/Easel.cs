using System.Globalization;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Bench;

/// <summary>Where one picture is worked on: runs libvips' operations and lets go of everything made on the way.</summary>
internal sealed class Easel : IDisposable
{
    private readonly List<VipsImage> made = [];

    public VipsImage Run(string operation, VipsImage image, params ReadOnlySpan<(string Name, object Value)> arguments) => Keep(Set(new VipsOperation(operation).Set("in", image), arguments));

    public VipsImage Make(string operation, params ReadOnlySpan<(string Name, object Value)> arguments) => Keep(Set(new VipsOperation(operation), arguments));

    /// <summary>Written to a file's bytes and read again.</summary>
    public VipsImage Through(string saver, VipsImage image, int quality)
    {
        using var save = Set(new VipsOperation(saver).Set("in", image), [("Q", quality)]);
        return Keep(BenchDarkroom.Open(save.Run().Bytes()));
    }

    public VipsImage Resized(VipsImage image, int width, int height) => Run("thumbnail_image", image, ("width", Math.Max(1, width)), ("height", Math.Max(1, height)), ("size", "force"));

    public VipsImage Cut(VipsImage image, int left, int top, int width, int height) => Make("extract_area", ("input", image), ("left", left), ("top", top), ("width", width), ("height", height));

    /// <summary>A sheet of one colour.</summary>
    public VipsImage Sheet(int width, int height, string colour)
    {
        var black = Make("black", ("width", width), ("height", height), ("bands", 3));
        var coloured = Run("linear", black, ("a", "1"), ("b", colour), ("uchar", "true"));
        return Run("copy", coloured, ("interpretation", "srgb"));
    }

    /// <summary>Letters as large as a frame allows, in its middle: one band, 255 where there is ink.</summary>
    public VipsImage Letters(string text, int width, int height)
    {
        var fitted = Run("thumbnail_image", Drawn(text), ("width", Math.Max(8, width)), ("height", Math.Max(8, height)));
        return Run("gravity", fitted, ("direction", "centre"), ("width", Math.Max(8, width)), ("height", Math.Max(8, height)));
    }

    // Drawn once and scaled: libvips 8.14, asked again and again to fit letters into a frame by itself, ruins the heap.
    private static VipsImage Drawn(string text)
    {
        lock (drawn)
        {
            if (drawn.TryGetValue(text, out var known)) return known;
            using var drawing = new VipsOperation("text").Set("text", text).Set("font", "sans bold 60");
            using var lazy = drawing.Run().Image();
            return drawn[text] = lazy.Computed();
        }
    }

    private static readonly Dictionary<string, VipsImage> drawn = [];

    /// <summary>Lays one picture on another, its top left corner there; what reaches beyond the edge is cut off.</summary>
    public VipsImage Lay(VipsImage on, VipsImage what, int x, int y) => Make("insert", ("main", on), ("sub", what), ("x", x), ("y", y));

    /// <summary>Colours a picture where a mask has ink.</summary>
    public VipsImage Ink(VipsImage image, VipsImage mask, string colour, double opacity)
    {
        var whole = mask.Width == image.Width && mask.Height == image.Height ? mask : Run("gravity", mask, ("direction", "centre"), ("width", image.Width), ("height", image.Height));
        var thin = Run("linear", whole, ("a", opacity), ("b", "0"), ("uchar", "true"));
        return Run("copy", Make("ifthenelse", ("cond", thin), ("in1", Sheet(image.Width, image.Height, colour)), ("in2", image), ("blend", "true")), ("interpretation", "srgb"));
    }

    private static VipsOperation Set(VipsOperation operation, ReadOnlySpan<(string Name, object Value)> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            if (value is VipsImage image) operation.Set(name, image);
            else operation.Set(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
        return operation;
    }

    private VipsImage Keep(VipsOperation operation)
    {
        using (operation) return Keep(operation.Run().Image());
    }

    private VipsImage Keep(VipsImage image)
    {
        made.Add(image);
        return image;
    }

    public void Dispose() => made.ForEach(image => image.Dispose());
}
