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

    /// <summary>The reason that was given when this was last done to the thing; null where there was none. Who did it is not told.</summary>
    public static Task<string?> WhyLast(AppDb db, string act, string thing) =>
        db.Set<AuditLine>().Where(a => a.Thing == thing && a.Act == act).OrderByDescending(a => a.Id).Select(a => a.Why).FirstOrDefaultAsync();
}
