using System.Diagnostics;

namespace Kaki.Tests.Host.Commands;

/// <summary>What bin/ asks of the programs it needs.</summary>
public class ToolsTests
{
    [Theory, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [InlineData("echo v20.19.1", true), InlineData("echo v24.0.1", true), InlineData("echo v18.20.4", false), InlineData("echo 9.0.100", false), InlineData("exit 1", false)]
    public async Task A_program_that_is_too_old_is_told_before_it_breaks_something(string says, bool suits)
    {
        var folder = Directory.CreateTempSubdirectory("kaki-tools-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "node"), "#!/bin/sh\n" + says + "\n");
        File.SetUnixFileMode(Path.Combine(folder, "node"), (UnixFileMode)0b111_101_101);
        var bash = new ProcessStartInfo("bash", ["-c", "source bin/lib/house.sh; need node 20 'Node 20 or newer'"]) { WorkingDirectory = Sources.Root, RedirectStandardError = true };
        bash.Environment["PATH"] = $"{folder}:{bash.Environment["PATH"]}";
        using var process = Process.Start(bash)!;
        var told = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(suits ? 0 : 1, told);
        told.Contains("install Node 20 or newer", StringComparison.Ordinal).ShouldBe(!suits, told);
        Directory.Delete(folder, recursive: true);
    }
}
