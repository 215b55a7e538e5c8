using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Cards;
using Kaki.Place.Notes;
using Kaki.Place.Saving;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Profile;

internal sealed record Folder(Id Id, string Name, string About, CollectionVisibility Visibility, int Count, IReadOnlyList<CoverPicture> Covers);

/// <summary>A person's collections with up to three covers each, in one query; counted is what this reader finds in them.</summary>
internal sealed class ListFolders(AppDb db, NoteAccess access)
{
    private const int Covers = 3;

    public async Task<IReadOnlyList<Folder>> Run(Caller caller, long owner, int most)
    {
        var own = caller.MemberId == owner;
        var visible = await access.Visible(caller, browsing: false);
        var rows = await db.Set<Collection>().AsNoTracking().Where(c => c.OwnerId == owner && (own || c.Visibility == CollectionVisibility.Public)).OrderByDescending(c => c.MadeAt).ThenByDescending(c => c.Id).Take(most).Select(c => new
        {
            Collection = c,
            Count = db.Set<Save>().Count(s => s.CollectionId == c.Id && visible.Any(n => n.Id == s.NoteId)),
            Covers = db.Set<Save>().Where(s => s.CollectionId == c.Id).Join(visible, s => s.NoteId, n => n.Id, (s, n) => new { s.At, n.Id })
                .Join(db.Set<NotePicture>().Where(p => p.Position == 0), x => x.Id, p => p.NoteId, (x, p) => new { x.At, p.PictureId, p.Width, p.Height, p.Colour })
                .OrderByDescending(x => x.At).Take(Covers).ToList(),
        }).ToListAsync();
        return [.. rows.Select(r => new Folder(r.Collection.Id, r.Collection.Name, r.Collection.About, r.Collection.Visibility, r.Count,
            [.. r.Covers.Select(c => new CoverPicture(c.PictureId, c.Width, c.Height, c.Colour))]))];
    }
}
