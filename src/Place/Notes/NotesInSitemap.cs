using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>Public notes of those who let themselves be indexed.</summary>
internal sealed class NotesInSitemap(AppDb db, PeopleReads people) : ISitemapPart
{
    public string Name => "notes";

    public Task<int> Count(CancellationToken cancel) => Public().CountAsync(cancel);

    // Who lets be indexed is known on another floor: theirs are taken out of what was counted.
    public async Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel)
    {
        var notes = await Public().OrderBy(n => n.Id).Skip(skip).Take(take)
            .Select(n => new { n.Id, n.AuthorId, Changed = n.EditedAt ?? n.PublishedAt, Cover = n.Pictures.OrderBy(p => p.Position).Select(p => (long?)p.PictureId).FirstOrDefault() }).ToListAsync(cancel);
        var writers = await people.Cards([.. notes.Select(n => n.AuthorId).Distinct()]);
        return [.. notes.Where(n => writers.TryGetValue(n.AuthorId, out var w) && w.Indexable).Select(n => new SitemapPage($"/notes/{new Id(n.Id)}", n.Changed, n.Cover is { } c ? Picture.UrlOf(c, 1080) : null))];
    }

    private IQueryable<Note> Public() => db.Set<Note>().AsNoTracking().Where(n => n.State == NoteState.Published && n.Visibility == Visibility.Public);
}
