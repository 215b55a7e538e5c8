using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kaki.Host.Commands;
using Kaki.Host.Http;
using Kaki.Host.Import;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Import;

/// <summary>A new site of one test's own, to import into.</summary>
internal sealed class ImportedSite : IAsyncDisposable
{
    public const string Password = "three warm persimmons";

    // What lives while a site runs, whoever imported: leases and the like.
    private static readonly string[] Passing = ["kernel_nodes", "kernel_schedule"];
    private readonly string? postgres;

    public ImportedSite(Provider provider)
    {
        postgres = provider == Provider.Postgres ? ThrowawayPostgres.NewDatabase() : null;
        App = Site.Build(["--environment=Testing", $"--Data={Data}", "--urls=http://127.0.0.1:0", "--Pictures:Workers=2", "--PageCache:Seconds=0", "--Trust:RateFactor=0", "--People:PasswordIterations=1000", "--Logging:LogLevel:Default=Error", .. postgres is null ? [] : new[] { $"--Database:Postgres={postgres}" }]);
    }

    public string Data { get; } = Directory.CreateTempSubdirectory("kaki-imported-").FullName;
    public WebApplication App { get; }

    /// <summary>The options of a command that is to open this site.</summary>
    public IEnumerable<string> Options => postgres is null ? ["--data", Data] : ["--data", Data, "--postgres", postgres];

    public string Told { get; private set; } = "";

    public async Task<JsonElement> Import(string folder, int most = int.MaxValue, string? password = null, TextWriter? to = null, CancellationToken cancel = default)
    {
        to ??= new StringWriter();
        var json = await ImportCommand.Import(App, new LifestyleFolder(folder), most, password, to, cancel);
        Told = to.ToString()!;
        return JsonSerializer.Deserialize<JsonElement>(json);
    }

    /// <summary>Serves it, on a port of its own.</summary>
    public Task Open() => App.StartAsync();

    /// <summary>Somebody new, in at the front door.</summary>
    public Task<TestPerson> Join(string handle) => Enter(handle, "/api/v1/accounts", new { handle, name = handle, password = Password }, "id");

    /// <summary>Somebody the import brought.</summary>
    public Task<TestPerson> As(string handle) => Enter(handle, "/api/v1/sessions", new { handle, password = Password }, "member");

    private async Task<TestPerson> Enter(string handle, string door, object with, string id)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(App.Urls.Single()) };
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
        var answer = await client.PostAsJsonAsync(door, with).Json();
        return new(client, Id.Parse(answer.GetProperty(id).GetString()!).Value, handle, handle);
    }

    public async Task<T> Db<T>(Func<AppDb, Task<T>> ask)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    /// <summary>Of every table how many rows it has and a hash of what they say.</summary>
    public Task<Dictionary<string, string>> Rows() => Db(async db =>
    {
        var tables = db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct().Except(Passing).Order();
        var rows = new Dictionary<string, string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in tables) rows[table] = await Rows(db, table);
        return rows;
    });

    public async Task<Dictionary<string, int>> Counts() => (await Rows()).ToDictionary(r => r.Key, r => int.Parse(r.Value.Split(' ')[0]));

    private static async Task<string> Rows(AppDb db, string table)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"select * from {table}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join('\u001f', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString())));
        rows.Sort(StringComparer.Ordinal);
        return $"{rows.Count} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', rows))))}";
    }

    public async ValueTask DisposeAsync()
    {
        if (App.Lifetime.ApplicationStarted.IsCancellationRequested) await App.StopAsync();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Data, recursive: true);
    }
}
