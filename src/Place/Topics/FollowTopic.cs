using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>A topic is followed, so that its notes come into one's following feed, or no longer.</summary>
internal sealed class FollowTopic(AppDb db, RateLimit limit, TimeProvider clock)
{
    private const int Most = 1000;
    public sealed record Answer(bool On, long Count);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/topics/{id}/follow", async (Id id, Caller caller, FollowTopic follow) => TypedResults.Ok(await follow.Run(caller, id, on: true))).WithName("followTopic").WithSummary("Follow a topic").WithTags("topics");
        routes.MapDelete("/api/v1/topics/{id}/follow", async (Id id, Caller caller, FollowTopic follow) => TypedResults.Ok(await follow.Run(caller, id, on: false))).WithName("unfollowTopic").WithSummary("Follow a topic no longer").WithTags("topics");
        routes.MapPost("/topics/{id}/follow", async (Id id, HttpContext http, Caller caller, FollowTopic follow) => { await follow.Toggle(caller, id); return http.Back("/topics"); }).ExcludeFromDescription();
    }

    public async Task<Answer> Run(Caller caller, Id id, bool on)
    {
        var me = caller.Member;
        if (!await db.Set<Topic>().AnyAsync(t => t.Id == id.Value)) throw Refusal.Missing();
        await limit.Take("topic.follow", me.ToString(), 200, TimeSpan.FromHours(1));
        return await db.Write(async () =>
        {
            if (on && await db.Set<TopicFollow>().CountAsync(f => f.MemberId == me) >= Most) throw new Refusal("topic.follows_many", 422, Most);
            var changed = on
                ? await db.Database.ExecuteSqlAsync($"insert into place_topic_follows(member_id, topic_id, at) values ({me}, {id.Value}, {Instant.Now(clock).Micros}) on conflict do nothing")
                : await db.Set<TopicFollow>().Where(f => f.TopicId == id.Value && f.MemberId == me).ExecuteDeleteAsync();
            if (changed > 0)
            {
                await db.Set<Topic>().Where(t => t.Id == id.Value).ExecuteUpdateAsync(s => s.SetProperty(t => t.FollowerCount, t => t.FollowerCount + (on ? 1 : -1)));
                db.Journal(caller, clock, on ? "follow" : "unfollow", $"topic:{id}");
            }
            return new Answer(on, await db.Set<Topic>().Where(t => t.Id == id.Value).Select(t => t.FollowerCount).SingleAsync());
        });
    }

    private async Task Toggle(Caller caller, Id id)
    {
        var me = caller.Member;
        await Run(caller, id, on: !await db.Set<TopicFollow>().AnyAsync(f => f.TopicId == id.Value && f.MemberId == me));
    }
}
