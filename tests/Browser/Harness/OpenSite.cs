using System.Net;
using System.Net.Sockets;
using Kaki.Host.Commands;
using Kaki.Host.Http;
using Kaki.Host.Import;
using Microsoft.AspNetCore.Builder;

namespace Kaki.Browser.Tests.Harness;

/// <summary>The real site on a free port of this machine: the town, opened once for the run, or one of a test's own with what was imported.</summary>
internal sealed class OpenSite : IAsyncDisposable
{
    private static readonly Lazy<Task<OpenSite>> Opened = new(Open);
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-browser-").FullName;
    private Town? town;

    private OpenSite() =>
        App = Site.Build(["--environment=Testing", $"--urls={Address}", $"--Data={folder}", "--Pictures:Workers=2", "--Trust:RateFactor=0", "--People:PasswordIterations=1000", "--Logging:LogLevel:Default=Error"]);

    public WebApplication App { get; }

    /// <summary>By name, not number: passkeys belong to a name.</summary>
    public string Address { get; } = $"http://localhost:{FreePort()}";

    /// <exception cref="InvalidOperationException">What was imported is no town.</exception>
    public Town Town => town ?? throw new InvalidOperationException("The town is somewhere else.");

    public static Task<OpenSite> Here() => Opened.Value;

    /// <param name="from">The folder of the public data.</param>
    /// <param name="most">At most so many of each family.</param>
    public static async Task<OpenSite> Imported(string from, int most)
    {
        var site = new OpenSite();
        await ImportCommand.Import(site.App, new LifestyleFolder(from), most, Town.Password, TextWriter.Null, TestContext.Current.CancellationToken);
        await site.App.StartAsync();
        return site;
    }

    /// <summary>Stops the town, if anybody came.</summary>
    public static async Task Close()
    {
        if (Opened.IsValueCreated) await (await Opened.Value).DisposeAsync();
    }

    /// <summary>Its data go with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<OpenSite> Open()
    {
        var site = new OpenSite();
        await site.App.Migrate();
        await site.App.StartAsync();
        site.town = await Town.Build(site.App.Services);
        return site;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
