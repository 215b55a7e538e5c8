using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Place.Cards;
using Kaki.Place.Feed;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

internal enum TopicOrder { Hot, New }

/// <param name="Heat">By the formula of <see cref="HotTopics"/>.</param>
/// <param name="Counted">How many of its notes are young enough to count in the heat.</param>
internal sealed record TopicView(Id Id, string Name, string Description, long Notes, long Followers, bool Following, double Heat, int Counted);

/// <summary>A topic: what it is, how hot and why, and its notes, hot or new.</summary>
internal sealed class ReadTopic(AppDb db, NoteAccess access, NoteCards cards, FeedPool pool, ServedLists lists, SharedLists shared, Ids ids, TimeProvider clock)
{
    private const int PageSize = 20, MostRanked = 400;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/topics/{name}", async (string name, Caller caller, ReadTopic read) => TypedResults.Ok(await read.Run(caller, name)))
            .WithName("readTopic").WithSummary("A topic and its heat").WithTags("topics");
        routes.MapGet("/api/v1/topics/{name}/notes", async (string name, Caller caller, ReadTopic read, Cursor? after, Id? served, string? sort, int from = 0) =>
                TypedResults.Ok(ReadFeed.Listed(await read.Notes(caller, name, Choice.Of(sort, TopicOrder.Hot, "sort"), after, served, from), $"/api/v1/topics/{Uri.EscapeDataString(name)}/notes")))
            .WithName("listTopicNotes").WithSummary("Notes about a topic, hot or new").WithTags("topics");
    }

    public async Task<TopicView> Run(Caller caller, string name)
    {
        var folded = TopicNames.Fold(name);
        var topic = await db.Set<Topic>().AsNoTracking().Where(t => t.Folded == folded).Select(t => new
        {
            t.Id, t.Name, t.Description, t.NoteCount, t.FollowerCount, On = caller.MemberId != null && db.Set<TopicFollow>().Any(f => f.TopicId == t.Id && f.MemberId == caller.MemberId),
        }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var young = (await pool.Current()).Candidates.Where(c => c.Topics.Contains(folded)).ToList();
        return new(topic.Id, topic.Name, topic.Description, topic.NoteCount, topic.FollowerCount, topic.On, HotTopics.Heat(young, Instant.Now(clock)), young.Count);
    }

    private async Task<FeedPage> Notes(Caller caller, string name, TopicOrder sort, Cursor? after, Id? served, int from)
    {
        var topic = await Run(caller, name);
        from = Math.Clamp(from, 0, 100_000);
        return sort == TopicOrder.New ? await Newest(caller, topic, after, from) : await Hottest(caller, topic, served, from);
    }

    public async Task<FeedPage> Newest(Caller caller, TopicView topic, Cursor? after, int from)
    {
        var rows = await (await access.Visible(caller)).Where(n => n.Topics.Any(t => t.TopicId == topic.Id.Value)).Before(after)
            .OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Id).Take(PageSize + 1).Select(n => new { n.Id, n.PublishedAt }).ToListAsync();
        var page = Page<Cursor>.Of([.. rows.Select(r => new Cursor(r.PublishedAt.Micros, r.Id))], PageSize, c => c);
        return new(await cards.Of([.. page.Items.Select(c => c.Id)]), $"topic:{topic.Id}", from,
            page.Next is null ? null : $"/topics/{Uri.EscapeDataString(topic.Name)}?sort=new&after={page.Next}&from={from + page.Items.Count}");
    }

    /// <summary>Each note by its own share of the heat; read on in one served list.</summary>
    public async Task<FeedPage> Hottest(Caller caller, TopicView topic, Id? served, int from)
    {
        var list = served is { } id ? await lists.Find(db, id, caller.MemberId, from) : null;
        if (list is null) (list, from) = (await Ranked(topic), 0);
        from = Math.Clamp(from, 0, list.Ids.Length);
        var upTo = Math.Min(from + PageSize, list.Ids.Length);
        var wanted = list.Ids[from..upTo].ToArray();
        var seen = (await (await access.Visible(caller)).Where(n => wanted.Contains(n.Id)).Select(n => n.Id).ToListAsync()).ToHashSet();
        var listId = new Id(list.Id).ToString();
        return new(await cards.Of([.. wanted.Where(seen.Contains)]), listId, from,
            upTo >= list.Ids.Length ? null : $"/topics/{Uri.EscapeDataString(topic.Name)}?served={listId}&from={upTo}");
    }

    private async Task<ServedList> Ranked(TopicView topic)
    {
        var now = Instant.Now(clock);
        var folded = TopicNames.Fold(topic.Name);
        if (shared.Find("hot", folded, now) is { } kept) return kept;
        var order = (await pool.Current()).Candidates.Where(c => c.Topics.Contains(folded)).OrderByDescending(c => HotTopics.Heat([c], now)).ThenByDescending(c => c.Id).Take(MostRanked).Select(c => c.Id).ToList();
        var list = ServedList.Of(ids.Next(), null, order, now);
        lists.Keep(list);
        if (order.Count > 0) shared.Keep("hot", folded, list); // a topic somebody has just begun is not empty for a minute
        return list;
    }
}
