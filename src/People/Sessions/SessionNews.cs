using Kaki.Kernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kaki.People.Sessions;

/// <summary>
/// Tells every node that a session ended or a member's rights changed: this one at once, the others over PostgreSQL's LISTEN/NOTIFY.
/// Where the telling is lost (a broken connection), they notice when their memory is no longer fresh.
/// </summary>
internal sealed class SessionNews(DatabaseSettings database, SessionBook book, ILogger<SessionNews> log) : BackgroundService
{
    private const string Channel = "people_sessions";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    public Task SessionEnded(long id) => Tell("s", id);
    public Task MemberChanged(long id) => Tell("m", id);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (database.Provider != Provider.Postgres) return;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Listen(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                log.LogWarning("The news of sessions broke off ({Error}); listening again", e.GetType().Name);
                await Task.Delay(Again, stopping);
            }
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false;Keepalive=30");
        connection.Notification += (_, news) => Hear(news.Payload);
        await connection.OpenAsync(stopping);
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        while (true) await connection.WaitAsync(stopping);
    }

    private async Task Tell(string kind, long id)
    {
        var payload = $"{kind}:{id}";
        Hear(payload);
        if (database.Provider != Provider.Postgres) return;
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var notify = new NpgsqlCommand("select pg_notify($1, $2)", connection) { Parameters = { new() { Value = Channel }, new() { Value = payload } } };
        await notify.ExecuteNonQueryAsync();
    }

    private void Hear(string payload)
    {
        if (payload.Length < 3 || !long.TryParse(payload.AsSpan(2), out var id)) return;
        if (payload[0] == 's') book.ForgetSession(id);
        else book.ForgetMember(id);
    }
}
