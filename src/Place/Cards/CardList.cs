using System.Globalization;
using System.Text.Encodings.Web;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Words;
using Kaki.Place.Liking;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Cards;

/// <summary>A run of cards as HTML: what is the same for everyone from the shelf, the reader's own hearts from one query.</summary>
internal sealed class CardList(AppDb db, CardShelf shelf, Face face, Words words, HtmlEncoder encoder)
{
    private const int EagerCovers = 3;

    /// <param name="from">The position of the first card in its list, from 0.</param>
    /// <param name="onCover">Words for the corner of a cover, or null.</param>
    /// <param name="liked">Those the reader likes, where that is known already.</param>
    public async Task<IHtmlContent> Html(Caller caller, IReadOnlyList<NoteCard> cards, int from = 0, Func<NoteCard, string?>? onCover = null, IReadOnlySet<long>? liked = null)
    {
        liked ??= await Liked(caller, cards);
        var language = CultureInfo.CurrentUICulture.Name;
        var page = new HtmlContentBuilder(cards.Count * 6);
        for (var i = 0; i < cards.Count; i++)
            shelf.Html(cards[i], language, c => CardHtml.Render(c, face, words, encoder))
                .Write(page, from + i, liked.Contains(cards[i].Id), onCover?.Invoke(cards[i]), eager: from + i < EagerCovers);
        return page;
    }

    private async Task<HashSet<long>> Liked(Caller caller, IReadOnlyList<NoteCard> cards)
    {
        if (caller.MemberId is not { } me || cards.Count == 0) return [];
        var ids = cards.Select(c => c.Id).ToArray();
        return [.. await db.Set<Like>().Where(l => l.MemberId == me && ids.Contains(l.NoteId)).Select(l => l.NoteId).ToListAsync()];
    }
}
