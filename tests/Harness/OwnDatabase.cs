using Kaki.Host;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Tests.Harness;

/// <summary>An empty database that only one test sees.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private readonly string? file;

    public OwnDatabase(Provider provider)
    {
        if (provider == Provider.Sqlite) file = Path.GetTempFileName();
        Settings = new(provider, file is null ? ThrowawayPostgres.NewDatabase() : $"Data Source={file};Pooling=False");
        Db = Open();
    }

    public DatabaseSettings Settings { get; }
    public AppDb Db { get; }

    public AppDb Open() => Open(Settings);

    /// <summary>A database that is there, seen by this test alone or not.</summary>
    public static AppDb Open(DatabaseSettings settings)
    {
        var options = new DbContextOptionsBuilder<AppDb>();
        DatabaseServices.Use(options, settings);
        return new AppDb(options.Options, House.Floors, settings, new WriteGate(settings), new Subscriptions([]), new Ids(TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        if (file is null) Npgsql.NpgsqlConnection.ClearPool(new(Settings.ConnectionString));
        if (file is not null) foreach (var part in new[] { file, file + "-wal", file + "-shm" }) File.Delete(part);
    }
}
