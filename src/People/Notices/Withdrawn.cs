using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>What was taken back, remembered for as long as a notice of it may still be under way: events of different keys come in no order.</summary>
internal sealed class Withdrawn
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public required string Thing { get; init; }
    public Instant At { get; init; }

    /// <summary>
    /// Inside a write: who takes words back waits for all who tell of them just now, and these for it, so that one of the two sees what the other did.
    /// On SQLite the write transaction is lock enough.
    /// </summary>
    public static async Task Wait(AppDb db, string thing, bool takesBack, CancellationToken cancel)
    {
        if (db.Provider == Provider.Sqlite) return;
        var key = unchecked((int)StableHash.Of(thing));
        if (takesBack) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(8, {key})", cancel);
        else await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared(8, {key})", cancel);
    }

    public static async Task Remember(AppDb db, string thing, Instant now, CancellationToken cancel)
    {
        if (await db.Set<Withdrawn>().Where(w => w.Thing == thing).ExecuteUpdateAsync(s => s.SetProperty(w => w.At, now), cancel) > 0) return;
        var row = db.Add(new Withdrawn { Thing = thing, At = now });
        await db.SaveChangesAsync(cancel);
        row.State = EntityState.Detached; // of a batch the next may delete it, and the one after write it again
    }

    /// <summary>The thing as it said this: it may say something else by now.</summary>
    public static string Wording(string thing, string excerpt) => $"{thing}~{StableHash.Of(excerpt):x}";

    public static void Map(ModelBuilder model) => model.Entity<Withdrawn>(e =>
    {
        e.ToTable("people_withdrawn");
        e.HasKey(w => w.Thing);
        e.Property(w => w.Thing).HasMaxLength(80);
    });
}
