using System.Collections.Concurrent;
using Kaki.Kernel.Data;
using Kaki.Host.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Kaki.Tests.Harness.TestSite.Closing))]

namespace Kaki.Tests.Harness;

/// <summary>
/// The whole site on one database, started once per provider for the run and shared by all tests:
/// a test makes the people and things it needs and never counts on an empty table.
/// </summary>
internal sealed class TestSite : WebApplicationFactory<Program>
{
    private static readonly ConcurrentDictionary<Provider, Lazy<TestSite>> Sites = new();
    private readonly Provider provider;
    private readonly string folder = Directory.CreateTempSubdirectory("kaki-test-").FullName;

    private TestSite(Provider provider) => this.provider = provider;

    public static TestSite On(Provider provider) => Sites.GetOrAdd(provider, p => new(() => Started(p))).Value;

    public string Folder => folder;

    /// <summary>A scope of services with its own <see cref="AppDb"/>.</summary>
    public AsyncServiceScope Scope() => Services.CreateAsyncScope();

    /// <summary>A browser without script: keeps cookies, follows no redirects.</summary>
    public HttpClient Browser()
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri("http://localhost") });
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        client.DefaultRequestHeaders.Add(AddressByHeader.Name, AddressByHeader.Next());
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Data", folder);
        builder.UseSetting("PageCache:Seconds", "0"); // a test reads what it just wrote
        builder.UseSetting("People:PasswordIterations", "1000"); // hashing slowly is for real passwords
        var counted = new CountedQueries();
        builder.ConfigureServices(s => s.AddSingleton<IStartupFilter, AddressByHeader>().AddSingleton<IStartupFilter>(counted).ConfigureDbContext<AppDb>(o => o.AddInterceptors(counted)));
        builder.ConfigureServices(s => s.AddHttpClient("sandbox-bank").ConfigurePrimaryHttpMessageHandler(() => Server.CreateHandler())); // the test bank calls this site
        if (provider == Provider.Postgres) builder.UseSetting("Database:Postgres", ThrowawayPostgres.NewDatabase());
    }

    private static TestSite Started(Provider provider)
    {
        var site = new TestSite(provider);
        _ = site.Services; // builds, migrates and starts
        return site;
    }

    /// <summary>After the last test: the sites stop before their databases do.</summary>
    internal sealed class Closing : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var site in Sites.Values.Where(s => s.IsValueCreated).Select(s => s.Value))
            {
                try { await ((IAsyncDisposable)site).DisposeAsync(); }
                catch (ObjectDisposedException) { /* the program behind it hears of the stop too, and may have ended first */ }
                Directory.Delete(site.folder, recursive: true);
            }
        }
    }
}

/// <summary>A theory that runs on both databases: <c>[BothDatabases]</c> with a <see cref="Provider"/> parameter.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothDatabasesAttribute : Xunit.v3.DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(Provider.Sqlite), new TheoryDataRow(Provider.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
