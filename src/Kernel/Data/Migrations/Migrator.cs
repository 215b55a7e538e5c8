using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kaki.Kernel.Data.Migrations;

/// <summary>Applies the numbered files in order, each in its own transaction, under a lock: many nodes may start at once, one migrates.</summary>
public sealed class Migrator(AppDb db, IReadOnlyList<Migration> files, TimeProvider clock)
{
    private const long PostgresLock = 7246521;

    /// <returns>The numbers applied by this call.</returns>
    /// <exception cref="MigrationRefused">A released file was edited, the database is newer than the program, or rows break a foreign key.</exception>
    public async Task<IReadOnlyList<int>> Apply(CancellationToken cancel = default)
    {
        var applied = new List<int>();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            if (db.Provider == Provider.Sqlite) await Run("pragma journal_mode=wal", cancel);
            else await Run($"select pg_advisory_lock({PostgresLock})", cancel);
            while (await ApplyNext(cancel) is { } number) applied.Add(number);
            if (db.Provider == Provider.Postgres) await Run($"select pg_advisory_unlock({PostgresLock})", cancel);
            else await Run("pragma foreign_keys=on", cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        return applied;
    }

    /// <summary>The files not yet applied to this database.</summary>
    /// <exception cref="MigrationRefused">As <see cref="Apply"/> would.</exception>
    public async Task<IReadOnlyList<Migration>> Waiting(CancellationToken cancel = default)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await CreateHistory(cancel);
            var known = await History(cancel);
            Check(known);
            return [.. files.Where(f => !known.ContainsKey(f.Number))];
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<int?> ApplyNext(CancellationToken cancel)
    {
        if (db.Provider == Provider.Sqlite) await Run("pragma foreign_keys=off", cancel); // has no effect inside a transaction
        await using var transaction = await db.Database.BeginTransactionAsync(cancel); // on SQLite BEGIN IMMEDIATE, which is the lock
        await CreateHistory(cancel);
        var known = await History(cancel);
        Check(known);
        var next = files.FirstOrDefault(f => !known.ContainsKey(f.Number));
        if (next is null) return null;
        if (!string.IsNullOrWhiteSpace(next.Sql)) await Run(next.Sql, cancel); // a floor without tables yet; Npgsql refuses an empty command
        if (db.Provider == Provider.Sqlite) await RefuseOrphans(next, cancel);
        await Record(next, cancel);
        await transaction.CommitAsync(cancel);
        return next.Number;
    }

    private Task CreateHistory(CancellationToken cancel) =>
        Run("create table if not exists kernel_migrations(number integer primary key, name text not null, hash text not null, at bigint not null)", cancel);

    private async Task<Dictionary<int, string>> History(CancellationToken cancel)
    {
        var known = new Dictionary<int, string>();
        await using var command = Command("select number, hash from kernel_migrations");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) known[reader.GetInt32(0)] = reader.GetString(1);
        return known;
    }

    private void Check(Dictionary<int, string> known)
    {
        foreach (var (number, hash) in known)
        {
            var file = files.FirstOrDefault(f => f.Number == number)
                ?? throw new MigrationRefused($"The database has migration {number}, this program does not: start the newer program.");
            if (file.Hash != hash) throw new MigrationRefused($"Migration {number} ({file.Name}) was edited after it was applied. Restore the file and add a new one.");
        }
    }

    private async Task RefuseOrphans(Migration file, CancellationToken cancel)
    {
        await using var command = Command("select \"table\", rowid, parent from pragma_foreign_key_check limit 1");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (await reader.ReadAsync(cancel))
            throw new MigrationRefused($"After migration {file.Number}, {reader.GetString(0)} row {reader.GetValue(1)} points to no row of {reader.GetString(2)}. Nothing was changed.");
    }

    private async Task Record(Migration file, CancellationToken cancel)
    {
        await using var command = Command("insert into kernel_migrations(number, name, hash, at) values (@number, @name, @hash, @at)");
        Add(command, "number", file.Number);
        Add(command, "name", file.Name);
        Add(command, "hash", file.Hash);
        Add(command, "at", Instant.Now(clock).Micros);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task Run(string sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        command.CommandTimeout = 0; // a migration takes what it takes
        await command.ExecuteNonQueryAsync(cancel);
    }

    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>The database and this program do not belong together; nothing was changed.</summary>
public sealed class MigrationRefused(string words) : Exception(words);
