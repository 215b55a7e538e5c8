using System.Collections.Concurrent;
using Kaki.Kernel;

namespace Kaki.Place.Cards;

/// <summary>This node's cards and their HTML. A like count may be a few seconds old here; what one likes oneself is never.</summary>
internal sealed class CardShelf
{
    private const int Most = 20_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<long, Kept> cards = new();

    public NoteCard? Find(long id, Instant now) => cards.TryGetValue(id, out var kept) && kept.Until.Holds(now, Fresh) ? kept.Card : null;

    public void Put(NoteCard card, Instant now)
    {
        if (cards.Count >= Most) cards.Clear(); // rare, and cheaper than keeping order
        var html = cards.GetValueOrDefault(card.Id) is { } old && old.Card == card ? old.Html : new();
        cards[card.Id] = new(card, now.Plus(Fresh), html);
    }

    public void Drop(long id) => cards.TryRemove(id, out _);

    /// <summary>The card's HTML in one language, made once for each version of the card.</summary>
    public CardHtml Html(NoteCard card, string language, Func<NoteCard, CardHtml> render) =>
        cards.TryGetValue(card.Id, out var kept) && kept.Card == card ? kept.Html.GetOrAdd(language, _ => render(card)) : render(card);

    private sealed record Kept(NoteCard Card, Instant Until, ConcurrentDictionary<string, CardHtml> Html);
}
