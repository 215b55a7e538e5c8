using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Kaki.Kernel.Blobs;

namespace Kaki.Tests.Kernel.Blobs;

/// <summary>An S3 server of this run's own: the npm package s3rver on a free loopback port, its bucket in a temporary folder.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-s3-").FullName;
    private Process? process;

    public S3Settings Settings { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var package = Path.Combine(Root(), "tests", "s3");
        var program = Path.Combine(package, "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program)) await Install(package);
        var port = Free.Port();
        // Its tokens of long listings are sealed with DES, which OpenSSL 3 counts as legacy.
        process = Process.Start(new ProcessStartInfo("node", ["--openssl-legacy-provider", program, "-a", "127.0.0.1", "-p", port.ToString(), "-d", folder, "--silent", "--no-vhost-buckets", "--configure-bucket", "kaki"]))!;
        await Listening(port);
        Settings = new S3Settings($"http://127.0.0.1:{port}", "kaki", "S3RVER", "S3RVER");
    }

    public ValueTask DisposeAsync()
    {
        process?.Kill(entireProcessTree: true);
        process?.WaitForExit();
        process?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task Install(string package)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = package })!;
        await npm.WaitForExitAsync();
        npm.ExitCode.ShouldBe(0, "npm ci in tests/s3 failed");
    }

    private async Task Listening(int port)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            process!.HasExited.ShouldBeFalse("s3rver ended at once");
            using var client = new TcpClient();
            try { await client.ConnectAsync(IPAddress.Loopback, port); return; }
            catch (SocketException) { await Task.Delay(100); }
        }
        throw new TimeoutException("s3rver does not listen.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Kaki.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }
}
