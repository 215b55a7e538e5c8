using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>The topics that are hot now, and those one follows.</summary>
internal sealed class ListTopics(AppDb db, HotTopics hot)
{
    private const int MostOwn = 1000;

    public sealed record Hot(Id Id, string Name, double Heat, int Notes);
    public sealed record Row(Id Id, string Name, string Description, long Notes, long Followers);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/topics", async (ListTopics list) => TypedResults.Ok(await list.Hottest()))
            .WithName("hotTopics").WithSummary("The hottest topics and how hot they are").WithTags("topics");
        routes.MapGet("/api/v1/account/topics", async (Caller caller, ListTopics list) => TypedResults.Ok(await list.Followed(caller)))
            .WithName("listFollowedTopics").WithSummary("The topics you follow, the latest first").WithTags("topics");
    }

    public async Task<Page<Hot>> Hottest() => new([.. (await hot.Top(HotTopics.MostHot)).Select(t => new Hot(t.Id, t.Name, t.Heat, t.Notes))], null);

    public async Task<Page<Row>> Followed(Caller caller)
    {
        var me = caller.Member;
        return new(await db.Set<TopicFollow>().Where(f => f.MemberId == me).OrderByDescending(f => f.At).ThenByDescending(f => f.TopicId).Take(MostOwn)
            .Join(db.Set<Topic>(), f => f.TopicId, t => t.Id, (f, t) => new { f.At, Topic = t }).OrderByDescending(x => x.At).ThenByDescending(x => x.Topic.Id)
            .Select(x => new Row(x.Topic.Id, x.Topic.Name, x.Topic.Description, x.Topic.NoteCount, x.Topic.FollowerCount)).ToListAsync(), null);
    }
}
