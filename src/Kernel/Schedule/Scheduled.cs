using System.Collections.Frozen;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kaki.Kernel.Schedule;

/// <summary>Work that comes round again. Made anew in a scope of its own for each run; must bear a run that was cut off.</summary>
public interface IScheduled
{
    static abstract string Name { get; }
    static abstract TimeSpan Every { get; }
    Task Run(CancellationToken cancel);
}

/// <summary>One line of the schedule, as services list it.</summary>
public sealed record ScheduledWork(string Name, TimeSpan Every, Type Work);

/// <summary>When a work runs next, and how it went last; one node at a time holds it.</summary>
public sealed class ScheduleRow
{
    public required string Name { get; init; }
    public Instant NextAt { get; init; }
    public Instant? LastAt { get; init; }

    /// <summary>How the last run failed; null when it did not.</summary>
    public string? Error { get; init; }
}

public static class ScheduleServices
{
    /// <summary>Puts a work on the schedule.</summary>
    public static IServiceCollection AddScheduled<T>(this IServiceCollection services) where T : class, IScheduled =>
        services.AddScoped<T>().AddSingleton(new ScheduledWork(T.Name, T.Every, typeof(T)));
}

/// <summary>
/// Runs what is due. A work is taken by moving its next time in the database, so however many nodes run, one does it;
/// the lease is the time until next, so a node that died is followed by another at the next turn. Works run beside each other: one that takes long makes none wait.
/// </summary>
internal sealed class Scheduler(IServiceScopeFactory scopes, IEnumerable<ScheduledWork> works, TimeProvider clock, ILogger<Scheduler> log) : BackgroundService
{
    internal static readonly TimeSpan Look = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    /// <summary>So far the clocks of two nodes may lie apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly FrozenDictionary<string, ScheduledWork> all = works.ToFrozenDictionary(w => w.Name);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (all.Count == 0) return;
        await Task.Delay(Settle, clock, stopping);
        using var timer = new PeriodicTimer(Look, clock);
        var running = all.Values.ToDictionary(w => w, _ => Task.CompletedTask);
        try
        {
            do
            {
                foreach (var work in all.Values)
                    if (running[work].IsCompleted && await IsDue(work, stopping)) running[work] = Task.Run(() => Do(work, stopping), CancellationToken.None); // on SQLite nothing is waited for: it would run to its end here
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        finally
        {
            await Task.WhenAll(running.Values);
        }
    }

    private async Task<bool> IsDue(ScheduledWork work, CancellationToken stopping)
    {
        try
        {
            return await Take(work, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogError(e, "{Work} could not be taken", work.Name);
            return false;
        }
    }

    /// <summary>True where this node has it now. A work seen for the first time waits its first turn, spread by its name, so that a start does nothing heavy.</summary>
    internal async Task<bool> Take(ScheduledWork work, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = Instant.Now(clock);
        var next = now.Plus(work.Every);
        var row = await db.Set<ScheduleRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Name == work.Name, cancel);
        if (row is null)
        {
            await db.Write(() => db.Database.ExecuteSqlAsync($"insert into kernel_schedule(name, next_at) values ({work.Name}, {now.Plus(work.Every / 2).Micros}) on conflict do nothing", cancel), cancel);
            return false;
        }
        // A turn further off than turns are was set by a clock that ran ahead: nothing would be done until then.
        if (row.NextAt > now && row.NextAt <= next.Plus(Skew)) return false;
        return await db.Write(() => db.Set<ScheduleRow>().Where(r => r.Name == work.Name && r.NextAt == row.NextAt).ExecuteUpdateAsync(s => s.SetProperty(r => r.NextAt, next), cancel), cancel) == 1;
    }

    internal async Task Do(ScheduledWork work, CancellationToken cancel)
    {
        string? error = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((IScheduled)scope.ServiceProvider.GetRequiredService(work.Work)).Run(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "{Work} failed; it comes round again", work.Name);
            error = $"{e.GetType().Name}: {e.Message}";
        }
        try
        {
            await WriteDown(work, error?.CutTo(300), cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "How {Work} went could not be written down", work.Name);
        }
    }

    private async Task WriteDown(ScheduledWork work, string? error, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = Instant.Now(clock);
        await db.Write(() => db.Set<ScheduleRow>().Where(r => r.Name == work.Name).ExecuteUpdateAsync(s => s.SetProperty(r => r.LastAt, now).SetProperty(r => r.Error, error), cancel), cancel);
    }
}
