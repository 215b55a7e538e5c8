using System.Diagnostics;
using Kaki.Kernel;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Schedule;
using Kaki.People.Mail;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Host.Health;

/// <summary>Looks the site over: what the console shows, and, thoroughly, what <c>kaki doctor</c> prints.</summary>
internal sealed class Checkup(AppDb db, DatabaseSettings database, ParkedEvents events, ParkedLetters letters, IBlobs blobs, IEnumerable<IInvariant> invariants, IEnumerable<IProjection> projections, IEnumerable<ScheduledWork> works, CheckKeys keys, SiteFacts facts, TimeProvider clock, ILogger<Checkup> log)
{
    private const long Gigabyte = 1L << 30;
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5), Skew = TimeSpan.FromSeconds(5), BackupAge = TimeSpan.FromDays(7);

    /// <summary>What an operator must know at once: three queries.</summary>
    public async Task<IReadOnlyList<Finding>> Glance(CancellationToken cancel = default) =>
        [.. await Outbox(cancel), await Try("disk", () => Task.FromResult(Disk())), await Try("backup", () => Backup(cancel))];

    /// <summary>A few cheap queries.</summary>
    public async Task<IReadOnlyList<Finding>> Quick(CancellationToken cancel = default)
    {
        var migrations = await Try("migrations", () => Migrations(cancel));
        // On a schema that is not this program's nothing else can be asked.
        if (migrations.Standing == Standing.Bad) return [migrations];
        return
        [
            migrations,
            await Try("clock", () => Clock(cancel)),
            await Try("nodes", () => Nodes(cancel)),
            await Try("keys", () => Task.FromResult(keys.Run())),
            await Try("folder", () => Task.FromResult(CheckFolder.Run(facts.DataFolder))),
            .. await Outbox(cancel),
            await Try("letters", () => Letters(cancel)),
            await Try("schedule", () => Schedule(cancel)),
            await Try("projections", () => Projections(cancel)),
            await Try("disk", () => Task.FromResult(Disk())),
            await Try("backup", () => Backup(cancel)),
        ];
    }

    /// <summary>Also reads whole tables, asks the blob store, and may put right what can be made anew.</summary>
    public async IAsyncEnumerable<Finding> Thorough(bool fix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var quick = await Quick(cancel);
        foreach (var finding in quick) yield return finding;
        if (quick.Any(f => f is { Check: "migrations", Standing: Standing.Bad })) yield break;
        yield return await Try("blobs", () => Blobs(cancel));
        yield return await Try("pictures", () => CheckPictures.Run(db, blobs, cancel));
        foreach (var invariant in invariants) yield return await Try("invariant", () => Invariant(invariant, fix, cancel));
    }

    private async Task<Finding> Migrations(CancellationToken cancel)
    {
        try
        {
            var files = Migration.In(typeof(Checkup).Assembly, db.Provider);
            var waiting = await new Migrator(database, files, clock).Waiting(cancel);
            return waiting.Count == 0 ? new("migrations", Standing.Ok, "ok", files.Count) : new("migrations", Standing.Bad, "waiting", waiting.Count);
        }
        catch (MigrationRefused refused)
        {
            return new("migrations", Standing.Bad, "refused", refused.Message);
        }
    }

    // The database's own clock where it has one; beside it, the newest id: ids must not lie in the future.
    private async Task<Finding> Clock(CancellationToken cancel)
    {
        var off = (await facts.Database(cancel)).Clock is { } theirs ? theirs.Since(Instant.Now(clock)) : TimeSpan.Zero;
        if (off.Duration() > Skew) return new("clock", Standing.Bad, "off", Math.Round(off.TotalSeconds));
        var newest = await facts.NewestId(cancel);
        if (newest is { } id && Ids.MadeAt(id).Since(Instant.Now(clock)) > Skew) return new("clock", Standing.Bad, "behind", Ids.MadeAt(id).ToString());
        return new("clock", Standing.Ok, "ok");
    }

    private async Task<Finding> Nodes(CancellationToken cancel)
    {
        var nodes = await facts.Nodes(cancel);
        var ahead = nodes.FirstOrDefault(n => n.Ahead > Skew);
        return ahead is not null ? new("nodes", Standing.Warn, "ahead", ahead.Holder, Math.Round(ahead.Ahead.TotalSeconds)) : new("nodes", Standing.Ok, "ok", nodes.Count);
    }

    private async Task<IReadOnlyList<Finding>> Outbox(CancellationToken cancel)
    {
        var findings = new List<Finding>();
        try
        {
            var states = await db.Set<OutboxRow>().GroupBy(o => o.State).Select(g => new { g.Key, Count = g.Count(), Oldest = g.Min(o => o.Id) }).ToDictionaryAsync(g => g.Key, cancel);
            if (states.GetValueOrDefault(OutboxState.Parked) is { } parked) findings.Add(new("outbox", Standing.Warn, "parked", parked.Count));
            if (await events.Stranded(cancel) is { Count: > 0 } stranded) findings.Add(new("outbox", Standing.Bad, "stranded", string.Join(", ", stranded)));
            var waiting = states.GetValueOrDefault(OutboxState.Waiting);
            var age = waiting is null ? TimeSpan.Zero : Instant.Now(clock).Since(Ids.MadeAt(waiting.Oldest));
            if (age > LongWait) findings.Add(new("outbox", Standing.Warn, "slow", waiting!.Count, Math.Round(age.TotalMinutes)));
            if (findings.Count == 0) findings.Add(new("outbox", Standing.Ok, "ok", waiting?.Count ?? 0));
        }
        catch (Exception e) when (e is not OperationCanceledException) { findings.Add(Broke("outbox", e)); }
        return findings;
    }

    private async Task<Finding> Letters(CancellationToken cancel) =>
        await letters.Count(cancel) is > 0 and var parked ? new("letters", Standing.Warn, "parked", parked) : new("letters", Standing.Ok, "ok");

    // One that failed is tried again when its time comes round: the first of them by name says when and why. What no version runs any more failed for good, and does not matter.
    private async Task<Finding> Schedule(CancellationToken cancel)
    {
        var names = works.Select(w => w.Name).ToArray();
        var failed = await db.Set<ScheduleRow>().AsNoTracking().Where(r => r.Error != null && names.Contains(r.Name)).OrderBy(r => r.Name).ToListAsync(cancel);
        return failed is [var first, ..] ? new("schedule", Standing.Warn, "failed", failed.Count, first.Name, first.LastAt?.ToString() ?? "", first.Error!) : new("schedule", Standing.Ok, "ok", names.Length);
    }

    private async Task<Finding> Projections(CancellationToken cancel)
    {
        foreach (var projection in projections)
            if (await projection.Stale(cancel) is > 0 and var stale) return new("projections", Standing.Warn, "stale", projection.Name, stale);
        return new("projections", Standing.Ok, "ok");
    }

    private Finding Disk()
    {
        var (free, total) = facts.Disk();
        var args = new object[] { Math.Round(free / (double)Gigabyte, 1), Math.Round(free * 100.0 / Math.Max(1, total)) };
        return free < Gigabyte / 4 ? new("disk", Standing.Bad, "full", args) : free < 2 * Gigabyte && free < total / 10 ? new("disk", Standing.Warn, "low", args) : new("disk", Standing.Ok, "ok", args);
    }

    private async Task<Finding> Backup(CancellationToken cancel) => await facts.LastBackup(cancel) switch
    {
        null => new("backup", Standing.Warn, "never"),
        { } at when Instant.Now(clock).Since(at) > BackupAge => new("backup", Standing.Warn, "old", Math.Floor(Instant.Now(clock).Since(at).TotalDays)),
        { } at => new("backup", Standing.Ok, "ok", at.ToString()),
    };

    private async Task<Finding> Blobs(CancellationToken cancel)
    {
        const string Key = "check/probe";
        var watch = Stopwatch.StartNew();
        await blobs.Put(Key, new MemoryStream([1]), "application/octet-stream", cancel);
        await blobs.Delete(Key, cancel);
        return new("blobs", Standing.Ok, "ok", watch.ElapsedMilliseconds);
    }

    private static async Task<Finding> Invariant(IInvariant invariant, bool fix, CancellationToken cancel)
    {
        var result = await invariant.Check(fix, cancel);
        if (result.Broken == 0) return new(invariant.Name, Standing.Ok, "ok", result.Checked);
        return new(invariant.Name, result.Fixed ? Standing.Warn : Standing.Bad, result.Fixed ? "fixed" : "broken", result.Broken, string.Join(", ", result.Examples.Take(InvariantResult.MostExamples)));
    }

    // A check that breaks is itself a finding; the others still run.
    private async Task<Finding> Try(string check, Func<Task<Finding>> run)
    {
        try { return await run(); }
        catch (Exception e) when (e is not OperationCanceledException) { return Broke(check, e); }
    }

    private Finding Broke(string check, Exception e)
    {
        log.LogWarning(e, "The check of {Check} broke", check);
        return new(check, Standing.Bad, "broke", $"{e.GetType().Name}: {e.Message.Split('\n')[0]}");
    }
}
