using System.Data.Common;
using System.Threading.Channels;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Kaki.Kernel.Activity;

/// <summary>
/// The activity journal. Accepted means committed: <see cref="Write"/> returns when the group that holds the acts is in the database.
/// While one group commits the next gathers; when too many wait, the answer is "busy" at once, and the sender repeats the same ids.
/// </summary>
public sealed class Journal(DatabaseSettings database, WriteGate gate, ILogger<Journal> log) : BackgroundService
{
    private const int MostWaiting = 4096, MostInGroup = 2000, SqliteConstraint = 19;
    private readonly Channel<Batch> channel = Channel.CreateBounded<Batch>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public Task Write(IReadOnlyList<Act> acts)
    {
        if (acts.Count == 0) return Task.CompletedTask;
        var batch = new Batch(acts);
        if (!channel.Writer.TryWrite(batch)) throw Refusal.Busy();
        return batch.Done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            while (await channel.Reader.WaitToReadAsync(stopping)) await SaveNext();
        }
        catch (OperationCanceledException) { /* stopping; what still waits is told below */ }
        channel.Writer.TryComplete();
        while (channel.Reader.TryPeek(out _)) await SaveNext();
    }

    private async Task SaveNext()
    {
        var group = new List<Batch>();
        var size = 0;
        while (size < MostInGroup && channel.Reader.TryRead(out var batch))
        {
            group.Add(batch);
            size += batch.Acts.Count;
        }
        await SaveGroup(group);
    }

    private async Task SaveGroup(List<Batch> group)
    {
        try
        {
            await Save([.. group.SelectMany(b => b.Acts)]);
            foreach (var batch in group) batch.Done.SetResult();
        }
        catch (Exception e) when (group.Count > 1 && IsOfTheActs(e))
        {
            foreach (var batch in group) await SaveGroup([batch]); // what one sender brought is no reason to refuse the others
        }
        catch (Exception e)
        {
            if (e is not Refusal) log.LogError(e, "{Count} reports could not be journalled", group.Count);
            foreach (var batch in group) batch.Done.SetException(e as Refusal ?? Refusal.Busy());
        }
    }

    // Data the database cannot hold (classes 22 and 23), and not a database that is away: that one would be waited for once for each.
    private static bool IsOfTheActs(Exception e) => e switch
    {
        PostgresException p => p.SqlState.StartsWith("22", StringComparison.Ordinal) || p.SqlState.StartsWith("23", StringComparison.Ordinal),
        SqliteException s => s.SqliteErrorCode == SqliteConstraint,
        _ => false,
    };

    private async Task Save(List<Act> acts)
    {
        if (database.Provider == Provider.Postgres) await SavePostgres(acts);
        else
        {
            using var held = await gate.Enter();
            SaveSqlite(acts);
        }
    }

    private void SaveSqlite(List<Act> acts)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "pragma synchronous=full; pragma busy_timeout=5000";
            pragma.ExecuteNonQuery();
        }
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "insert into kernel_activity(id, actor_id, kind, thing, served, position, value, at) values ($0,$1,$2,$3,$4,$5,$6,$7) on conflict do nothing";
        for (var i = 0; i < 8; i++) command.Parameters.Add(new SqliteParameter("$" + i, null));
        command.Prepare();
        foreach (var act in acts) Insert(command, act);
        transaction.Commit();
    }

    private static void Insert(DbCommand command, Act act)
    {
        object?[] values = [act.Id, act.ActorId, act.Kind, act.Thing, act.Served, act.Position, act.Value, act.At.Micros];
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private async Task SavePostgres(List<Act> acts)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "insert into kernel_activity(id, actor_id, kind, thing, served, position, value, at) select * from unnest($1,$2,$3,$4,$5,$6,$7,$8) on conflict do nothing", connection);
        Add(command, NpgsqlDbType.Text, acts.Select(a => a.Id).ToArray());
        Add(command, NpgsqlDbType.Bigint, acts.Select(a => a.ActorId).ToArray());
        Add(command, NpgsqlDbType.Text, acts.Select(a => a.Kind).ToArray());
        Add(command, NpgsqlDbType.Text, acts.Select(a => a.Thing).ToArray());
        Add(command, NpgsqlDbType.Text, acts.Select(a => a.Served).ToArray());
        Add(command, NpgsqlDbType.Integer, acts.Select(a => a.Position).ToArray());
        Add(command, NpgsqlDbType.Bigint, acts.Select(a => a.Value).ToArray());
        Add(command, NpgsqlDbType.Bigint, acts.Select(a => a.At.Micros).ToArray());
        await command.ExecuteNonQueryAsync();
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });

    private sealed record Batch(IReadOnlyList<Act> Acts)
    {
        // Asynchronous continuations, or the writer would run the requests' code.
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
