using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>
/// The notes that tag a product. Its page has a shelf of public ones with a picture, the most liked first, without those of people the reader is kept apart from;
/// programs read all that a reader may see, the newest first, since likes would move while one reads on.
/// </summary>
internal sealed class NotesOfProduct(AppDb db, NoteAccess access, NoteCards cards, PeopleReads people, GoodsReads goods) : INotesOfProduct
{
    private const int Spare = 12; // read beside what is shown, for those a reader may not see
    private const int PageSize = 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/goods/{id}/notes", async (Id id, Caller caller, NotesOfProduct notes, Cursor? after, int from = 0, bool noai = false) => TypedResults.Ok(ReadFeed.Listed(await notes.Page(caller, id, after, Math.Clamp(from, 0, 100_000), noai), $"/api/v1/goods/{id}/notes", noai)))
            .WithName("listProductNotes").WithSummary("Notes that tag a product, newest first. noai leaves out what was made with AI").WithTags("goods");

    public async Task<IReadOnlyList<NoteShelfItem>> Of(long productId, int n, Caller caller, bool noAi)
    {
        var ids = await db.Set<Note>()
            .Where(note => note.State == NoteState.Published && note.Visibility == Visibility.Public && note.Pictures.Count > 0 && note.Tags.Any(t => t.ProductId == productId)).LeavingOutAi(noAi)
            .OrderByDescending(note => note.Likes).ThenByDescending(note => note.Id).Select(note => note.Id).Take(n + Spare).ToArrayAsync();
        if (ids.Length == 0) return [];
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        return [.. (await cards.Of(ids)).Where(c => c.Cover is not null && !bonds.Hidden(c.AuthorId)).Take(n).Select(Item)];
    }

    private async Task<FeedPage> Page(Caller caller, Id product, Cursor? after, int from, bool noAi)
    {
        if ((await goods.Cards([product.Value])).Count == 0) throw Refusal.Missing();
        var rows = await (await access.Visible(caller)).Where(n => n.Tags.Any(t => t.ProductId == product.Value)).LeavingOutAi(noAi).Before(after)
            .OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Id).Take(PageSize + 1).Select(n => new { n.Id, n.PublishedAt }).ToListAsync();
        var page = Page<Cursor>.Of([.. rows.Select(r => new Cursor(r.PublishedAt.Micros, r.Id))], PageSize, c => c);
        return new(await cards.Of([.. page.Items.Select(c => c.Id)]), $"product:{product}", from, page.Next is null ? null : $"?after={page.Next}&from={from + page.Items.Count}");
    }

    private static NoteShelfItem Item(NoteCard card) => new(card.Id, card.Title.Length > 0 ? card.Title : card.Opening, card.Cover!.Url(320), card.Cover.Width, card.Cover.Height, card.Cover.Colour, card.Name, (int)card.Likes);
}
