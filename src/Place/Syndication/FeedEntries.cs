using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Cards;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Syndication;

/// <summary>A note as feed readers take it: its first words, and when it last said something else.</summary>
internal sealed record FeedEntry(NoteCard Note, string Summary, Instant Changed);

/// <summary>What a feed says beyond the cards of its notes: one query.</summary>
internal sealed class FeedEntries(AppDb db)
{
    private const int LongestSummary = 300;

    public async Task<IReadOnlyList<FeedEntry>> Of(IReadOnlyList<NoteCard> cards)
    {
        var ids = cards.Select(c => c.Id).ToArray();
        var notes = await db.Set<Note>().Where(n => ids.Contains(n.Id)).Select(n => new { n.Id, Opening = n.Body.Substring(0, LongestSummary + 1), Changed = n.EditedAt ?? n.PublishedAt }).ToDictionaryAsync(n => n.Id);
        return [.. cards.Where(c => notes.ContainsKey(c.Id)).Select(c => new FeedEntry(c, notes[c.Id].Opening.FirstWords(LongestSummary), notes[c.Id].Changed))];
    }
}
