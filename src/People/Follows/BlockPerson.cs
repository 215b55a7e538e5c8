using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People.Notices;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

/// <summary>Two people no longer see each other; follows and requests both ways end with it, and what they were told of each other goes.</summary>
internal sealed class BlockPerson(AppDb db, ForgetBetween told, RateLimit limit, SessionNews news, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/people/{person}/block", async Task<NoContent> (string person, Caller caller, BlockPerson block) => { await block.Run(caller, person); return TypedResults.NoContent(); })
            .WithName("block").WithSummary("Block somebody").WithTags("people");
        routes.MapDelete("/api/v1/people/{person}/block", async Task<NoContent> (string person, Caller caller, BlockPerson block) => { await block.Undo(caller, person); return TypedResults.NoContent(); })
            .WithName("unblock").WithSummary("End a block").WithTags("people");
        routes.MapPost("/people/{person}/block", async (string person, string? to, Caller caller, BlockPerson block, HttpContext http) => { await block.Run(caller, person); return http.SeeOther(LocalPath.Of(to, LocalPath.Behind(http, "/settings/people"))); }).ExcludeFromDescription();
        routes.MapPost("/people/{person}/unblock", async (string person, Caller caller, BlockPerson block, HttpContext http) => { await block.Undo(caller, person); return http.Back("/settings/people"); }).ExcludeFromDescription();
    }

    public async Task Run(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        if (me == other) throw new Refusal("bond.self");
        await limit.Take("bond", me.ToString(), 400, TimeSpan.FromHours(1));
        await db.Write(async () =>
        {
            await Pair.Lock(db, me, other);
            await Pair.Part(db, me, other);
            await Pair.Part(db, other, me);
            await told.Run(me, other);
            if (await db.Set<Block>().AnyAsync(b => b.MemberId == me && b.BlockedId == other)) return;
            if (await db.Set<Block>().CountAsync(b => b.MemberId == me) >= FollowPerson.Most) throw new Refusal("bond.too_many", 422, FollowPerson.Most);
            db.Add(new Block { MemberId = me, BlockedId = other, At = Instant.Now(clock) });
        });
        told.Recount(me, other);
        await news.MemberActed(other); // what is kept of the caller goes with the request, of the other only here
    }

    public async Task Undo(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        await db.Write(() => db.Set<Block>().Where(b => b.MemberId == me && b.BlockedId == other).ExecuteDeleteAsync());
        await news.MemberActed(other);
    }
}
