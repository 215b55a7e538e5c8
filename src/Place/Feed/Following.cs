using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Feed;

/// <summary>Newest first: notes of the people and about the topics one follows.</summary>
internal sealed class Following(AppDb db, NoteAccess access, NoteCards cards, PeopleReads people)
{
    public const int PageSize = 20;

    public async Task<FeedPage> Run(Caller caller, Cursor? after, int from, bool noAi = false)
    {
        var me = caller.Member;
        var authors = (await people.BondsOf(me)).Following.ToArray();
        var topics = db.Set<TopicFollow>().Where(f => f.MemberId == me).Select(f => f.TopicId);
        var rows = await (await access.Visible(caller))
            .Where(n => n.AuthorId != me && (authors.Contains(n.AuthorId) || n.Topics.Any(t => topics.Contains(t.TopicId))))
            .LeavingOutAi(noAi).Before(after).OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Id)
            .Take(PageSize + 1).Select(n => new { n.Id, n.PublishedAt }).ToListAsync();
        var page = Page<Cursor>.Of([.. rows.Select(r => new Cursor(r.PublishedAt.Micros, r.Id))], PageSize, c => c);
        return new FeedPage(await cards.Of([.. page.Items.Select(c => c.Id)]), "following", from, page.Next is null ? null : $"/following?after={page.Next}&from={from + page.Items.Count}");
    }
}

internal static class NarrowedNotes
{
    public static IQueryable<Note> LeavingOutAi(this IQueryable<Note> notes, bool yes) => yes ? notes.Where(n => (n.Disclosure & Disclosure.AiMade) == 0) : notes;

    /// <summary>The notes that come after a place in a newest-first list.</summary>
    public static IQueryable<Note> Before(this IQueryable<Note> notes, Cursor? after)
    {
        if (after is not { } place) return notes;
        var at = new Instant(place.Key);
        return notes.Where(n => n.PublishedAt < at || n.PublishedAt == at && n.Id < place.Id);
    }
}
