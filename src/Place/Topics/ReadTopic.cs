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

internal enum TopicOrder { Hot, New, Top }

/// <param name="Heat">By the formula of <see cref="HotTopics"/>.</param>
/// <param name="Counted">How many of its notes are young enough to count in the heat.</param>
internal sealed record TopicView(Id Id, string Name, string Description, long Notes, long Followers, bool Following, double Heat, int Counted);

/// <summary>A topic: what it is, how hot and why, and its notes, hot, new or the best loved of all time.</summary>
internal sealed class ReadTopic(AppDb db, NoteAccess access, NoteCards cards, FeedPool pool, ServedLists lists, SharedLists shared, Ids ids, TimeProvider clock)
{
    private const int PageSize = 20, MostRanked = 400;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/topics/{name}", async (string name, Caller caller, ReadTopic read) => TypedResults.Ok(await read.Run(caller, name)))
            .WithName("readTopic").WithSummary("A topic and its heat").WithTags("topics");
        routes.MapGet("/api/v1/topics/{name}/notes", async (string name, Caller caller, ReadTopic read, Cursor? after, Id? served, string? sort, int from = 0, bool noai = false) =>
                TypedResults.Ok(ReadFeed.Listed(await read.Notes(caller, await read.Run(caller, name), Choice.Of(sort, TopicOrder.Hot, "sort"), after, served, Math.Clamp(from, 0, 100_000), noai, program: true), $"/api/v1/topics/{Uri.EscapeDataString(name)}/notes", noai)))
            .WithName("listTopicNotes").WithSummary("Notes about a topic: hot, new or top. noai leaves out what was made with AI").WithTags("topics");
    }

    /// <summary>The topic, or "missing": one that only notes name which the caller may not see is not told apart from one that is not there.</summary>
    public async Task<TopicView> Run(Caller caller, string name)
    {
        var folded = TopicNames.Fold(name);
        var visible = await access.Visible(caller, browsing: false);
        var known = db.Set<Topic>().AsNoTracking().Where(t => t.NoteCount > 0 || t.Description != "" || visible.Any(n => n.Topics.Any(x => x.TopicId == t.Id)) || caller.MemberId != null && db.Set<TopicFollow>().Any(f => f.TopicId == t.Id && f.MemberId == caller.MemberId));
        var topic = await known.Where(t => t.Folded == folded).Select(t => new
        {
            t.Id, t.Name, t.Description, t.NoteCount, t.FollowerCount, On = caller.MemberId != null && db.Set<TopicFollow>().Any(f => f.TopicId == t.Id && f.MemberId == caller.MemberId),
        }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var young = (await pool.Current()).Candidates.Where(c => c.Topics.Contains(folded)).ToList();
        return new(topic.Id, topic.Name, topic.Description, topic.NoteCount, topic.FollowerCount, topic.On, HotTopics.Heat(young, Instant.Now(clock)), young.Count);
    }

    public Task<FeedPage> Notes(Caller caller, TopicView topic, TopicOrder order, Cursor? after, Id? served, int from, bool noAi, bool program = false) =>
        order == TopicOrder.New ? Newest(caller, topic, after, from, noAi) : Ranked(caller, topic, order, served, from, noAi, program);

    public async Task<FeedPage> Newest(Caller caller, TopicView topic, Cursor? after, int from, bool noAi = false)
    {
        var rows = await (await access.Visible(caller)).Where(n => n.Topics.Any(t => t.TopicId == topic.Id.Value)).LeavingOutAi(noAi).Before(after)
            .OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Id).Take(PageSize + 1).Select(n => new { n.Id, n.PublishedAt }).ToListAsync();
        var page = Page<Cursor>.Of([.. rows.Select(r => new Cursor(r.PublishedAt.Micros, r.Id))], PageSize, c => c);
        return new(await cards.Of([.. page.Items.Select(c => c.Id)]), $"topic:{topic.Id}", from,
            page.Next is null ? null : $"/topics/{Uri.EscapeDataString(topic.Name)}?sort=new&after={page.Next}&from={from + page.Items.Count}");
    }

    /// <summary>Each note by its own share of the heat, or by what it was loved; read on in one served list.</summary>
    public async Task<FeedPage> Ranked(Caller caller, TopicView topic, TopicOrder order, Id? served, int from, bool noAi = false, bool program = false)
    {
        var list = served is { } id ? await lists.Find(db, id, caller.MemberId, from) : null;
        if (list is null) ServedList.BeginAnew(program, served, from);
        if (list is null) (list, from) = (await List(topic, order, noAi), 0);
        from = Math.Clamp(from, 0, list.Ids.Length);
        var upTo = Math.Min(from + PageSize, list.Ids.Length);
        var wanted = list.Ids[from..upTo].ToArray();
        var seen = (await (await access.Visible(caller)).Where(n => wanted.Contains(n.Id)).Select(n => n.Id).ToListAsync()).ToHashSet();
        var listId = new Id(list.Id).ToString();
        var found = await cards.Of([.. wanted.Where(seen.Contains)]);
        return new(found, listId, from,
            upTo >= list.Ids.Length ? null : $"/topics/{Uri.EscapeDataString(topic.Name)}?{(order == TopicOrder.Top ? "sort=top&" : "")}served={listId}&from={upTo}") { Places = ServedList.PlacesOf(found, wanted, from) };
    }

    private async Task<ServedList> List(TopicView topic, TopicOrder order, bool noAi)
    {
        var now = Instant.Now(clock);
        var (key, folded) = ($"{order} {noAi}", TopicNames.Fold(topic.Name));
        if (shared.Find(key, folded, now) is { } kept) return kept;
        var list = ServedList.Of(ids.Next(), null, await Order(topic, order, noAi, now), now);
        lists.Keep(list);
        if (list.Ids.Length > 0) shared.Keep(key, folded, list); // a topic somebody has just begun is not empty for a minute
        return list;
    }

    // Asked of the topic's own notes: those of a quiet one are long gone from the feed's pool.
    private async Task<List<long>> Order(TopicView topic, TopicOrder order, bool noAi, Instant now)
    {
        var notes = db.Set<Note>().AsNoTracking().Where(n => n.State == NoteState.Published && n.Visibility == Visibility.Public && n.Topics.Any(t => t.TopicId == topic.Id.Value)).LeavingOutAi(noAi);
        var first = order == TopicOrder.Top ? notes.OrderByDescending(n => n.Likes + 2 * n.Saves + 3 * n.CommentCount) : notes.OrderByDescending(n => n.PublishedAt);
        var rows = await first.ThenByDescending(n => n.Id).Take(MostRanked).Select(n => new { n.Id, n.PublishedAt, Interest = n.Likes + 2 * n.Saves + 3 * n.CommentCount }).ToListAsync();
        if (order == TopicOrder.Hot) rows = [.. rows.OrderByDescending(n => HotTopics.Heat(n.Interest, n.PublishedAt, now)).ThenByDescending(n => n.Id)];
        return [.. rows.Select(n => n.Id)];
    }
}
