using Microsoft.EntityFrameworkCore;
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
internal sealed class NodeLease(IServiceScopeFactory scopes, Ids ids, TimeProvider clock, ILogger<NodeLease> log) : BackgroundService
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
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        for (var tries = 0; tries < Nodes; tries++)
        {
            try
            {
                ids.Node = await db.Write(() => TakeFree(db, cancel), cancel);
                return;
            }
            catch (DbUpdateException) { /* another process took the same number first; try the next */ }
        }
        throw new InvalidOperationException("All 1024 node numbers are held. Stop a node, or wait three minutes for dead ones to expire.");
    }

    private async Task<int> TakeFree(AppDb db, CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var nodes = await db.Set<Node>().OrderBy(n => n.Id).ToListAsync(cancel);
        if (nodes.FirstOrDefault(n => n.Until < now) is { } free)
        {
            var taken = await db.Set<Node>().Where(n => n.Id == free.Id && n.Until == free.Until)
                .ExecuteUpdateAsync(s => s.SetProperty(n => n.Holder, holder).SetProperty(n => n.Until, now.Plus(Length)), cancel);
            if (taken == 1) return (int)free.Id;
            throw new DbUpdateConcurrencyException("The node number was taken.");
        }
        db.Add(new Node { Id = nodes.Count, Holder = holder, Until = now.Plus(Length) });
        return nodes.Count;
    }

    private async Task Renew(CancellationToken cancel)
    {
        // Away so long that another process has it now: this one must not go on making its ids.
        if (!await StillOurs(cancel)) await Take(cancel);
    }

    private async Task<bool> StillOurs(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        using var held = await db.EnterGate(cancel);
        var until = Instant.Now(clock).Plus(Length);
        return await db.Set<Node>().Where(n => n.Holder == holder).ExecuteUpdateAsync(s => s.SetProperty(n => n.Until, until), cancel) > 0;
    }

    public override async Task StopAsync(CancellationToken cancel)
    {
        await base.StopAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        using var held = await db.EnterGate(CancellationToken.None);
        await db.Set<Node>().Where(n => n.Holder == holder).ExecuteUpdateAsync(s => s.SetProperty(n => n.Until, default(Instant)), CancellationToken.None);
    }
}

public static class NodeNumbers
{
    /// <summary>Holds a node number while a command writes to a site that may be running beside it.</summary>
    public static async Task<IAsyncDisposable> TakeNode(this IServiceProvider services, CancellationToken cancel = default)
    {
        var lease = new NodeLease(services.GetRequiredService<IServiceScopeFactory>(), services.GetRequiredService<Ids>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<NodeLease>>());
        await lease.StartAsync(cancel);
        return new Taken(lease);
    }

    private sealed class Taken(NodeLease lease) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await lease.StopAsync(CancellationToken.None);
    }
}
