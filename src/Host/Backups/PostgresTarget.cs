using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Npgsql;

namespace Kaki.Host.Backups;

/// <summary>A schema beside the one in use; in the end, in one transaction, its tables take the others' place.</summary>
internal sealed class PostgresTarget(DatabaseSettings database) : IRestoreTarget
{
    private const string Beside = "kaki_restoring";

    public async Task<int> LiveNodes(Instant now, CancellationToken cancel) =>
        await Has("kernel_nodes", cancel) ? Convert.ToInt32(await Scalar($"select count(*) from kernel_nodes where until > {now.Micros}", cancel)) : 0;

    public async Task<string?> FirstTableWithRows(IReadOnlyList<string> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
            if (await Has(table, cancel) && (bool)(await Scalar($"select exists(select 1 from \"{table}\")", cancel))!) return table;
        return null;
    }

    public async Task<DatabaseSettings> Prepare(CancellationToken cancel)
    {
        await Run($"drop schema if exists {Beside} cascade; create schema {Beside}", cancel);
        return new(Provider.Postgres, ConnectionTo(Beside));
    }

    public Task Abandon() => Run($"drop schema if exists {Beside} cascade", CancellationToken.None);

    public async Task Load(ZipArchive zip, IReadOnlyList<TableInFile> tables, IProgress<long> done, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(Beside));
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        long rows = 0;
        foreach (var table in tables)
        {
            try { rows = await Copy(connection, zip, table, rows, done, cancel); }
            catch (PostgresException e) { throw new BackupRefused($"PostgreSQL does not take a row of {table.Name}: {e.MessageText} ({e.Where?.Split('\n')[0]}). Nothing was changed."); }
        }
        await transaction.CommitAsync(cancel);
        done.Report(rows);
    }

    private static async Task<long> Copy(NpgsqlConnection connection, ZipArchive zip, TableInFile table, long rows, IProgress<long> done, CancellationToken cancel)
    {
        var names = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""));
        await using var copy = await connection.BeginTextImportAsync($"copy \"{table.Name}\" ({names}) from stdin", cancel);
        await foreach (var row in RowLines.Of(zip, table, cancel))
        {
            await copy.WriteAsync(Line(row, table.Columns).AsMemory(), cancel);
            if (++rows % 1000 == 0) done.Report(rows);
        }
        return rows;
    }

    public Task TakeThePlace(CancellationToken cancel) => Run($"""
        do $$
        declare place text := current_schema(); one record;
        begin
          for one in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = place and c.relkind = 'r' and c.relname ~ '^(kernel|trust|people|goods|place|insight)_' loop
            execute format('drop table %I.%I cascade', place, one.relname);
          end loop;
          for one in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '{Beside}' and c.relkind = 'r' loop
            execute format('alter table {Beside}.%I set schema %I', one.relname, place);
          end loop;
          for one in select p.proname, pg_get_function_identity_arguments(p.oid) as args from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = '{Beside}' loop
            execute format('drop function if exists %I.%I(%s) cascade', place, one.proname, one.args);
            execute format('alter function {Beside}.%I(%s) set schema %I', one.proname, one.args, place);
          end loop;
          drop schema {Beside};
        end $$
        """, cancel);

    // The text form of COPY, so that the server reads each value by its column's own type.
    private static string Line(JsonElement[] row, IReadOnlyList<ColumnShape> columns)
    {
        var line = new StringBuilder();
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0) line.Append('\t');
            if (row[i].ValueKind == JsonValueKind.Null) { line.Append("\\N"); continue; }
            switch (columns[i].Kind)
            {
                case ColumnKind.Integer: line.Append(row[i].GetInt64()); break;
                case ColumnKind.Number: line.Append(row[i].GetDouble().ToString("R", CultureInfo.InvariantCulture)); break;
                case ColumnKind.Boolean: line.Append(row[i].GetBoolean() ? 't' : 'f'); break;
                case ColumnKind.Bytes: line.Append("\\\\x").Append(Convert.ToHexString(row[i].GetBytesFromBase64())); break;
                default: Escape(line, row[i].GetString()!); break;
            }
        }
        return line.Append('\n').ToString();
    }

    private static void Escape(StringBuilder line, string text)
    {
        foreach (var c in text)
            _ = c switch { '\\' => line.Append("\\\\"), '\n' => line.Append("\\n"), '\r' => line.Append("\\r"), '\t' => line.Append("\\t"), _ => line.Append(c) };
    }

    private string ConnectionTo(string schema) => new NpgsqlConnectionStringBuilder(database.ConnectionString) { SearchPath = schema, Pooling = false }.ToString();

    private async Task<bool> Has(string table, CancellationToken cancel) => await Scalar($"select to_regclass('\"{table.Replace("'", "''")}\"')::text", cancel) is string;

    private async Task<object?> Scalar(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }

    private async Task Run(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
