using System.Collections.Concurrent;
using Kaki.Host.Http;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.People.Accounts;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kaki.Tests.Harness;

/// <summary>
/// The site with its real server on a loopback port, seen by one test alone: what is sent goes over the wire, and whatever changes in its
/// database, this test changed. Limits by number are off.
/// </summary>
internal sealed class LiveSite : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private readonly ErrorLog log = new();

    private LiveSite(WebApplication app, string folder)
    {
        (this.app, this.folder) = (app, folder);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }
    public IServiceProvider Services => app.Services;

    /// <summary>What its log called an error.</summary>
    public IReadOnlyCollection<string> Errors => log.Said;

    /// <param name="settings">As on the command line, <c>--Name=value</c>.</param>
    public static async Task<LiveSite> Start(Provider provider, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kaki-live-").FullName;
        string[] database = provider == Provider.Postgres ? [$"--Database:Postgres={ThrowawayPostgres.NewDatabase()}"] : [];
        var app = Site.Build(["--environment=Testing", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", $"--Data={folder}", "--Trust:RateFactor=0", "--People:PasswordIterations=1000", .. database, .. settings]);
        await app.Migrate();
        await app.StartAsync();
        return new(app, folder);
    }

    /// <summary>A browser or program that keeps no cookies and follows nothing.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>Signs somebody in, whatever has become of their password.</summary>
    public async Task<HttpClient> As(string handle)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var member = await db.Set<Member>().SingleAsync(m => m.Handle == handle);
        return Client((await db.Write(() => scope.ServiceProvider.GetRequiredService<OpenSession>().Run(member, new Device("Test", ""), SignInBy.Password))).Token);
    }

    public async Task Bring(string handle, string role = "member")
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BringPeople>().Run([new(handle, handle, "en", "", null, null, [], role, Town.Password, Instant.Now(TimeProvider.System))]);
    }

    /// <summary>Gives somebody of the town every right there is.</summary>
    public async Task Trust(string handle)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        (await db.Set<Member>().SingleAsync(m => m.Handle == handle)).Serve(Role.Operator);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> said = new();

        public IReadOnlyCollection<string> Said => said;
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<T>(T state) where T : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<T>(LogLevel level, EventId id, T state, Exception? exception, Func<T, Exception?, string> words)
        {
            if (IsEnabled(level)) said.Enqueue($"{words(state, exception)} {exception}");
        }

        public void Dispose() { }
    }
}
