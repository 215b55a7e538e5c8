using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>
/// Pictures follow their note: taken down with it, put back with it, given up when it is deleted. One that is shown somewhere else as
/// well stays. It looks at how the note stands now, so it bears being told late, twice, or of what has been undone since.
/// </summary>
internal sealed class HidePictures(AppDb db, TakeDownPicture pictures, IEnumerable<IPictureUse> uses) : IHandle<NoteGone>, IHandle<NoteRestored>, IHandle<NoteEdited>
{
    public Task Handle(NoteGone fact, CancellationToken cancel) => Follow(fact.NoteId, cancel);
    public Task Handle(NoteRestored fact, CancellationToken cancel) => Follow(fact.NoteId, cancel);
    public Task Handle(NoteEdited fact, CancellationToken cancel) => Follow(fact.NoteId, cancel);

    private async Task Follow(long noteId, CancellationToken cancel)
    {
        var state = await db.Set<Note>().Where(n => n.Id == noteId).Select(n => n.State).SingleAsync(cancel);
        var ids = await db.Set<NotePicture>().Where(p => p.NoteId == noteId).Select(p => p.PictureId).ToListAsync(cancel);
        if (ids.Count == 0) return;
        if (state == NoteState.Published) await pictures.PutBack(ids, cancel);
        else if (state == NoteState.TakenDown) await pictures.Run([.. ids.Except(await ShownElsewhere(ids, cancel))], cancel);
        else if (state == NoteState.Deleted) await pictures.Drop([.. ids.Except(await Used(uses, ids, cancel))], cancel);
    }

    private async Task<HashSet<long>> ShownElsewhere(List<long> ids, CancellationToken cancel)
    {
        var shown = await Used(uses.Where(u => u is not PicturesOfNotes), ids, cancel);
        shown.UnionWith(await db.Set<NotePicture>().Where(p => ids.Contains(p.PictureId) && db.Set<Note>().Any(n => n.Id == p.NoteId && n.State == NoteState.Published)).Select(p => p.PictureId).ToListAsync(cancel));
        return shown;
    }

    private static async Task<HashSet<long>> Used(IEnumerable<IPictureUse> rooms, List<long> ids, CancellationToken cancel)
    {
        var used = new HashSet<long>();
        foreach (var room in rooms) used.UnionWith(await room.Used(ids, cancel));
        return used;
    }
}
