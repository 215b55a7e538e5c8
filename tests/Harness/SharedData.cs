namespace Kaki.Tests.Harness;

/// <summary>The public data beside the project, <c>../shared/data</c>. It is not part of it: a test that reads it is skipped where it is absent, and says so.</summary>
internal static class SharedData
{
    public static string Folder
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Kaki.slnx"))) root = root.Parent;
            var folder = Path.GetFullPath(Path.Combine(root?.FullName ?? ".", "..", "shared", "data"));
            Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not there: this test reads the public data it holds.");
            return folder;
        }
    }
}
