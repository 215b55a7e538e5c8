using System.Runtime.InteropServices;

namespace Kaki.Kernel.Pictures;

/// <summary>GLib's box for one value: a type and sixteen bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    public nuint Type;
    public long First;
    public long Second;
}

/// <summary>The few functions of GObject that libvips' operations need.</summary>
internal static partial class GObject
{
    private const string Library = "libgobject-2.0.so.0";

    [LibraryImport(Library, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint instance);

    [LibraryImport(Library, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProperty(nint instance, string name, ref GValue value);

    [LibraryImport(Library, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void GetProperty(nint instance, string name, ref GValue value);

    [LibraryImport(Library, EntryPoint = "g_value_init")]
    public static partial nint Init(ref GValue value, nuint type);

    [LibraryImport(Library, EntryPoint = "g_value_unset")]
    public static partial void Unset(ref GValue value);

    [LibraryImport(Library, EntryPoint = "g_value_set_object")]
    public static partial void SetObject(ref GValue value, VipsImage instance);

    [LibraryImport(Library, EntryPoint = "g_value_dup_object")]
    public static partial nint DupObject(ref GValue value);

    [LibraryImport(Library, EntryPoint = "g_value_take_boxed")]
    public static partial void TakeBoxed(ref GValue value, nint boxed);

    [LibraryImport(Library, EntryPoint = "g_value_get_boxed")]
    public static partial nint GetBoxed(ref GValue value);
}
