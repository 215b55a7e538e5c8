using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>Makes the whole index anew from the tables, in place: people search on while it runs, and what is stale goes last.</summary>
internal sealed class RebuildSearch(AppDb db, SearchIndex index, PeopleReads people, GoodsReads goods, TimeProvider clock)
{
    private const int Batch = 200;
    public sealed record Answer(int Notes, int Products, int People, int Removed);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/search/rebuild", async (Caller caller, RebuildSearch rebuild, CancellationToken cancel) =>
        TypedResults.Ok(await rebuild.Run(caller.Require(Rights.Operate), cancel))).WithName("rebuildSearch").WithSummary("Make the search index anew").WithTags("search");

    public async Task<Answer> Run(Caller caller, CancellationToken cancel)
    {
        var start = Instant.Now(clock);
        var writers = new HashSet<long>();
        var notes = await Each(after => db.Set<Note>().Where(n => n.Id > after && n.State == NoteState.Published && n.Visibility == Visibility.Public).OrderBy(n => n.Id).Take(Batch).Select(n => n.Id).ToListAsync(cancel), async ids =>
        {
            await index.Notes(ids);
            writers.UnionWith(await db.Set<Note>().Where(n => ids.Contains(n.Id)).Select(n => n.AuthorId).Distinct().ToListAsync(cancel));
        });
        var products = await Each(async after => [.. await goods.OnSaleAfter(after, Batch)], index.Products);
        var known = await Each(after => db.Set<SearchDoc>().Where(d => d.Kind == SearchKind.Person && d.Id > after).OrderBy(d => d.Id).Take(Batch).Select(d => d.Id).ToListAsync(cancel), index.People);
        var listed = await Each(after => people.DiscoverableAfter(after, Batch), index.People);
        foreach (var some in writers.Chunk(Batch)) await index.People(some);
        var stale = await db.Set<SearchDoc>().Where(d => d.IndexedAt < start).Select(d => d.Id).ToListAsync(cancel);
        foreach (var some in stale.Chunk(Batch)) await index.Remove(some);
        await db.Write(() => { Audit.Add(db, caller, "search.rebuild", "search", null); return Task.CompletedTask; }, cancel);
        return new(notes, products, Math.Max(known, listed), stale.Count);
    }

    private async Task<int> Each(Func<long, Task<List<long>>> after, Func<IReadOnlyCollection<long>, Task> work)
    {
        var (last, count) = (0L, 0);
        while (await after(last) is { Count: > 0 } ids)
        {
            await work(ids);
            db.ChangeTracker.Clear();
            (last, count) = (ids[^1], count + ids.Count);
        }
        return count;
    }
}
