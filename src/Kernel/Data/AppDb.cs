using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Kaki.Kernel.Data;

/// <summary>
/// The one database of the house, on SQLite or PostgreSQL. Every module adds its tables; use cases read and write it directly.
/// Changes and their events (<see cref="Publish"/>) are saved in one transaction.
/// </summary>
public sealed class AppDb(DbContextOptions<AppDb> options, IEnumerable<IModule> modules, DatabaseSettings database, WriteGate gate, Subscriptions subscriptions, Ids ids) : DbContext(options)
{
    private bool insideWrite, published;

    /// <summary>The idempotency key of the request that uses this context, marked used with its first change.</summary>
    internal OnceKey? OnceKey { get; set; }

    public Provider Provider => database.Provider;

    /// <summary>A fresh id for a row of this database.</summary>
    public long NextId() => ids.Next();

    /// <summary>
    /// Runs <paramref name="work"/> in one write transaction, saves, commits. Inside another Write it joins that one.
    /// On SQLite the transaction holds the write lock from its start, so what work reads stays true until it is saved.
    /// </summary>
    public async Task<T> Write<T>(Func<Task<T>> work, CancellationToken cancel = default)
    {
        if (insideWrite) return await work();
        using var held = await gate.Enter(cancel);
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        insideWrite = true;
        try
        {
            var result = await work();
            await SaveChangesAsync(cancel);
            await MarkOnceKey(cancel);
            await transaction.CommitAsync(cancel);
            WakeDispatcher();
            return result;
        }
        catch
        {
            ChangeTracker.Clear();
            published = false;
            throw;
        }
        finally
        {
            insideWrite = false;
        }
    }

    public Task Write(Func<Task> work, CancellationToken cancel = default) => Write(async () => { await work(); return true; }, cancel);

    /// <summary>Leaves the event in the outbox, one row for each handler, in the transaction of the next save.</summary>
    public void Publish(IEvent fact)
    {
        foreach (var row in subscriptions.RowsFor(fact, ids)) Add(row);
        published = true;
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        CountVersions();
        if (insideWrite || Database.CurrentTransaction is not null) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        if (!ChangeTracker.HasChanges()) return 0;
        if (OnceKey is not null) return await SaveWithOnceKey(acceptAllChangesOnSuccess, cancel);
        using var held = await gate.Enter(cancel);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        WakeDispatcher();
        return saved;
    }

    // Write clears the tracker when it fails; a caller that saves alone still wants its entities to look at.
    private async Task<int> SaveWithOnceKey(bool acceptAllChangesOnSuccess, CancellationToken cancel)
    {
        using var held = await gate.Enter(cancel);
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        await MarkOnceKey(cancel);
        await transaction.CommitAsync(cancel);
        WakeDispatcher();
        return saved;
    }

    // Only for what was published: the dispatcher's own commits would wake it again and again where nothing can be delivered yet.
    private void WakeDispatcher()
    {
        if (published) subscriptions.Poke();
        published = false;
    }

    private async Task MarkOnceKey(CancellationToken cancel)
    {
        if (OnceKey is not { } key) return;
        if (await key.In(this).ExecuteUpdateAsync(s => s.SetProperty(x => x.Holder, OnceOnly.Done), cancel) == 0) throw OnceOnly.InFlightElsewhere();
    }

    /// <summary>Waits for the write gate; only for SQL that goes past the change tracker outside <see cref="Write(Func{Task}, CancellationToken)"/>.</summary>
    public ValueTask<WriteGate.Held> EnterGate(CancellationToken cancel = default) =>
        insideWrite ? default : gate.Enter(cancel);

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Instant>().HaveConversion<InstantConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        conventions.ComplexProperties<Money>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        foreach (var module in modules) module.Model(model);
        Naming.Apply(model);
    }

    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries())
            if (entry.State == EntityState.Modified && entry.Metadata.FindProperty("Version") is { IsConcurrencyToken: true })
                Count(entry.Property("Version"));
    }

    private static void Count(PropertyEntry version) => version.CurrentValue = (long)version.OriginalValue! + 1;
}
