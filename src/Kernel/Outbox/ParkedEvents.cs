using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Outbox;

public sealed record ParkedEvent(Id Id, string Handler, string Type, string Key, int Attempts, string? Error);

/// <summary>What the operator sees of events that could not be delivered, and may do about them.</summary>
public sealed class ParkedEvents(AppDb db, Subscriptions subscriptions)
{
    private const int PageSize = 50;

    /// <summary>Events not yet delivered, parked ones aside.</summary>
    public Task<int> Waiting(CancellationToken cancel = default) => db.Set<OutboxRow>().CountAsync(o => o.State == OutboxState.Waiting, cancel);

    public async Task<Page<ParkedEvent>> List(Caller caller, Cursor? after, CancellationToken cancel = default)
    {
        caller.Require(Rights.Operate);
        var rows = await db.Set<OutboxRow>().Where(o => o.State == OutboxState.Parked && (after == null || o.Id > after.Value.Id))
            .OrderBy(o => o.Id).Take(PageSize + 1)
            .Select(o => new ParkedEvent(o.Id, o.Handler, o.Type, o.Key, o.Attempts, o.Error)).ToListAsync(cancel);
        return Page<ParkedEvent>.Of(rows, PageSize, r => new Cursor(0, r.Id));
    }

    /// <summary>Puts a parked event back in line, as if it had never failed.</summary>
    public Task Replay(Caller caller, Id id, CancellationToken cancel = default)
    {
        caller.Require(Rights.Operate);
        return db.Write(async () =>
        {
            var row = await db.Set<OutboxRow>().SingleOrDefaultAsync(o => o.Id == id.Value && o.State == OutboxState.Parked, cancel) ?? throw Refusal.Missing();
            row.Attempts = 0;
            row.NextAt = default;
            row.State = OutboxState.Waiting;
        }, cancel);
    }

    /// <summary>Gives a parked event up for good.</summary>
    public Task Drop(Caller caller, Id id, CancellationToken cancel = default)
    {
        caller.Require(Rights.Operate);
        return db.Write(async () =>
        {
            if (await db.Set<OutboxRow>().Where(o => o.Id == id.Value && o.State == OutboxState.Parked).ExecuteDeleteAsync(cancel) == 0) throw Refusal.Missing();
        }, cancel);
    }

    /// <summary>Handlers that rows wait for and this program does not have.</summary>
    public async Task<IReadOnlyList<string>> Stranded(CancellationToken cancel = default)
    {
        var names = await db.Set<OutboxRow>().Select(o => o.Handler).Distinct().ToListAsync(cancel);
        return [.. names.Where(n => subscriptions.ByName(n) is null)];
    }
}
