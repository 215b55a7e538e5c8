using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// libvips 8.14 by its non-variadic functions only: .NET cannot call C functions with variable arguments on every platform.
/// Used in the picture worker and by benches on the operator's own files, never by the site.
/// </summary>
internal static partial class Vips
{
    private const string Library = "libvips.so.42";

    /// <summary>Called once per process. Loaders that libvips calls untrusted (SVG, PDF, ImageMagick …) stay shut.</summary>
    public static void Start()
    {
        if (Init("kaki") != 0) throw new VipsException();
        BlockUntrusted(1);
        SetCacheMax(0);
        SetConcurrency(1);
    }

    /// <summary>The loader's class name, for example VipsForeignLoadJpegBuffer; null when none takes these bytes.</summary>
    public static unsafe string? LoaderOf(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            var name = Marshal.PtrToStringUTF8(FindLoadBuffer(first, (nuint)bytes.Length));
            ClearError();
            return name;
        }
    }

    public static string TakeError()
    {
        var text = Marshal.PtrToStringUTF8(ErrorBuffer()) ?? "";
        ClearError();
        return text;
    }

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Init(string program);

    [LibraryImport(Library, EntryPoint = "vips_block_untrusted_set")]
    private static partial void BlockUntrusted(int state);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    private static partial void SetCacheMax(int operations);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    private static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_foreign_find_load_buffer")]
    private static unsafe partial nint FindLoadBuffer(byte* bytes, nuint length);

    [LibraryImport(Library, EntryPoint = "vips_error_buffer")]
    private static partial nint ErrorBuffer();

    [LibraryImport(Library, EntryPoint = "vips_error_clear")]
    private static partial void ClearError();
}

internal sealed class VipsException() : Exception(Vips.TakeError());

/// <summary>An image held by libvips; its pixels may not have been computed yet.</summary>
internal sealed partial class VipsImage() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private const string Library = "libvips.so.42";
    private const int Cmyk = 15; // VIPS_INTERPRETATION_CMYK

    public VipsImage(nint image) : this() => SetHandle(image);

    public int Width => GetWidth(this);
    public int Height => GetHeight(this);
    public int Bands => GetBands(this);

    /// <summary>Whether EXIF says that the picture lies on its side.</summary>
    public bool LiesOnItsSide => GetOrientationSwap(this) != 0;

    /// <summary>Whether the numbers mean something else than sRGB: a profile travels along, or they are amounts of ink.</summary>
    public bool HasColoursOfItsOwn => TypeOf(this, "icc-profile-data") != 0 || Interpretation(this) == Cmyk;

    /// <summary>Computes every pixel now; what is broken in the source shows here.</summary>
    public VipsImage Computed()
    {
        var copy = CopyMemory(this);
        return copy != 0 ? new VipsImage(copy) : throw new VipsException();
    }

    /// <summary>
    /// Removes every field that can be removed. The <c>strip</c> of libvips 8.14's savers leaves EXIF and XMP in the file,
    /// so place and device must go from the image itself.
    /// </summary>
    public unsafe void ForgetMetadata()
    {
        var fields = GetFields(this);
        for (var name = (byte**)fields; *name is not null; name++) Remove(this, *name);
        FreeStrings(fields);
    }

    /// <summary>The pixels, row by row, bands side by side.</summary>
    public unsafe byte[] Pixels()
    {
        var memory = WriteToMemory(this, out var size);
        if (memory == 0) throw new VipsException();
        var pixels = new ReadOnlySpan<byte>((void*)memory, (int)size).ToArray();
        Free(memory);
        return pixels;
    }

    protected override bool ReleaseHandle()
    {
        GObject.Unref(handle);
        return true;
    }

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    private static partial int GetWidth(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    private static partial int GetHeight(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    private static partial int GetBands(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_orientation_swap")]
    private static partial int GetOrientationSwap(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nuint TypeOf(VipsImage image, string field);

    [LibraryImport(Library, EntryPoint = "vips_image_get_interpretation")]
    private static partial int Interpretation(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_copy_memory")]
    private static partial nint CopyMemory(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_fields")]
    private static partial nint GetFields(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_remove")]
    private static unsafe partial int Remove(VipsImage image, byte* name);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_memory")]
    private static partial nint WriteToMemory(VipsImage image, out nuint size);

    [LibraryImport("libglib-2.0.so.0", EntryPoint = "g_strfreev")]
    private static partial void FreeStrings(nint strings);

    [LibraryImport("libglib-2.0.so.0", EntryPoint = "g_free")]
    private static partial void Free(nint memory);
}
