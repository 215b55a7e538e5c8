using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kaki.Kernel.Data;

/// <summary>SQLite's settings are per connection, so they are said each time one opens.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // synchronous=full: an answered write survives a power cut, not only a killed process.
    private const string Text = "pragma synchronous=full; pragma busy_timeout=5000; pragma foreign_keys=on; pragma cache_size=-2000; pragma temp_store=memory";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data) => Say(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancel = default)
    {
        Say(connection);
        return Task.CompletedTask;
    }

    private static void Say(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
    }
}
