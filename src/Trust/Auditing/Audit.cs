using Kaki.Kernel;
using Kaki.Kernel.Data;

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
}
