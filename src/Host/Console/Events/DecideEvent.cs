using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kaki.Host.Desk.Events;

/// <summary>An operator puts a parked event back in line, or gives it up; either leaves its line in the audit.</summary>
internal sealed class DecideEvent(AppDb db, ParkedEvents events)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/events").WithTags("operators");
        group.MapGet("/parked", async (Caller caller, ParkedEvents events, CancellationToken cancel, Cursor? after = null) => TypedResults.Ok(await events.List(caller, after, cancel)))
            .WithName("listParkedEvents").WithSummary("Events that could not be delivered (operators)");
        group.MapPost("/{id}/replay", async Task<NoContent> (Id id, Caller caller, DecideEvent decide) => { await decide.Replay(caller, id); return TypedResults.NoContent(); })
            .WithName("replayEvent").WithSummary("Put a parked event back in line (operators)").ProducesProblem(404);
        group.MapDelete("/{id}", async Task<NoContent> (Id id, string? why, Caller caller, DecideEvent decide) => { await decide.Drop(caller, id, why); return TypedResults.NoContent(); })
            .WithName("dropEvent").WithSummary("Give a parked event up (operators)").ProducesProblem(404);
    }

    public Task Replay(Caller caller, Id id) => db.Write(async () =>
    {
        await events.Replay(caller, id);
        Audit.Add(db, caller, "event.replay", $"event:{id}", null);
    });

    public Task Drop(Caller caller, Id id, string? why)
    {
        caller.Require(Rights.Operate);
        if (string.IsNullOrWhiteSpace(why)) throw Refusal.Invalid("why", "desk.why");
        return db.Write(async () =>
        {
            await events.Drop(caller, id);
            Audit.Add(db, caller, "event.drop", $"event:{id}", why.Trim());
        });
    }
}
