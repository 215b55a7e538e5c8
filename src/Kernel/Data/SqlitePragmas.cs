using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kaki.Kernel.Data;

/// <summary>SQLite's settings are per connection, so they are said each time one opens.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // synchronous=full: an answered write survives a power cut, not only a killed process.
    private const string Text = "pragma synchronous=full; pragma busy_timeout=5000; pragma foreign_keys=on; pragma cache_size=-2000; pragma temp_store=memory";
    private static string? there;

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData data, InterceptionResult result)
    {
        MakeFile(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData data, InterceptionResult result, CancellationToken cancel = default)
    {
        MakeFile(connection);
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Say(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancel = default)
    {
        Say(connection);
        return Task.CompletedTask;
    }

    /// <summary>SQLite would make the file for everybody to read; its log beside it takes the rights of the file.</summary>
    internal static void MakeFile(DbConnection connection)
    {
        if (connection.DataSource == there) return;
        if (connection.DataSource is { Length: > 0 } file && file != ":memory:" && !File.Exists(file))
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder) OwnerOnly.Folder(folder);
            try { OwnerOnly.Write(file, FileMode.CreateNew).Dispose(); }
            catch (IOException) when (File.Exists(file)) { /* another process was first */ }
        }
        there = connection.DataSource;
    }

    internal static void Say(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }
}
