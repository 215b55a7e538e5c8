using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>Pictures of notes that are not deleted, and of drafts, whose forms hold their ids as text.</summary>
internal sealed class PicturesOfNotes(AppDb db) : IPictureUse
{
    public async Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var used = (await db.Set<NotePicture>().Where(p => ids.Contains(p.PictureId) && db.Set<Note>().Any(n => n.Id == p.NoteId && n.State != NoteState.Deleted)).Select(p => p.PictureId).Distinct().ToListAsync(cancel)).ToHashSet();
        var left = ids.Where(id => !used.Contains(id)).ToList();
        if (left.Count == 0) return used;
        var owners = await db.Set<Picture>().Where(p => left.Contains(p.Id)).Select(p => p.OwnerId).Distinct().ToListAsync(cancel);
        var forms = await db.Set<Draft>().Where(d => owners.Contains(d.OwnerId)).Select(d => d.Form).ToListAsync(cancel);
        used.UnionWith(left.Where(id => forms.Any(f => f.Contains($"\"{new Id(id)}\"", StringComparison.Ordinal))));
        return used;
    }
}
