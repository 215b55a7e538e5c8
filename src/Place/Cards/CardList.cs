using System.Globalization;
using System.Text.Encodings.Web;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Words;
using Kaki.Place.Feed;
using Kaki.Place.Liking;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Cards;

/// <summary>A run of cards as HTML: what is the same for everyone from the shelf, the reader's own hearts from what is kept of them or one query.</summary>
internal sealed class CardList(AppDb db, CardShelf shelf, MemberShelf members, Face face, Words words, HtmlEncoder encoder)
{
    private const int MostHearts = 1_000;

    /// <param name="onCover">Words for the corner of a cover, or null.</param>
    /// <param name="foot">What stands at a card's foot, as HTML, where it is not who wrote the note.</param>
    public async ValueTask<Fall> Fall(Caller caller, FeedPage feed, Func<NoteCard, string?>? onCover = null, Func<NoteCard, string>? foot = null)
    {
        var liked = feed.Liked ?? await Liked(caller, feed.Cards);
        var language = CultureInfo.CurrentUICulture.Name;
        var cards = new Fall.Card[feed.Cards.Count];
        for (var i = 0; i < cards.Length; i++)
        {
            var card = feed.Cards[i];
            var html = shelf.Html(card, language, c => CardHtml.Render(c, face, words, encoder));
            cards[i] = new(feed.PlaceOf(i), html, liked.Contains(card.Id), onCover?.Invoke(card) is { } text ? encoder.Encode(text) : null, foot?.Invoke(card));
        }
        return new Fall(feed.Served, cards, More(feed.Next));
    }

    /// <summary>When it was published: for a list that is all of one person.</summary>
    public string DateOf(NoteCard card)
    {
        using var when = new StringWriter();
        face.Since(card.PublishedAt).WriteTo(when, encoder);
        return $"<span class=\"clip1\">{when}</span>";
    }

    /// <summary>"Put into…": for a shelf of one's own.</summary>
    /// <param name="collection">The one that is looked at.</param>
    public Func<NoteCard, string> PutInto(string here, Id? collection = null) => card =>
        $"{face.Icon("book", "ic-xs")}<a class=\"clip1\" href=\"/notes/{new Id(card.Id)}/collect?return={Uri.EscapeDataString(here)}\" data-collect data-in=\"{collection}\" data-stays>{encoder.Encode(words["collect.put"].Value)}<span class=\"sr\"> {encoder.Encode(card.Title)}</span></a>";

    private string? More(string? next) => next is null ? null
        : $"<p class=\"fall-more\"><a class=\"btn btn-line\" rel=\"next\" href=\"{encoder.Encode(next)}\">{encoder.Encode(words["feed.more"].Value)}</a></p>\n";

    private async ValueTask<IReadOnlySet<long>> Liked(Caller caller, IReadOnlyList<NoteCard> cards)
    {
        if (caller.MemberId is not { } me || cards.Count == 0) return new HashSet<long>();
        var hearts = await members.Of(me, async () => Hearts.Of(await db.Set<Like>().Where(l => l.MemberId == me).OrderByDescending(l => l.NoteId).Select(l => l.NoteId).Take(MostHearts + 1).ToListAsync()), h => h.All?.Count ?? 0);
        if (hearts.All is { } all) return all;
        var ids = cards.Select(c => c.Id).ToArray();
        return (await db.Set<Like>().Where(l => l.MemberId == me && ids.Contains(l.NoteId)).Select(l => l.NoteId).ToListAsync()).ToHashSet();
    }

    /// <summary>All that somebody likes; null of who likes too much to be kept.</summary>
    private sealed record Hearts(HashSet<long>? All)
    {
        public static Hearts Of(List<long> notes) => new(notes.Count > MostHearts ? null : [.. notes]);
    }
}
