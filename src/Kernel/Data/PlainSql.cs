using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kaki.Kernel.Data;

/// <summary>
/// SQL written by hand over a connection of its own, for what a start does first: it needs neither the model nor a compiled query,
/// and those take most of a start (docs/decisions/0013).
/// </summary>
public static class PlainSql
{
    /// <summary>An open connection to this database, to be closed by whoever asked.</summary>
    public static async Task<DbConnection> Open(this DatabaseSettings database, CancellationToken cancel = default)
    {
        DbConnection connection = database.Provider == Provider.Postgres ? new NpgsqlConnection(database.ConnectionString) : new SqliteConnection(database.ConnectionString);
        if (database.Provider == Provider.Sqlite) SqlitePragmas.MakeFile(connection);
        await connection.OpenAsync(cancel);
        if (database.Provider == Provider.Sqlite) SqlitePragmas.Say(connection);
        return connection;
    }

    /// <summary>A command whose parameters stand in the text as <c>@name</c>.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public static async Task<int> Run(this DbConnection connection, string sql, (string Name, object Value)[] values, CancellationToken cancel = default)
    {
        await using var command = connection.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The first column of every row.</summary>
    public static async Task<List<T>> Column<T>(this DbConnection connection, string sql, (string Name, object Value)[] values, CancellationToken cancel = default)
    {
        var found = new List<T>();
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add(reader.GetFieldValue<T>(0));
        return found;
    }
}
