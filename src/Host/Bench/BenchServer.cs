using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kaki.Host.Bench;

/// <summary>The site in a process of its own, on a free port, as <c>kaki run</c> starts it; with what the system says of that process.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux we run on
    private readonly Process process;

    private BenchServer(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }
    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>From the start of the process to the first page answered.</summary>
    public TimeSpan ColdStart { get; private init; }

    /// <param name="settings">Configuration beyond the command line, as the environment carries it.</param>
    public static async Task<BenchServer> Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, TimeSpan patience)
    {
        var port = FreePort();
        var start = Stopwatch.GetTimestamp();
        var process = Child(["run", "--port", port.ToString(CultureInfo.InvariantCulture), .. arguments], settings);
        _ = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await FirstPage(process, port, errors, start, patience);
        return new(process, port) { ColdStart = Stopwatch.GetElapsedTime(start) };
    }

    /// <summary>This program again, with other words.</summary>
    public static Process Child(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") info.ArgumentList.Add(typeof(BenchServer).Assembly.Location);
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        foreach (var (name, value) in settings) info.Environment[name.Replace(":", "__")] = value;
        return Process.Start(info)!;
    }

    /// <summary>Processor time of the whole process so far.</summary>
    public TimeSpan Cpu()
    {
        // Fields 14 and 15, counted after the name in brackets, which may hold spaces.
        var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ", 2)[1].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11]) + long.Parse(fields[12])) / TicksPerSecond);
    }

    public int ResidentMb() => Status("VmRSS");

    public int PeakMb() => Status("VmHWM");

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private int Status(string name) =>
        int.Parse(File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    private static async Task FirstPage(Process process, int port, Task<string> errors, long start, TimeSpan patience)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = patience };
        while (true)
        {
            if (process.HasExited) throw new BenchFailed($"The server ended before its first page: {(await errors).Trim()}");
            if (Stopwatch.GetElapsedTime(start) > patience)
            {
                process.Kill(entireProcessTree: true);
                throw new BenchFailed($"No page within {patience.TotalSeconds:0} s.");
            }
            try
            {
                using var answer = await http.GetAsync("/");
                await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) { /* not listening yet */ }
            await Task.Delay(5);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A bench could not be run; its words say why.</summary>
internal sealed class BenchFailed(string words) : Exception(words);
