using System.Diagnostics;

namespace Kaki.Tests.Host.Machines;

/// <summary>
/// A TypeScript client is generated from the description (tests/Client), compiled strictly, and does with the real site what people do.
/// Needs node, and what bin/test installs there.
/// </summary>
public class GeneratedClientTests
{
    private static readonly string Folder = Path.Combine(Sources.Root, "tests", "Client");

    [Fact]
    public async Task A_client_made_from_the_description_walks_the_whole_loop()
    {
        string makes = Sources.NodePackages("Client", "openapi-typescript", "bin", "cli.js"), compiles = Sources.NodePackages("Client", "typescript", "bin", "tsc");
        var data = Directory.CreateTempSubdirectory("kaki-client-").FullName;
        await using (var site = await SiteProcess.Start(data, null))
        {
            var photo = Path.Combine(data, "photo.png");
            await File.WriteAllBytesAsync(photo, Painted.Png(320, 320, 7));
            await Run("node", makes, $"{site.Address}openapi/v1.json", "-o", "api.d.ts");
            await Run("node", compiles);
            (await Run("node", Path.Combine("out", "walk.js"), site.Address.ToString().TrimEnd('/'), photo)).ShouldEndWith("walked\n");
        }
        Directory.Delete(data, recursive: true);
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}{await errors}");
        return output;
    }
}
