using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>Pictures of notes that are not deleted and of their history, and of drafts, whose forms hold their ids as text.</summary>
internal sealed class PicturesOfNotes(AppDb db) : IPictureUse
{
    public async Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var used = await Kept(ids, cancel);
        used.UnionWith(await InDrafts([.. ids.Except(used)], cancel));
        return used;
    }

    // A draft brings back nothing that was taken down, or is its author's alone.
    public async Task<IReadOnlyCollection<long>> Shown(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var shown = await InNotes(ids, db.Set<Note>().Where(n => n.State == NoteState.Published && n.Visibility != Visibility.OnlyMe), db.Set<NoteEdit>().Where(e => e.Visibility != null && e.Visibility != Visibility.OnlyMe), cancel);
        shown.UnionWith(await InDrafts([.. ids.Except(await Kept(ids, cancel))], cancel));
        return shown;
    }

    private Task<HashSet<long>> Kept(IReadOnlyCollection<long> ids, CancellationToken cancel) => InNotes(ids, db.Set<Note>().Where(n => n.State != NoteState.Deleted), db.Set<NoteEdit>(), cancel);

    // As they are, and as their history shows them.
    private async Task<HashSet<long>> InNotes(IReadOnlyCollection<long> ids, IQueryable<Note> notes, IQueryable<NoteEdit> edits, CancellationToken cancel) =>
        [.. await db.Set<NotePicture>().Where(p => ids.Contains(p.PictureId) && notes.Any(n => n.Id == p.NoteId)).Select(p => p.PictureId)
            .Union(db.Set<NoteEditPicture>().Where(p => ids.Contains(p.PictureId) && edits.Any(e => e.Id == p.EditId && notes.Any(n => n.Id == e.NoteId))).Select(p => p.PictureId)).ToListAsync(cancel)];

    private async Task<IEnumerable<long>> InDrafts(List<long> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return [];
        var used = new List<long>();
        var owned = await db.Set<Picture>().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.OwnerId }).ToListAsync(cancel);
        foreach (var theirs in owned.GroupBy(p => p.OwnerId, p => p.Id)) // one after another: a form may be long, and a sweep asks for hundreds of people
        {
            var forms = await db.Set<Draft>().Where(d => d.OwnerId == theirs.Key).Select(d => d.Form).ToListAsync(cancel);
            used.AddRange(theirs.Where(id => forms.Any(f => f.Contains($"\"{new Id(id)}\"", StringComparison.Ordinal))));
        }
        return used;
    }
}
