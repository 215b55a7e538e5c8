using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.Place.Cards;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>The shelf on a product's page: public notes that tag it and have a picture, the most liked first, without those of people the reader is kept apart from.</summary>
internal sealed class NotesOfProduct(AppDb db, NoteCards cards, PeopleReads people) : INotesOfProduct
{
    private const int Spare = 12; // read beside what is shown, for those a reader may not see

    public async Task<IReadOnlyList<NoteShelfItem>> Of(long productId, int n, Caller caller)
    {
        var ids = await db.Set<Note>()
            .Where(note => note.State == NoteState.Published && note.Visibility == Visibility.Public && note.Pictures.Count > 0 && note.Tags.Any(t => t.ProductId == productId))
            .OrderByDescending(note => note.Likes).ThenByDescending(note => note.Id).Select(note => note.Id).Take(n + Spare).ToArrayAsync();
        if (ids.Length == 0) return [];
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        return [.. (await cards.Of(ids)).Where(c => c.Cover is not null && !bonds.Hidden(c.AuthorId)).Take(n).Select(Item)];
    }

    private static NoteShelfItem Item(NoteCard card) => new(card.Id, card.Title.Length > 0 ? card.Title : card.Opening, card.Cover!.Url(320), card.Cover.Width, card.Cover.Height, card.Cover.Colour, card.Name, (int)card.Likes);
}
