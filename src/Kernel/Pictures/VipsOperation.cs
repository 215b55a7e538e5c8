using System.Runtime.InteropServices;

namespace Kaki.Kernel.Pictures;

/// <summary>One libvips operation: named, given its arguments, run, asked for its results.</summary>
internal sealed unsafe partial class VipsOperation : IDisposable
{
    private const string Library = "libvips.so.42";
    private static readonly nuint ImageType = GetImageType();
    private static readonly nuint BlobType = GetBlobType();
    private nint operation;

    public VipsOperation(string name)
    {
        operation = New(name);
        if (operation == 0) throw new VipsException();
    }

    public VipsOperation Set(string name, string value)
    {
        if (SetFromString(operation, name, value) != 0) throw new VipsException();
        return this;
    }

    public VipsOperation Set(string name, int value) => Set(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public VipsOperation Set(string name, VipsImage image)
    {
        GValue value = default;
        GObject.Init(ref value, ImageType);
        GObject.SetObject(ref value, image);
        GObject.SetProperty(operation, name, ref value);
        GObject.Unset(ref value);
        return this;
    }

    public VipsOperation Set(string name, ReadOnlySpan<byte> bytes)
    {
        GValue value = default;
        GObject.Init(ref value, BlobType);
        fixed (byte* first = bytes) GObject.TakeBoxed(ref value, CopyBlob(first, (nuint)bytes.Length));
        GObject.SetProperty(operation, name, ref value);
        GObject.Unset(ref value);
        return this;
    }

    public VipsOperation Run()
    {
        var built = Build(operation);
        if (built == 0) throw new VipsException();
        GObject.Unref(operation);
        operation = built;
        return this;
    }

    public VipsImage Image(string name = "out")
    {
        GValue value = default;
        GObject.Init(ref value, ImageType);
        GObject.GetProperty(operation, name, ref value);
        var image = new VipsImage(GObject.DupObject(ref value));
        GObject.Unset(ref value);
        return image;
    }

    public byte[] Bytes(string name = "buffer")
    {
        GValue value = default;
        GObject.Init(ref value, BlobType);
        GObject.GetProperty(operation, name, ref value);
        var first = GetBlob(GObject.GetBoxed(ref value), out var length);
        var bytes = new ReadOnlySpan<byte>(first, (int)length).ToArray();
        GObject.Unset(ref value);
        return bytes;
    }

    public void Dispose()
    {
        if (operation == 0) return;
        UnrefOutputs(operation);
        GObject.Unref(operation);
        operation = 0;
    }

    [LibraryImport(Library, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint New(string name);

    [LibraryImport(Library, EntryPoint = "vips_object_set_argument_from_string", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetFromString(nint operation, string name, string value);

    [LibraryImport(Library, EntryPoint = "vips_cache_operation_build")]
    private static partial nint Build(nint operation);

    [LibraryImport(Library, EntryPoint = "vips_object_unref_outputs")]
    private static partial void UnrefOutputs(nint operation);

    [LibraryImport(Library, EntryPoint = "vips_blob_copy")]
    private static partial nint CopyBlob(byte* bytes, nuint length);

    [LibraryImport(Library, EntryPoint = "vips_blob_get")]
    private static partial byte* GetBlob(nint blob, out nuint length);

    [LibraryImport(Library, EntryPoint = "vips_image_get_type")]
    private static partial nuint GetImageType();

    [LibraryImport(Library, EntryPoint = "vips_blob_get_type")]
    private static partial nuint GetBlobType();
}
