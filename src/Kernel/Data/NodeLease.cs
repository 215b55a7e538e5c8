using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kaki.Kernel.Data;

/// <summary>A node number between 0 and 1023, held by one process at a time.</summary>
public sealed class Node
{
    public long Id { get; init; }
    public required string Holder { get; set; }
    public Instant Until { get; set; }
}

/// <summary>Takes a free node number at start and keeps it while the process lives; ids carry it, so no two processes make the same.</summary>
internal sealed class NodeLease(DatabaseSettings database, WriteGate gate, Ids ids, TimeProvider clock, ILogger<NodeLease> log) : BackgroundService
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(3);
    private const int Nodes = 1024;
    private readonly string holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    public override async Task StartAsync(CancellationToken cancel)
    {
        await Take(cancel);
        await base.StartAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Length / 3, clock);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            try { await Renew(stopping); }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                log.LogWarning(e, "The node number could not be renewed; trying again"); // the lease outlasts two misses
            }
        }
    }

    private async Task Take(CancellationToken cancel)
    {
        using var held = await gate.Enter(cancel);
        await using var db = await database.Open(cancel);
        for (var tries = 0; tries < Nodes; tries++)
        {
            if (await TakeOld(db, cancel) is { } old) { ids.Node = old; return; }
            if (await TakeNew(db, cancel) is { } fresh) { ids.Node = fresh; return; }
        }
        throw new InvalidOperationException("All 1024 node numbers are held. Stop a node, or wait three minutes for dead ones to expire.");
    }

    private async Task<int?> TakeOld(DbConnection db, CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var taken = await db.Column<long>("""
            update kernel_nodes set holder = @holder, until = @until
            where until < @now and id = (select min(id) from kernel_nodes where until < @now) returning id
            """, [("holder", holder), ("until", now.Plus(Length).Micros), ("now", now.Micros)], cancel);
        return taken is [var id] ? (int)id : null;
    }

    // Null also when another process took the same number first: then the next is tried.
    private async Task<int?> TakeNew(DbConnection db, CancellationToken cancel)
    {
        var taken = await db.Column<long>("""
            insert into kernel_nodes(id, holder, until) select count(*), @holder, @until from kernel_nodes having count(*) < @nodes
            on conflict do nothing returning id
            """, [("holder", holder), ("until", Instant.Now(clock).Plus(Length).Micros), ("nodes", (long)Nodes)], cancel);
        return taken is [var id] ? (int)id : null;
    }

    private async Task Renew(CancellationToken cancel)
    {
        // Away so long that another process has it now: this one must not go on making its ids.
        if (!await Hold(Instant.Now(clock).Plus(Length), cancel)) await Take(cancel);
    }

    /// <returns>False when it is ours no longer.</returns>
    private async Task<bool> Hold(Instant until, CancellationToken cancel)
    {
        using var held = await gate.Enter(cancel);
        await using var db = await database.Open(cancel);
        return await db.Run("update kernel_nodes set until = @until where holder = @holder", [("until", until.Micros), ("holder", holder)], cancel) > 0;
    }

    public override async Task StopAsync(CancellationToken cancel)
    {
        await base.StopAsync(cancel);
        await Hold(default, CancellationToken.None);
    }
}

public static class NodeNumbers
{
    /// <summary>Holds a node number while a command writes to a site that may be running beside it.</summary>
    public static async Task<IAsyncDisposable> TakeNode(this IServiceProvider services, CancellationToken cancel = default)
    {
        var lease = new NodeLease(services.GetRequiredService<DatabaseSettings>(), services.GetRequiredService<WriteGate>(), services.GetRequiredService<Ids>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<NodeLease>>());
        await lease.StartAsync(cancel);
        return new Taken(lease);
    }

    private sealed class Taken(NodeLease lease) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await lease.StopAsync(CancellationToken.None);
    }
}
