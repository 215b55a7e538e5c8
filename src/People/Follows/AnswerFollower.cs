using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

/// <summary>Lets a follower in, or shows one the door; they are not told of the door.</summary>
internal sealed class AnswerFollower(AppDb db, SessionNews news, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/followers/{person}", async Task<NoContent> (string person, Caller caller, AnswerFollower answer) => { await answer.Accept(caller, person); return TypedResults.NoContent(); })
            .WithName("acceptFollower").WithSummary("Accept somebody who asked to follow you").WithTags("people");
        routes.MapDelete("/api/v1/followers/{person}", async Task<NoContent> (string person, Caller caller, AnswerFollower answer) => { await answer.Remove(caller, person); return TypedResults.NoContent(); })
            .WithName("removeFollower").WithSummary("Decline or remove a follower").WithTags("people");
        routes.MapPost("/people/{person}/accept", async (string person, Caller caller, AnswerFollower answer, HttpContext http) => { await answer.Accept(caller, person); return http.Back("/settings/people"); }).ExcludeFromDescription();
        routes.MapPost("/people/{person}/remove", async (string person, Caller caller, AnswerFollower answer, HttpContext http) => { await answer.Remove(caller, person); return http.Back("/settings/people"); }).ExcludeFromDescription();
    }

    public async Task Accept(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        await db.Write(async () =>
        {
            await Pair.Lock(db, me, other);
            var follow = await db.Set<Follow>().SingleOrDefaultAsync(f => f.FollowerId == other && f.FollowedId == me) ?? throw new Refusal("follow.not_asked", 404);
            if (follow.State != FollowState.Accepted) await Pair.Accept(db, follow, Instant.Now(clock));
        });
        await news.MemberActed(other);
    }

    public async Task Remove(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        await db.Write(async () =>
        {
            await Pair.Lock(db, me, other);
            await Pair.Part(db, other, me);
        });
        await news.MemberActed(other);
    }
}
