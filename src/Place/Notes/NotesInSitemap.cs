using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

internal sealed class NotesInSitemap(AppDb db) : ISitemapPart
{
    public async Task<IReadOnlyList<(string Path, Instant Changed, string? Picture)>> Pages(int most, CancellationToken cancel)
    {
        var notes = await db.Set<Note>().AsNoTracking().Where(n => n.State == NoteState.Published && n.Visibility == Visibility.Public)
            .OrderByDescending(n => n.PublishedAt).Take(most)
            .Select(n => new { n.Id, Changed = n.EditedAt ?? n.PublishedAt, Cover = n.Pictures.OrderBy(p => p.Position).Select(p => (long?)p.PictureId).FirstOrDefault() }).ToListAsync(cancel);
        return [.. notes.Select(n => ($"/notes/{new Id(n.Id)}", n.Changed, n.Cover is { } c ? Picture.UrlOf(c, 1080) : null))];
    }
}
