namespace Kaki.Kernel;

/// <summary>Folders and files for the site's own user alone: 0700 and 0600 where rights are told so. What is there already keeps its rights; <c>kaki doctor</c> tells of looser ones.</summary>
public static class OwnerOnly
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite, Through = File | UnixFileMode.UserExecute;

    // The system would make what is missing on the way there for everybody.
    public static void Folder(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above) Folder(above);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Through);
    }

    public static FileStream Write(string path, FileMode mode, FileOptions options = FileOptions.None, FileAccess access = FileAccess.Write)
    {
        var how = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None, Options = options };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = File;
        return new FileStream(path, how);
    }

    /// <summary>Whether others on this machine may open what is there.</summary>
    public static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & ~Through) != 0;
}
