using System.Data.Common;

namespace Kaki.Kernel.Data.Migrations;

/// <summary>Applies the numbered files in order, each in its own transaction, under a lock: many nodes may start at once, one migrates.</summary>
public sealed class Migrator(DatabaseSettings database, IReadOnlyList<Migration> files, TimeProvider clock)
{
    private const long PostgresLock = 7246521;

    /// <returns>The numbers applied by this call.</returns>
    /// <exception cref="MigrationRefused">A released file was edited, the database is newer than the program, or rows break a foreign key.</exception>
    public async Task<IReadOnlyList<int>> Apply(CancellationToken cancel = default)
    {
        var applied = new List<int>();
        await using var db = await database.Open(cancel);
        if (database.Provider == Provider.Sqlite) await Run(db, "pragma journal_mode=wal", cancel);
        else await Run(db, $"select pg_advisory_lock({PostgresLock})", cancel);
        while (await ApplyNext(db, cancel) is { } number) applied.Add(number);
        if (database.Provider == Provider.Postgres) await Run(db, $"select pg_advisory_unlock({PostgresLock})", cancel);
        return applied;
    }

    /// <summary>The files not yet applied to this database.</summary>
    /// <exception cref="MigrationRefused">As <see cref="Apply"/> would.</exception>
    public async Task<IReadOnlyList<Migration>> Waiting(CancellationToken cancel = default)
    {
        await using var db = await database.Open(cancel);
        await CreateHistory(db, cancel);
        var known = await History(db, cancel);
        Check(known);
        return [.. files.Where(f => !known.ContainsKey(f.Number))];
    }

    private async Task<int?> ApplyNext(DbConnection db, CancellationToken cancel)
    {
        if (database.Provider == Provider.Sqlite) await Run(db, "pragma foreign_keys=off", cancel); // has no effect inside a transaction; whoever opens a connection says it on again
        await using var transaction = await db.BeginTransactionAsync(cancel); // on SQLite BEGIN IMMEDIATE, which is the lock
        await CreateHistory(db, cancel);
        var known = await History(db, cancel);
        Check(known);
        var next = files.FirstOrDefault(f => !known.ContainsKey(f.Number));
        if (next is null) return null;
        if (!string.IsNullOrWhiteSpace(next.Sql)) await Run(db, next.Sql, cancel); // a floor without tables yet; Npgsql refuses an empty command
        if (database.Provider == Provider.Sqlite) await RefuseOrphans(db, next, cancel);
        await Record(db, next, cancel);
        await transaction.CommitAsync(cancel);
        return next.Number;
    }

    private static Task CreateHistory(DbConnection db, CancellationToken cancel) =>
        Run(db, "create table if not exists kernel_migrations(number integer primary key, name text not null, hash text not null, at bigint not null)", cancel);

    private static async Task<Dictionary<int, string>> History(DbConnection db, CancellationToken cancel)
    {
        var known = new Dictionary<int, string>();
        await using var command = db.Command("select number, hash from kernel_migrations");
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

    private static async Task RefuseOrphans(DbConnection db, Migration file, CancellationToken cancel)
    {
        await using var command = db.Command("select \"table\", rowid, parent from pragma_foreign_key_check limit 1");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (await reader.ReadAsync(cancel))
            throw new MigrationRefused($"After migration {file.Number}, {reader.GetString(0)} row {reader.GetValue(1)} points to no row of {reader.GetString(2)}. Nothing was changed.");
    }

    private Task Record(DbConnection db, Migration file, CancellationToken cancel) =>
        db.Run("insert into kernel_migrations(number, name, hash, at) values (@number, @name, @hash, @at)", [("number", file.Number), ("name", file.Name), ("hash", file.Hash), ("at", Instant.Now(clock).Micros)], cancel);

    private static async Task Run(DbConnection db, string sql, CancellationToken cancel)
    {
        await using var command = db.Command(sql);
        command.CommandTimeout = 0; // a migration takes what it takes
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>The database and this program do not belong together; nothing was changed.</summary>
public sealed class MigrationRefused(string words) : Exception(words);
