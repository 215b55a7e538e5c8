using System.Net;
using System.Net.Sockets;
using Kaki.Host.Http;
using Microsoft.AspNetCore.Builder;

namespace Kaki.Browser.Tests.Harness;

/// <summary>The real site on a free port of this machine, with the town in it; opened once for the run.</summary>
internal sealed class OpenSite
{
    private static readonly Lazy<Task<OpenSite>> Opened = new(Open);

    private OpenSite(WebApplication app, string address, Town town) => (App, Address, Town) = (app, address, town);

    public WebApplication App { get; }

    /// <summary>By name, not number: passkeys belong to a name.</summary>
    public string Address { get; }
    public Town Town { get; }

    public static Task<OpenSite> Here() => Opened.Value;

    private static async Task<OpenSite> Open()
    {
        var folder = Directory.CreateTempSubdirectory("kaki-browser-").FullName;
        var address = $"http://localhost:{FreePort()}";
        var app = Site.Build(["--environment=Testing", $"--urls={address}", $"--Data={folder}", "--Trust:RateFactor=0", "--People:PasswordIterations=1000", "--Logging:LogLevel:Default=Warning"]);
        await app.Migrate();
        await app.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            app.StopAsync().Wait(TimeSpan.FromSeconds(5));
            try { Directory.Delete(folder, recursive: true); } catch (IOException) { /* a last writer; the system cleans its temporary folder */ }
        };
        return new(app, address, await Town.Build(app.Services));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
