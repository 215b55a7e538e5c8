using System.Diagnostics;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kaki.Kernel.Outbox;

/// <summary>
/// Delivers committed events, lane by lane. A batch is one transaction: lock the lane, read its rows, run the handlers on this database,
/// delete the rows, commit. So effects in the database happen exactly once, in order per handler and key, however many nodes run.
/// A batch that throws is undone and run again one by one; the row that fails waits longer each time and is parked in the end,
/// and only its own key waits with it.
/// </summary>
internal sealed class Dispatcher(IServiceScopeFactory scopes, Subscriptions subscriptions, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    internal const int BatchSize = 100, MostAttempts = 8;

    // Together well under the patience of who waits for SQLite's gate (WriteGate), which a batch holds.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1), HandlerLimit = TimeSpan.FromSeconds(10), BatchLimit = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await subscriptions.Rung(Poll, stopping); // also at first: a start has better to do than to look for what waited
                while (await Round(stopping) > 0) stopping.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                log.LogError(e, "The outbox could not be read; trying again in a second");
                await Task.Delay(Poll, clock, stopping);
            }
        }
    }

    /// <summary>Goes once through the lanes.</summary>
    /// <returns>How many rows were delivered or put off.</returns>
    internal async Task<int> Round(CancellationToken cancel)
    {
        var moved = 0;
        for (var lane = 0; lane < Subscriptions.Lanes; lane++) moved += await Lane(lane, cancel);
        return moved;
    }

    private async Task<int> Lane(int lane, CancellationToken cancel)
    {
        if (!await AnyDue(lane, cancel)) return 0;
        try
        {
            return await Deliver(lane, BatchSize, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("A batch of lane {Lane} failed ({Error}); its events go one by one", lane, e.GetType().Name);
            return await OneByOne(lane, cancel);
        }
    }

    private async Task<bool> AnyDue(int lane, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = Instant.Now(clock);
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<OutboxRow>()
            .AnyAsync(o => o.State == OutboxState.Waiting && o.Lane == lane && o.NextAt <= now, cancel);
    }

    private async Task<int> OneByOne(int lane, CancellationToken cancel)
    {
        var moved = 0;
        for (; moved < BatchSize; moved++)
        {
            try
            {
                if (await Deliver(lane, 1, cancel) == 0) break;
            }
            catch (DeliveryFailed failure) when (!cancel.IsCancellationRequested)
            {
                await PutOff(failure, cancel);
            }
        }
        return moved;
    }

    private async Task<int> Deliver(int lane, int most, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await db.Write(async () =>
        {
            if (!await Lock(db, lane, cancel)) return 0;
            var rows = await Due(db, lane, most, cancel);
            var ids = new List<long>();
            var started = Stopwatch.GetTimestamp();
            foreach (var row in rows.TakeWhile(_ => Stopwatch.GetElapsedTime(started) < BatchLimit))
            {
                await Hand(scope.ServiceProvider, db, row, cancel);
                ids.Add(row.Id);
            }
            await db.Set<OutboxRow>().Where(o => ids.Contains(o.Id)).ExecuteDeleteAsync(cancel);
            return ids.Count;
        }, cancel);
    }

    // On SQLite the write gate is the lock. The advisory lock is the transaction's, so a dead process frees it.
    private static async Task<bool> Lock(AppDb db, int lane, CancellationToken cancel) =>
        db.Provider == Provider.Sqlite
        || (await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(7, {lane}) as \"Value\"").ToListAsync(cancel))[0];

    /// <summary>The next rows of a lane, in order; a key one of whose rows waits for its retry waits whole.</summary>
    private Task<List<OutboxRow>> Due(AppDb db, int lane, int most, CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var waiting = db.Set<OutboxRow>().Where(o => o.State == OutboxState.Waiting && o.Lane == lane);
        return waiting.AsNoTracking()
            .Where(o => o.NextAt <= now && !waiting.Any(w => w.Handler == o.Handler && w.Key == o.Key && w.Id < o.Id && w.NextAt > now))
            .OrderBy(o => o.Id).Take(most).ToListAsync(cancel);
    }

    private async Task Hand(IServiceProvider services, AppDb db, OutboxRow row, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(HandlerLimit);
        try
        {
            var subscription = subscriptions.ByName(row.Handler) ?? throw new InvalidOperationException($"No handler is named {row.Handler} any more.");
            await subscription.Deliver(services, row.Body, limit.Token);
            await db.SaveChangesAsync(limit.Token); // what the handler left to be saved fails as its own, and not as the whole batch's
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw new DeliveryFailed(row, e);
        }
    }

    private async Task PutOff(DeliveryFailed failure, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var attempts = failure.Row.Attempts + 1;
        var parked = attempts >= MostAttempts;
        var wait = TimeSpan.FromMilliseconds(50 * Math.Pow(2, attempts) * Jitter(failure.Row.Id, attempts));
        var error = $"{failure.InnerException!.GetType().Name}: {failure.InnerException.Message}";
        await db.Write(() => db.Set<OutboxRow>().Where(o => o.Id == failure.Row.Id).ExecuteUpdateAsync(s => s
            .SetProperty(o => o.Attempts, attempts)
            .SetProperty(o => o.NextAt, Instant.Now(clock).Plus(wait))
            .SetProperty(o => o.State, parked ? OutboxState.Parked : OutboxState.Waiting)
            .SetProperty(o => o.Error, error.CutTo(500)), cancel), cancel);
        if (parked) log.LogError(failure.InnerException, "Event {Id} of {Handler} is parked after {Attempts} attempts", failure.Row.Id, failure.Row.Handler, attempts);
    }

    // Between 0.5 and 1.5, from the row itself: retries of different rows do not march in step.
    private static double Jitter(long id, int attempt) => 0.5 + (((ulong)id * 31 + (ulong)attempt) * 0x9E3779B97F4A7C15 >> 40) / (double)(1 << 24);

    private sealed class DeliveryFailed(OutboxRow row, Exception cause) : Exception(cause.Message, cause)
    {
        public OutboxRow Row => row;
    }
}
