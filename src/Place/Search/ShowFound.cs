using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Liking;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>Makes what people see of found documents, a query for each kind; what may not be seen any more is left out.</summary>
internal sealed class ShowFound(AppDb db, NoteAccess access, NoteCards cards, GoodsReads goods, PeopleReads people)
{
    /// <param name="seen">The notes among them that the caller may see, where that has just been asked.</param>
    public async Task<IReadOnlyList<SearchItem>> Items(Caller caller, Query query, IReadOnlyList<SearchDoc> docs, IReadOnlySet<long>? seen = null)
    {
        long[] Of(SearchKind kind) => [.. docs.Where(d => d.Kind == kind).Select(d => d.Id)];
        var items = new Dictionary<long, SearchItem>();
        foreach (var item in await Notes(caller, query, Of(SearchKind.Note), seen)) items[item.Id] = item;
        if (Of(SearchKind.Product) is { Length: > 0 } products)
            foreach (var p in (await goods.Cards(products)).Values)
                items[p.Id] = new(SearchKind.Product, p.Id, p.Title, $"/goods/{new Id(p.Id)}", p.CoverUrl, p.ShopName, p.Price, p.Sold, Highlight.Ranges(p.Title, query)) { Product = p };
        foreach (var item in await People(caller, query, Of(SearchKind.Person))) items[item.Id] = item;
        foreach (var item in await Topics(caller, query, Of(SearchKind.Topic))) items[item.Id] = item;
        return [.. docs.Select(d => items.GetValueOrDefault(d.Id)).OfType<SearchItem>()];
    }

    private async Task<IEnumerable<SearchItem>> Notes(Caller caller, Query query, long[] ids, IReadOnlySet<long>? seen)
    {
        if (seen is not null) ids = [.. ids.Where(seen.Contains)];
        if (ids.Length == 0) return [];
        var visible = seen is null ? await access.Visible(caller) : db.Set<Note>();
        var me = caller.MemberId ?? 0;
        var found = await visible.Where(n => ids.Contains(n.Id)).Select(n => new { n.Id, n.Body, Liked = db.Set<Like>().Any(l => l.NoteId == n.Id && l.MemberId == me) }).ToDictionaryAsync(n => n.Id);
        return (await cards.Of([.. ids.Where(found.ContainsKey)])).Select(n => new SearchItem(SearchKind.Note, n.Id, n.Title, $"/notes/{new Id(n.Id)}", n.Cover?.Url(320), n.Name, null, n.Likes, Highlight.Ranges(n.Title, query))
        {
            Note = n, AiMade = n.AiMade, Liked = found[n.Id].Liked, Excerpt = Excerpt.Of(found[n.Id].Body, query),
        });
    }

    private async Task<IEnumerable<SearchItem>> People(Caller caller, Query query, long[] ids)
    {
        if (ids.Length == 0) return [];
        var open = await people.DiscoverableCards(ids);
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        return open.Where(p => !bonds.Hidden(p.Id)).Select(p =>
            new SearchItem(SearchKind.Person, p.Id, p.Name, $"/@{p.Handle}", p.AvatarUrl, p.Region, null, null, Highlight.Ranges(p.Name, query)) { Person = p, On = bonds.Following.Contains(p.Id), Asked = bonds.Asked.Contains(p.Id) });
    }

    private async Task<IEnumerable<SearchItem>> Topics(Caller caller, Query query, long[] ids)
    {
        if (ids.Length == 0) return [];
        var topics = await db.Set<Topic>().AsNoTracking().Where(t => ids.Contains(t.Id)).Select(t => new
        {
            t.Id, t.Name, Notes = db.Set<NoteTopic>().Count(n => n.TopicId == t.Id && db.Set<Note>().Any(x => x.Id == n.NoteId && x.State == NoteState.Published && x.Visibility == Visibility.Public)),
            On = caller.MemberId != null && db.Set<TopicFollow>().Any(f => f.TopicId == t.Id && f.MemberId == caller.MemberId),
        }).ToListAsync();
        return topics.Where(t => t.Notes > 0).Select(t => new SearchItem(SearchKind.Topic, t.Id, t.Name, "/topics/" + Uri.EscapeDataString(t.Name), null, null, null, t.Notes, Highlight.Ranges(t.Name, query)) { On = t.On });
    }
}
