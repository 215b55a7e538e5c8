using System.Data.Common;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>How many rows every table has that requests write: what the house writes by itself meanwhile, or because somebody has looked, is left out.</summary>
internal sealed class RowCounts(IServiceProvider services) : IAsyncDisposable
{
    private static readonly string[] WrittenBehind = ["kernel_outbox", "kernel_activity", "kernel_answers", "kernel_nodes", "kernel_leases", "kernel_schedule", "people_notices", "people_notice_actors", "people_letters", "people_withdrawn", "place_served", "place_search", "insight_", "trust_rates", "trust_audit"];

    // Kept ready: a walk asks hundreds of times, and reading the question costs more than answering it.
    private DbCommand? ask;

    public async Task<Dictionary<string, long>> Now()
    {
        ask ??= await Prepared();
        var rows = new Dictionary<string, long>();
        await using var reader = await ask.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows[reader.GetString(0)] = reader.GetInt64(1);
        return rows;
    }

    private async Task<DbCommand> Prepared()
    {
        await using var scope = services.CreateAsyncScope();
        var tables = scope.ServiceProvider.GetRequiredService<AppDb>().Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Where(t => !WrittenBehind.Any(b => t.StartsWith(b, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
        var command = (await services.GetRequiredService<DatabaseSettings>().Open(CancellationToken.None)).CreateCommand();
        command.CommandText = string.Join(" union all ", tables.Select(t => $"select '{t}', count(*) from {t}"));
        await command.PrepareAsync();
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (ask?.Connection is not { } connection) return;
        await ask.DisposeAsync();
        await connection.DisposeAsync();
    }

    public static IEnumerable<string> Changes(Dictionary<string, long> before, Dictionary<string, long> after) =>
        before.Where(t => after[t.Key] != t.Value).Select(t => $"{t.Key} {t.Value} → {after[t.Key]}");
}
