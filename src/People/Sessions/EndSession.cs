using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Sessions;

/// <summary>Ends one session of one's own, or all of them; the next request with its token is a stranger's.</summary>
internal sealed class EndSession(AppDb db, SessionNews news)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/sessions").WithTags("sessions");
        group.MapDelete("/current", async Task<NoContent> (Caller caller, EndSession end, HttpContext http) =>
        {
            await end.Run(caller, caller.SessionId ?? throw Refusal.SignIn());
            SessionToken.Take(http);
            return TypedResults.NoContent();
        }).WithName("signOut").WithSummary("Sign out here");
        group.MapDelete("/{id}", async Task<NoContent> (Id id, Caller caller, EndSession end) =>
        {
            await end.Run(caller, id);
            return TypedResults.NoContent();
        }).WithName("endSession").WithSummary("Sign out another browser or program");
        group.MapDelete("", async Task<NoContent> (Caller caller, EndSession end, HttpContext http, bool others = false) =>
        {
            await end.All(caller.Member, except: others ? caller.SessionId : null);
            if (!others) SessionToken.Take(http);
            return TypedResults.NoContent();
        }).WithName("endSessions").WithSummary("Sign out everywhere, or everywhere else");
    }

    public async Task Run(Caller caller, long id)
    {
        var member = caller.Member;
        var ended = await db.Write(() => db.Set<Session>().Where(s => s.Id == id && s.MemberId == member).ExecuteDeleteAsync());
        if (ended == 0) throw Refusal.Missing();
        await news.SessionEnded(id);
    }

    public async Task<int> All(long member, long? except)
    {
        var ended = await db.Write(() => AllInside(member, except));
        await news.MemberChanged(member);
        return ended;
    }

    /// <summary>Inside a transaction of the caller's, who tells the news after its commit.</summary>
    public Task<int> AllInside(long member, long? except) =>
        db.Set<Session>().Where(s => s.MemberId == member && s.Id != except).ExecuteDeleteAsync();
}
