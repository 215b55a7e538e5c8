using System.Text.RegularExpressions;

namespace Kaki.Tests.Harness;

/// <summary>The house's own files, for tests about what they say.</summary>
internal static class Sources
{
    public static readonly string Root = Find();

    /// <summary>Every file under src with one of these endings, generated ones aside.</summary>
    public static IEnumerable<(string Path, string Text)> Under(params string[] endings) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
        where endings.Any(e => path.EndsWith(e, StringComparison.Ordinal)) && !Regex.IsMatch(path, @"[/\\](bin|obj|node_modules|wwwroot)[/\\]")
        orderby path
        select (Path.GetRelativePath(Root, path), File.ReadAllText(path));

    /// <summary>A file of what npm has put beside a folder of tests.</summary>
    public static string NodePackages(string tests, params string[] file)
    {
        var path = Path.Combine([Root, "tests", tests, "node_modules", .. file]);
        File.Exists(path).ShouldBeTrue($"{path} is missing: bin/test installs it, and so does npm ci in tests/{tests}");
        return path;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Kaki.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }
}
