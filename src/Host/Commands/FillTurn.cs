using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kaki.Host.Commands;

/// <summary>The turn to fill a site with demo content or an import: one process at a time has it, until it is done or ends otherwise.</summary>
internal sealed class FillTurn : IAsyncDisposable
{
    private const long PostgresLock = 7246522;
    private readonly IAsyncDisposable held;

    private FillTurn(IAsyncDisposable held) => this.held = held;

    /// <exception cref="CannotOpen">Another process has it.</exception>
    public static async Task<FillTurn> Take(DatabaseSettings database) =>
        new(database.Provider == Provider.Sqlite ? Lock(database.ConnectionString) : await LockPostgres(database.ConnectionString));

    // The system takes the lock back when the process ends. The file stays: to delete it would be to let two have it.
    private static FileStream Lock(string connection)
    {
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(connection).DataSource)!;
        try { return OwnerOnly.Write(Path.Combine(folder, "filling.lock"), FileMode.OpenOrCreate); }
        catch (IOException) { throw Taken(folder); }
    }

    private static async Task<NpgsqlConnection> LockPostgres(string connection)
    {
        var one = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await one.OpenAsync();
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({PostgresLock})", one);
        if (await command.ExecuteScalarAsync() is true) return one;
        await one.DisposeAsync();
        throw Taken($"the database {one.Database}");
    }

    private static CannotOpen Taken(string where) =>
        new($"Another Kaki is filling {where} at this moment. Wait until it is done, or stop it; then the same command goes on from there.");

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
