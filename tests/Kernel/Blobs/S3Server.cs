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

    internal S3Settings Settings { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var program = Sources.NodePackages("s3", "s3rver", "bin", "s3rver.js");
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
}
