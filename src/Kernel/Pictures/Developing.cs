using Kaki.Kernel.Refusals;

namespace Kaki.Kernel.Pictures;

/// <summary>From the bytes of a stranger to the pictures the house keeps. Runs in the worker's process.</summary>
internal static class Developing
{
    private const int TallestWebp = 16383;
    private const int Sample = 32;
    private static readonly string[] Loaders = ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer", "VipsForeignLoadHeifBuffer"];

    public static byte[] Answer(ReadOnlySpan<byte> source)
    {
        try
        {
            return Developed.Write(Run(source));
        }
        catch (Refusal refusal)
        {
            return Developed.WriteRefusal(refusal.Code);
        }
        catch (VipsException)
        {
            return Developed.WriteRefusal(PictureRefusals.Broken);
        }
    }

    public static Developed Run(ReadOnlySpan<byte> source)
    {
        var (width, height, toSrgb) = Look(source);
        using var largest = Load(source, toSrgb);
        var sizes = new byte[Picture.Sizes.Count][];
        var narrower = largest;
        try
        {
            for (var i = sizes.Length - 1; i >= 0; i--)
            {
                var next = narrower.Width <= Picture.Sizes[i] ? narrower : Shrink(narrower, Picture.Sizes[i]);
                sizes[i] = next == narrower && i < sizes.Length - 1 ? sizes[i + 1] : Save(next);
                if (next != narrower && narrower != largest) narrower.Dispose();
                narrower = next;
            }
            var pixels = SampleOf(narrower);
            var (across, down) = width > height ? (4, 3) : width < height ? (3, 4) : (3, 3);
            return new Developed(width, height, DominantColour.Of(pixels), BlurHash.Encode(pixels, Sample, Sample, across, down), sizes);
        }
        finally
        {
            if (narrower != largest) narrower.Dispose();
        }
    }

    private static (int Width, int Height, bool ToSrgb) Look(ReadOnlySpan<byte> source)
    {
        var loader = Vips.LoaderOf(source);
        if (loader is null || !Loaders.Contains(loader)) throw PictureRefusals.WrongFormat();
        using var operation = new VipsOperation(loader).Set("buffer", source);
        using var image = operation.Run().Image();
        if ((long)image.Width * image.Height > PictureRefusals.MaxPixels) throw PictureRefusals.TooMany();
        var colours = image.HasColoursOfItsOwn;
        return image.LiesOnItsSide ? (image.Height, image.Width, colours) : (image.Width, image.Height, colours);
    }

    // fail-on must travel in option-string: libvips 8.14 ignores it on the thumbnail itself and half a JPEG would pass as a grey picture.
    // export-profile is for pictures with colours of their own only: plain sRGB would be taken through Lab and come out 16 steps off.
    private static VipsImage Load(ReadOnlySpan<byte> source, bool toSrgb)
    {
        using var thumbnail = new VipsOperation("thumbnail_buffer").Set("buffer", source)
            .Set("width", Picture.Sizes[^1]).Set("height", TallestWebp).Set("size", "down")
            .Set("option-string", "[fail-on=truncated]");
        if (toSrgb) thumbnail.Set("export-profile", "srgb");
        using var lazy = thumbnail.Run().Image();
        using var srgb = Convert(lazy, "colourspace", "space", "srgb");
        var image = srgb.Computed();
        image.ForgetMetadata();
        return image;
    }

    private static VipsImage Shrink(VipsImage image, int width)
    {
        using var thumbnail = new VipsOperation("thumbnail_image").Set("in", image).Set("width", width).Set("height", TallestWebp).Set("size", "down");
        using var lazy = thumbnail.Run().Image();
        return lazy.Computed();
    }

    private static byte[] Save(VipsImage image)
    {
        using var save = new VipsOperation("webpsave_buffer").Set("in", image).Set("Q", 78).Set("effort", 2).Set("strip", "true");
        return save.Run().Bytes();
    }

    private static byte[] SampleOf(VipsImage image)
    {
        using var thumbnail = new VipsOperation("thumbnail_image").Set("in", image).Set("width", Sample).Set("height", Sample).Set("size", "force");
        using var small = thumbnail.Run().Image();
        using var colour = Convert(small, "colourspace", "space", "srgb");
        if (colour.Bands == 3) return colour.Pixels();
        using var flat = Convert(colour, "flatten", "background", "255 255 255");
        return flat.Pixels();
    }

    private static VipsImage Convert(VipsImage image, string name, string argument, string value)
    {
        using var operation = new VipsOperation(name).Set("in", image).Set(argument, value);
        return operation.Run().Image();
    }
}
