using Kaki.Kernel;

namespace Kaki.Tests.Kernel;

public class OwnerOnlyTests
{
    [Fact]
    public void Folders_made_on_the_way_are_for_the_sites_user_alone_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No rights of this kind there.");
        var above = Directory.CreateTempSubdirectory("kaki-rights-").FullName;
        OwnerOnly.Folder(Path.Combine(above, "data", "blobs", ".arriving"));
        foreach (var folder in new[] { "data", "data/blobs", "data/blobs/.arriving" }) OwnerOnly.IsOpen(Path.Combine(above, folder)).ShouldBeFalse(folder);
        Directory.Delete(above, recursive: true);
    }
}
