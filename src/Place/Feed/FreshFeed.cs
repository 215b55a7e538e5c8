using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Place.Cards;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Feed;

/// <summary>The node that hears of a note lets it into discover at once, knows its city, and shows no card of it as it was; the others follow as theirs grow old.</summary>
internal sealed class FreshFeed(AppDb db, FeedPool pool, CardShelf shelf, Cities cities) : IHandle<NotePublished>, IHandle<NoteEdited>, IHandle<NoteGone>, IHandle<NoteRestored>
{
    public Task Handle(NotePublished fact, CancellationToken cancel) => Anew(fact.NoteId);
    public Task Handle(NoteEdited fact, CancellationToken cancel) => Anew(fact.NoteId);
    public Task Handle(NoteGone fact, CancellationToken cancel) => Anew(fact.NoteId);
    public Task Handle(NoteRestored fact, CancellationToken cancel) => Anew(fact.NoteId);

    private async Task Anew(long note)
    {
        shelf.Drop(note);
        pool.Expire();
        if (await db.Set<Note>().Where(n => n.Id == note && n.State == NoteState.Published && n.Visibility == Visibility.Public).Select(n => n.City).SingleOrDefaultAsync() is { } city) cities.Met(city);
    }
}
