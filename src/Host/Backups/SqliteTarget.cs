using System.IO.Compression;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.Data.Sqlite;

namespace Kaki.Host.Backups;

/// <summary>A new file beside the database file, renamed over it in the end.</summary>
internal sealed class SqliteTarget(DatabaseSettings database) : IRestoreTarget
{
    private readonly string file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

    private string Beside => file + ".restoring";

    private static string To(string path) => new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    public async Task<int> LiveNodes(Instant now, CancellationToken cancel) =>
        await Has("kernel_nodes", cancel) ? Convert.ToInt32(await Scalar($"select count(*) from kernel_nodes where until > {now.Micros}", cancel)) : 0;

    public async Task<string?> FirstTableWithRows(IReadOnlyList<string> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
            if (await Has(table, cancel) && Convert.ToInt64(await Scalar($"select exists(select 1 from \"{table}\")", cancel)) == 1) return table;
        return null;
    }

    public Task<DatabaseSettings> Prepare(CancellationToken cancel)
    {
        OwnerOnly.Folder(Path.GetDirectoryName(file)!);
        Clear();
        return Task.FromResult(new DatabaseSettings(Provider.Sqlite, To(Beside)));
    }

    public Task Abandon()
    {
        Clear();
        return Task.CompletedTask;
    }

    private void Clear()
    {
        foreach (var rest in new[] { Beside, Beside + "-wal", Beside + "-shm" }) File.Delete(rest);
    }

    public async Task Load(ZipArchive zip, IReadOnlyList<TableInFile> tables, IProgress<long> done, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(To(Beside));
        await connection.OpenAsync(cancel);
        await Run(connection, "pragma foreign_keys=off", cancel);
        await using var transaction = connection.BeginTransaction();
        long rows = 0;
        foreach (var table in tables)
        {
            await using var insert = Insert(connection, transaction, table);
            await foreach (var row in RowLines.Of(zip, table, cancel))
            {
                for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = Value(row[i], table.Columns[i].Kind);
                await insert.ExecuteNonQueryAsync(cancel);
                if (++rows % 1000 == 0) done.Report(rows);
            }
        }
        await transaction.CommitAsync(cancel);
        await using (var check = new SqliteCommand("select \"table\" from pragma_foreign_key_check limit 1", connection))
            if (await check.ExecuteScalarAsync(cancel) is string orphan) throw new BackupRefused($"Rows of {orphan} in the backup point to rows that are not in it. Nothing was changed.");
        done.Report(rows);
    }

    // Emptying the old log first fails while anybody has the file open, and a log left behind would be read into the new file.
    public async Task TakeThePlace(CancellationToken cancel)
    {
        await using (var fresh = new SqliteConnection(To(Beside)))
        {
            await fresh.OpenAsync(cancel);
            await Run(fresh, "pragma journal_mode=delete", cancel);
        }
        SqliteConnection.ClearAllPools();
        if (File.Exists(file))
        {
            await using var old = new SqliteConnection(To(file));
            await old.OpenAsync(cancel);
            try { await Run(old, "pragma journal_mode=delete", cancel); }
            catch (SqliteException e) { throw new BackupRefused($"{file} is in use: {e.Message} Nothing was changed."); }
        }
        File.Move(Beside, file, overwrite: true);
    }

    private async Task<bool> Has(string table, CancellationToken cancel) =>
        File.Exists(file) && Convert.ToInt64(await Scalar($"select count(*) from sqlite_master where type = 'table' and name = '{table.Replace("'", "''")}'", cancel)) > 0;

    private async Task<object?> Scalar(string sql, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(To(file));
        await connection.OpenAsync(cancel);
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    private static async Task Run(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static SqliteCommand Insert(SqliteConnection connection, SqliteTransaction transaction, TableInFile table)
    {
        var names = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""));
        var command = new SqliteCommand($"insert into \"{table.Name}\" ({names}) values ({string.Join(", ", table.Columns.Select((_, i) => "$" + i))})", connection, transaction);
        for (var i = 0; i < table.Columns.Count; i++) command.Parameters.Add(new SqliteParameter("$" + i, null));
        return command;
    }

    private static object Value(JsonElement value, ColumnKind kind) => value.ValueKind == JsonValueKind.Null ? DBNull.Value : kind switch
    {
        ColumnKind.Integer => value.GetInt64(),
        ColumnKind.Number => value.GetDouble(),
        ColumnKind.Boolean => value.GetBoolean() ? 1L : 0L,
        ColumnKind.Bytes => value.GetBytesFromBase64(),
        _ => value.GetString()!,
    };
}
