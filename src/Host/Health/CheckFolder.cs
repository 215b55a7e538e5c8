using Kaki.Kernel;

namespace Kaki.Host.Health;

/// <summary>Whether the data folder, its database and its letters are the site's alone. The pictures in it are reached through the folder only.</summary>
internal static class CheckFolder
{
    public static Finding Run(string folder) =>
        Loose(folder) is { } path ? new("folder", Standing.Warn, "open", path, folder) : new("folder", Standing.Ok, "ok");

    private static string? Loose(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var mail = Path.Combine(folder, "mail");
        IEnumerable<string> files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal), .. Directory.Exists(mail) ? Directory.EnumerateFiles(mail) : []];
        return OwnerOnly.IsOpen(folder) ? folder : files.FirstOrDefault(OwnerOnly.IsOpen);
    }
}
