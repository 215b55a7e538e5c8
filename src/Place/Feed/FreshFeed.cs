using Kaki.Kernel.Outbox;
using Kaki.Place.Cards;

namespace Kaki.Place.Feed;

/// <summary>The node that hears of a note lets it into discover at once, and shows no card of it as it was; the others follow as theirs grow old.</summary>
internal sealed class FreshFeed(FeedPool pool, CardShelf shelf) : IHandle<NotePublished>, IHandle<NoteEdited>, IHandle<NoteGone>, IHandle<NoteRestored>
{
    public Task Handle(NotePublished fact, CancellationToken cancel) => Anew(fact.NoteId);
    public Task Handle(NoteEdited fact, CancellationToken cancel) => Anew(fact.NoteId);
    public Task Handle(NoteGone fact, CancellationToken cancel) => Anew(fact.NoteId);
    public Task Handle(NoteRestored fact, CancellationToken cancel) => Anew(fact.NoteId);

    private Task Anew(long note)
    {
        shelf.Drop(note);
        pool.Expire();
        return Task.CompletedTask;
    }
}
