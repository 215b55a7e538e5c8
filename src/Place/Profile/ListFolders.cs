using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Cards;
using Kaki.Place.Notes;
using Kaki.Place.Saving;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Profile;

internal sealed record Folder(Id Id, string Name, string About, CollectionVisibility Visibility, int Count, IReadOnlyList<CoverPicture> Covers);

/// <summary>A person's collections with up to three covers each: two queries for all of them.</summary>
internal sealed class ListFolders(AppDb db, KeepCollection keep, NoteAccess access)
{
    private const int Covers = 3, MostLookedAt = 600;

    public async Task<IReadOnlyList<Folder>> Run(Caller caller, long owner, int most)
    {
        var rows = (await keep.Of(owner, own: caller.MemberId == owner)).Take(most).ToList();
        var ids = rows.Select(r => (long?)r.Id.Value).ToArray();
        if (ids.Length == 0) return [];
        var visible = await access.Visible(caller, browsing: false);
        var covers = await db.Set<Save>().Where(s => ids.Contains(s.CollectionId)).OrderByDescending(s => s.At).Take(MostLookedAt)
            .Join(visible, s => s.NoteId, n => n.Id, (s, n) => new { s.CollectionId, s.At, n.Id })
            .Join(db.Set<NotePicture>().Where(p => p.Position == 0), x => x.Id, p => p.NoteId, (x, p) => new { x.CollectionId, x.At, p.PictureId, p.Width, p.Height, p.Colour }).ToListAsync();
        var byFolder = covers.ToLookup(c => c.CollectionId!.Value);
        return [.. rows.Select(r => new Folder(r.Id, r.Name, r.About, r.Visibility, r.Count,
            [.. byFolder[r.Id.Value].OrderByDescending(c => c.At.Micros).Take(Covers).Select(c => new CoverPicture(c.PictureId, c.Width, c.Height, c.Colour))]))];
    }
}
