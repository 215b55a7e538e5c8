using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Notices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kaki.People.Sessions;

/// <summary>
/// Tells every node that a session ended, that a member's rights changed or that they did something: this one at once, the others over PostgreSQL's LISTEN/NOTIFY.
/// Where the telling is lost (a broken connection), they notice when their memory is no longer fresh.
/// </summary>
internal sealed class SessionNews(DatabaseSettings database, SessionBook book, MemberShelf shelf, UnreadBook unread, ILogger<SessionNews> log) : BackgroundService
{
    private const string Channel = "people_sessions";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    public Task SessionEnded(long id) => Tell("s", id);
    public Task MemberChanged(long id) => Tell("m", id);

    /// <summary>What nodes keep of them is no longer true.</summary>
    public async ValueTask MemberActed(long id)
    {
        Forget(id);
        if (database.Provider == Provider.Postgres) await Tell("a", id);
    }

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

    // What is told of is committed, so telling it never fails.
    private async Task Tell(string kind, long id)
    {
        var payload = $"{kind}:{id}";
        Hear(payload);
        if (database.Provider != Provider.Postgres) return;
        try { await Notify(payload); }
        catch (NpgsqlException e) { log.LogWarning("Other nodes were not told ({Error}); they notice within {Seconds} s", e.GetType().Name, MemberShelf.Fresh.TotalSeconds); }
    }

    private async Task Notify(string payload)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var notify = new NpgsqlCommand("select pg_notify($1, $2)", connection) { Parameters = { new() { Value = Channel }, new() { Value = payload } } };
        await notify.ExecuteNonQueryAsync();
    }

    private void Hear(string payload)
    {
        if (payload.Length < 3 || !long.TryParse(payload.AsSpan(2), out var id)) return;
        Forget(id);
        if (payload[0] == 's') book.ForgetSession(id);
        else if (payload[0] == 'm') book.ForgetMember(id);
    }

    private void Forget(long member)
    {
        shelf.Forget(member);
        unread.Forget(member);
    }
}
