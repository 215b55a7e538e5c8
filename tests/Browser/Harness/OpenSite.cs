using System.Net;
using System.Net.Sockets;
using Kaki.Host.Http;
using Microsoft.AspNetCore.Builder;

namespace Kaki.Browser.Tests.Harness;

/// <summary>The real site on a free port of this machine, with the town in it; opened once for the run.</summary>
internal sealed class OpenSite
{
    private static readonly Lazy<Task<OpenSite>> Opened = new(Open);
    private readonly string folder;

    private OpenSite(WebApplication app, string address, string folder, Town town) => (App, Address, this.folder, Town) = (app, address, folder, town);

    public WebApplication App { get; }

    /// <summary>By name, not number: passkeys belong to a name.</summary>
    public string Address { get; }
    public Town Town { get; }

    public static Task<OpenSite> Here() => Opened.Value;

    /// <summary>Stops the site, if anybody came; its data go with it.</summary>
    public static async Task Close()
    {
        if (!Opened.IsValueCreated) return;
        var site = await Opened.Value;
        await site.App.StopAsync();
        await site.App.DisposeAsync();
        Directory.Delete(site.folder, recursive: true);
    }

    private static async Task<OpenSite> Open()
    {
        var folder = Directory.CreateTempSubdirectory("kaki-browser-").FullName;
        var address = $"http://localhost:{FreePort()}";
        var app = Site.Build(["--environment=Testing", $"--urls={address}", $"--Data={folder}", "--Trust:RateFactor=0", "--People:PasswordIterations=1000", "--Logging:LogLevel:Default=Error"]);
        await app.Migrate();
        await app.StartAsync();
        return new(app, address, folder, await Town.Build(app.Services));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
