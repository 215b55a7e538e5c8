using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.Place.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>Public notes of those who let themselves be indexed, and the topics that hold some.</summary>
internal sealed class NotesInSitemap(AppDb db, PeopleReads people) : ISitemapPart
{
    public async Task<IReadOnlyList<(string Path, Instant? Changed, string? Picture)>> Pages(int most, CancellationToken cancel)
    {
        var notes = await db.Set<Note>().AsNoTracking().Where(n => n.State == NoteState.Published && n.Visibility == Visibility.Public)
            .OrderByDescending(n => n.PublishedAt).Take(most)
            .Select(n => new { n.Id, n.AuthorId, Changed = n.EditedAt ?? n.PublishedAt, Cover = n.Pictures.OrderBy(p => p.Position).Select(p => (long?)p.PictureId).FirstOrDefault() }).ToListAsync(cancel);
        var writers = await people.Cards([.. notes.Select(n => n.AuthorId).Distinct()]);
        var topics = await db.Set<Topic>().Where(t => t.NoteCount > 0).OrderByDescending(t => t.NoteCount).Take(most).Select(t => t.Name).ToListAsync(cancel);
        return
        [
            .. notes.Where(n => writers.TryGetValue(n.AuthorId, out var w) && w.Indexable).Select(n => ($"/notes/{new Id(n.Id)}", (Instant?)n.Changed, n.Cover is { } c ? Picture.UrlOf(c, 1080) : null)),
            .. topics.Select(t => ("/topics/" + Uri.EscapeDataString(t), (Instant?)null, (string?)null)),
        ];
    }
}
