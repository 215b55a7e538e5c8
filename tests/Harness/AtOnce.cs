using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>
/// Several who act in the same moment. On PostgreSQL somebody holds the rows they will write until all of them have come so far:
/// each has read the world without the others' acts. On SQLite they are simply sent together; its write gate lets in one at a time.
/// </summary>
internal static class AtOnce
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="rows">Table and condition of the rows they meet at, as in SQL.</param>
    public static async Task<T[]> Meet<T>(this TestSite site, string rows, params Func<Task<T>>[] acts)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (db.Provider == Provider.Sqlite) return await Task.WhenAll(acts.Select(a => a()));
        await using var holding = await db.Database.BeginTransactionAsync();
        var hold = $"select 1 from {rows} for update";
        await db.Database.ExecuteSqlRawAsync(hold);
        var going = acts.Select(a => Task.Run(a)).ToArray();
        // One that was refused without waiting will not come; nor do all where they take turns elsewhere.
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); await Waiting(db) < going.Count(g => !g.IsCompleted) && waited.Elapsed < Patience;) await Task.Delay(20);
        await holding.CommitAsync();
        return await Task.WhenAll(going);
    }

    public static Task<T[]> Meet<T>(this TestSite site, string rows, int times, Func<Task<T>> act) => site.Meet<T>(rows, [.. Enumerable.Repeat(act, times)]);

    // Those who wait for the rows, and those who wait for them.
    private static async Task<int> Waiting(AppDb db) => (await db.Database.SqlQueryRaw<int>("""
        with recursive waits as (select pid, unnest(pg_blocking_pids(pid)) as by from pg_stat_activity where wait_event_type = 'Lock'),
        mine as (select pid from waits where by = pg_backend_pid() union select w.pid from waits w join mine m on w.by = m.pid)
        select count(*)::int as "Value" from mine
        """).ToListAsync())[0];
}
