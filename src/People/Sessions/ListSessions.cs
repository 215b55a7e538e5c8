using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Sessions;

/// <summary>Where one is signed in.</summary>
internal sealed class ListSessions(AppDb db, TimeProvider clock)
{
    public sealed record Row(Id Id, string Device, string Address, SignInBy By, Instant Started, Instant Seen, bool Current);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/sessions", async (Caller caller, ListSessions list) => TypedResults.Ok(await list.Run(caller)))
            .WithName("listSessions").WithSummary("Where you are signed in").WithTags("sessions");

    public async Task<IReadOnlyList<Row>> Run(Caller caller)
    {
        long member = caller.Member, current = caller.SessionId ?? 0;
        var now = Instant.Now(clock);
        return await db.Set<Session>().AsNoTracking().Where(s => s.MemberId == member && s.Until > now)
            .OrderByDescending(s => s.Id == current).ThenByDescending(s => s.Seen).ThenByDescending(s => s.Id).Take(100)
            .Select(s => new Row(s.Id, s.Device, s.Address, s.By, s.Started, s.Seen, s.Id == current)).ToListAsync();
    }
}
