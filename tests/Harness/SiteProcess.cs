using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Kaki.Tests.Harness;

/// <summary>The site as people run it: a process of its own on a loopback port, which can be killed at any moment.</summary>
internal sealed class SiteProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "kaki.dll");
    private readonly Process process;
    private readonly List<string> said = [];

    private SiteProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        process.OutputDataReceived += (_, e) => { if (e.Data is { } line) lock (said) said.Add(line); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Every line it wrote: its log, as a machine reads it.</summary>
    public IReadOnlyList<string> Said { get { lock (said) return [.. said]; } }

    public static async Task<SiteProcess> Start(string folder, string? postgres, IReadOnlyDictionary<string, string>? settings = null)
    {
        var address = new Uri($"http://127.0.0.1:{Free.Port()}");
        var start = Command(["run", "--no-demo", "--port", address.Port.ToString(), "--data", folder, .. postgres is null ? Array.Empty<string>() : ["--postgres", postgres]]);
        start.Environment["Trust__RateFactor"] = "0";
        start.Environment["People__PasswordIterations"] = "1000";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var site = new SiteProcess(Process.Start(start)!, address);
        await site.Open();
        return site;
    }

    /// <summary>Starts a command and leaves it to whoever asked; its output is theirs to read.</summary>
    public static Process Begin(params string[] arguments) => Process.Start(Command(arguments))!;

    /// <summary>Runs another command of the program on the same site to its end.</summary>
    public static Task<(int Code, string Output)> Run(params string[] arguments) => Run(arguments, []);

    public static async Task<(int Code, string Output)> Run(string[] arguments, Dictionary<string, string> settings)
    {
        var start = Command(arguments);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + (process.ExitCode == 0 ? "" : await errors));
    }

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <returns>The bearer token of a new member.</returns>
    public async Task<string> SignUp(string handle)
    {
        using var client = Client();
        return (await client.PostAsJsonAsync("/api/v1/accounts", new { handle, name = handle, password = TestPerson.Password, token = true }).Json()).GetProperty("token").GetString()!;
    }

    /// <summary>Ends it as a power cut would: nothing is finished, nothing is said.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task Open()
    {
        using var client = Client();
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            process.HasExited.ShouldBeFalse(string.Join('\n', Said));
            try
            {
                if ((await client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) { /* it does not listen yet */ }
            await Task.Delay(100);
        }
        throw new TimeoutException("The site does not open: " + string.Join('\n', Said));
    }

    private static ProcessStartInfo Command(IEnumerable<string> arguments) =>
        new("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
}
