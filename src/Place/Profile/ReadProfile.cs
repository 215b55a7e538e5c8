using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Feed;
using Kaki.Place.Liking;
using Kaki.Place.Notes;
using Kaki.Place.Saving;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Profile;

/// <summary>A person's numbers that this floor knows.</summary>
internal sealed record ProfileNumbers(int Notes, long LikesAndSaves, int Collections);

/// <summary>A person's page: who they are, and their notes as this reader may see them.</summary>
internal sealed class ReadProfile(AppDb db, NoteAccess access, NoteCards cards, PeopleReads people)
{
    private const int PageSize = 20;

    public async Task<PersonView> Person(Caller caller, string handle) => await people.View(handle, caller) ?? throw Refusal.Missing();

    public static bool Shut(PersonView person) => person.Bond is Bond.Blocking or Bond.Blocked;

    public async Task<ProfileNumbers> Numbers(Caller caller, PersonView person)
    {
        long id = person.Person.Id;
        var own = person.Bond == Bond.Self;
        var counts = await (await access.Visible(caller, browsing: false)).Where(n => n.AuthorId == id).Select(n => new { IsNote = true, Loved = n.Likes + n.Saves })
            .Concat(db.Set<Collection>().Where(c => c.OwnerId == id && (own || c.Visibility == CollectionVisibility.Public)).Select(c => new { IsNote = false, Loved = 0L }))
            .GroupBy(x => x.IsNote).Select(g => new { IsNote = g.Key, Count = g.Count(), Loved = g.Sum(x => x.Loved) }).ToListAsync();
        var notes = counts.Find(c => c.IsNote);
        return new(notes?.Count ?? 0, notes?.Loved ?? 0, counts.Find(c => !c.IsNote)?.Count ?? 0);
    }

    public async Task<FeedPage> Notes(Caller caller, PersonCard person, Cursor? after, int from, bool noAi = false)
    {
        var me = caller.MemberId ?? 0;
        var rows = await (await access.Visible(caller, browsing: false)).Where(n => n.AuthorId == person.Id.Value).LeavingOutAi(noAi).Before(after)
            .OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Id).Take(PageSize + 1)
            .Select(n => new { n.Id, n.PublishedAt, Liked = db.Set<Like>().Any(l => l.NoteId == n.Id && l.MemberId == me) }).ToListAsync();
        var page = await Page([.. rows.Select(r => new Cursor(r.PublishedAt.Micros, r.Id))], $"member:{person.Id}", $"/@{person.Handle}?", from);
        return page with { Liked = rows.Where(r => r.Liked).Select(r => r.Id).ToHashSet() };
    }

    /// <summary>What the reader themselves saved, the latest first.</summary>
    /// <param name="address">Of the page it is on, up to the place in it.</param>
    public async Task<FeedPage> Saved(Caller caller, string address, Cursor? after, int from)
    {
        var me = caller.Member;
        return await Kept(caller, db.Set<Save>().Where(s => s.MemberId == me), after, "saved", address, from);
    }

    public Task<FeedPage> In(Caller caller, Id collection, Cursor? after, int from, bool noAi = false) =>
        Kept(caller, db.Set<Save>().Where(s => s.CollectionId == collection.Value), after, $"collection:{collection}", $"/collections/{collection}?", from, noAi);

    private async Task<FeedPage> Kept(Caller caller, IQueryable<Save> saves, Cursor? after, string served, string address, int from, bool noAi = false)
    {
        var me = caller.MemberId ?? 0;
        if (after is { } place)
        {
            var at = new Instant(place.Key);
            saves = saves.Where(s => s.At < at || s.At == at && s.NoteId < place.Id);
        }
        var visible = (await access.Visible(caller, browsing: false)).LeavingOutAi(noAi);
        var rows = await saves.Where(s => visible.Any(n => n.Id == s.NoteId)).OrderByDescending(s => s.At).ThenByDescending(s => s.NoteId)
            .Take(PageSize + 1).Select(s => new { s.NoteId, s.At, Liked = db.Set<Like>().Any(l => l.NoteId == s.NoteId && l.MemberId == me) }).ToListAsync();
        var page = await Page([.. rows.Select(r => new Cursor(r.At.Micros, r.NoteId))], served, address, from);
        return page with { Liked = rows.Where(r => r.Liked).Select(r => r.NoteId).ToHashSet() };
    }

    private async Task<FeedPage> Page(IReadOnlyList<Cursor> rows, string served, string address, int from)
    {
        var page = Page<Cursor>.Of(rows, PageSize, c => c);
        return new(await cards.Of([.. page.Items.Select(c => c.Id)]), served, from, page.Next is null ? null : $"{address}after={page.Next}&from={from + page.Items.Count}");
    }
}
