using System.Runtime.InteropServices;

namespace Kaki.Kernel.Blobs;

/// <summary>A rename outlives a power cut only when the folder itself has been forced to the disk, and .NET has no way to say so.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    public static void Force(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0) return; // removed in the meantime: nothing to keep
        _ = Sync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
