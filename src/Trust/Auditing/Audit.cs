using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Trust.Auditing;

/// <summary>One act of somebody with power over others: who, what, to which thing, why, when. Never edited, never deleted.</summary>
public sealed class AuditLine
{
    public long Id { get; init; }
    public long? ActorId { get; init; }
    public required string Who { get; init; }
    public required string Act { get; init; }
    public required string Thing { get; init; }
    public string? Why { get; init; }
    public Instant At { get; init; }
}

public static class Audit
{
    /// <summary>Writes the line in the transaction of the act itself: there is no act without its line.</summary>
    public static void Add(AppDb db, Caller caller, string act, string thing, string? why)
    {
        var id = db.NextId();
        db.Add(new AuditLine
        {
            Id = id, ActorId = caller.MemberId, Who = caller.Handle ?? "house", Act = act, Thing = thing,
            Why = why?.CutTo(Reason.Longest), At = Ids.MadeAt(id),
        });
    }

    /// <summary>Why an act was last done to each of the things, where a reason was given: one query, none for no things.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Whys(AppDb db, string act, IReadOnlyCollection<string> things)
    {
        if (things.Count == 0) return new Dictionary<string, string>();
        var lines = await db.Set<AuditLine>().Where(l => things.Contains(l.Thing) && l.Act == act && l.Why != null).OrderBy(l => l.Id).Select(l => new { l.Thing, l.Why }).ToListAsync();
        return lines.GroupBy(l => l.Thing).ToDictionary(g => g.Key, g => g.Last().Why!);
    }
}
