using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

/// <summary>Follows somebody, or asks to where they approve their followers. Twice is once.</summary>
internal sealed class FollowPerson(AppDb db, RateLimit limit, TimeProvider clock)
{
    public const int Most = 5_000;

    /// <param name="Bond">"following" or "asked" or "none".</param>
    /// <param name="Count">How many follow them now.</param>
    public sealed record Output(Bond Bond, int Count);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/people/{person}/follow", async (string person, Caller caller, FollowPerson follow) => TypedResults.Ok(await follow.Run(caller, person)))
            .WithName("follow").WithSummary("Follow somebody, by handle or id").WithTags("people");
        routes.MapDelete("/api/v1/people/{person}/follow", async (string person, Caller caller, FollowPerson follow) => TypedResults.Ok(await follow.Undo(caller, person)))
            .WithName("unfollow").WithSummary("No longer follow somebody").WithTags("people");
        routes.MapPost("/people/{person}/follow", async (string person, Caller caller, FollowPerson follow, HttpContext http) =>
        {
            await follow.Toggle(caller, person);
            return http.Back($"/@{person}");
        }).ExcludeFromDescription();
    }

    public async Task<Output> Run(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        if (me == other) throw new Refusal("follow.self");
        await limit.Take("follow", caller.Member.ToString(), 200, TimeSpan.FromHours(1));
        return await db.Write(() => Inside(caller, me, other));
    }

    public async Task<Output> Undo(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        return await db.Write(async () =>
        {
            await Pair.Lock(db, me, other);
            await Pair.Part(db, me, other);
            var apart = await db.Set<Block>().AnyAsync(b => b.MemberId == other && b.BlockedId == me || b.MemberId == me && b.BlockedId == other);
            return new Output(Bond.None, apart ? 0 : await Followers(other)); // as their profile says
        });
    }

    private async Task Toggle(Caller caller, string person)
    {
        long me = caller.Member, other = await Pair.Find(db, person);
        if (await db.Set<Follow>().AnyAsync(f => f.FollowerId == me && f.FollowedId == other && (f.State == FollowState.Accepted || db.Set<Member>().Any(m => m.Id == other && m.ApproveFollowers)))) await Undo(caller, person);
        else await Run(caller, person);
    }

    private async Task<Output> Inside(Caller caller, long me, long other)
    {
        await Pair.Lock(db, me, other);
        if (await db.Set<Block>().AnyAsync(b => b.MemberId == other && b.BlockedId == me)) throw new Refusal("follow.blocked", 403);
        if (await db.Set<Block>().AnyAsync(b => b.MemberId == me && b.BlockedId == other)) throw new Refusal("follow.blocking");
        var follow = await db.Set<Follow>().SingleOrDefaultAsync(f => f.FollowerId == me && f.FollowedId == other);
        if (follow is not { State: FollowState.Accepted }) follow = await Begin(caller, me, other, follow);
        return new(follow.State == FollowState.Accepted ? Bond.Following : Bond.Asked, await Followers(other));
    }

    /// <param name="asked">What waits since they approved their followers, which they may not do any more.</param>
    private async Task<Follow> Begin(Caller caller, long me, long other, Follow? asked)
    {
        if (asked is null && await db.Set<Follow>().CountAsync(f => f.FollowerId == me) >= Most) throw new Refusal("follow.too_many", 422, Most);
        var asks = await db.Set<Member>().Where(m => m.Id == other).Select(m => m.ApproveFollowers).SingleAsync();
        if (asks && asked is not null) return asked;
        var follow = asked ?? db.Add(new Follow { FollowerId = me, FollowedId = other }).Entity;
        (follow.State, follow.At) = (asks ? FollowState.Asked : FollowState.Accepted, Instant.Now(clock));
        if (asks) db.Publish(new NoticeDue(other, NoticeKind.FollowAsked, me, $"member:{new Id(me)}", null));
        else await Hold(caller, me, other);
        await db.SaveChangesAsync();
        return follow;
    }

    private async Task Hold(Caller caller, long me, long other)
    {
        await Pair.Count(db, me, other, 1);
        db.Journal(caller, clock, "follow", $"member:{new Id(other)}");
        db.Publish(new Followed(me, other));
        db.Publish(new NoticeDue(other, NoticeKind.Follow, me, $"member:{new Id(other)}", null));
    }

    private Task<int> Followers(long member) => db.Set<Member>().Where(m => m.Id == member).Select(m => m.Followers).SingleAsync();
}
