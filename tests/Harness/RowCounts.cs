using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>How many rows every table has that requests write: what the house writes by itself meanwhile, or because somebody has looked, is left out.</summary>
internal sealed class RowCounts(IServiceProvider services)
{
    private static readonly string[] WrittenBehind = ["kernel_outbox", "kernel_activity", "kernel_answers", "kernel_nodes", "kernel_leases", "kernel_schedule", "people_notices", "people_notice_actors", "people_letters", "place_served", "place_search", "insight_", "trust_rates", "trust_audit"];

    public async Task<Dictionary<string, long>> Now()
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().Where(t => !WrittenBehind.Any(b => t.StartsWith(b, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
        var sql = string.Join(" union all ", tables.Select(t => $"""select '{t}' as "Name", count(*) as "Rows" from {t}"""));
        return (await db.Database.SqlQueryRaw<Row>(sql).ToListAsync()).ToDictionary(r => r.Name, r => r.Rows);
    }

    public static IEnumerable<string> Changes(Dictionary<string, long> before, Dictionary<string, long> after) =>
        before.Where(t => after[t.Key] != t.Value).Select(t => $"{t.Key} {t.Value} → {after[t.Key]}");

    private sealed record Row(string Name, long Rows);
}
