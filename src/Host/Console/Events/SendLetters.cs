using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Mail;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kaki.Host.Desk.Events;

/// <summary>An operator has the mail server mended and sends what was parked meanwhile; it leaves its line in the audit.</summary>
internal sealed class SendLetters(AppDb db, ParkedLetters letters)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/letters/replay", async Task<NoContent> (Caller caller, SendLetters send) => { await send.Run(caller); return TypedResults.NoContent(); })
            .WithTags("operators").WithName("replayLetters").WithSummary("Put the letters no mail server took back in line (operators)").ProducesProblem(404);

    public Task Run(Caller caller) => db.Write(async () =>
    {
        var sent = await letters.Replay(caller);
        Audit.Add(db, caller, "letters.replay", "letters", sent.ToString());
    });
}
