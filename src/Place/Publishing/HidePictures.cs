using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>The pictures of a note, of its history, and of what is said under it, follow it: taken down with it, put back with it, given up when it is deleted; those of one for its author alone are shown to nobody else.</summary>
internal sealed class HidePictures(AppDb db, FollowUse follow) : IHandle<NoteGone>, IHandle<NoteRestored>, IHandle<NoteEdited>, IHandle<NotePublished>
{
    public Task Handle(NoteGone fact, CancellationToken cancel) => All(fact.NoteId, cancel);
    public Task Handle(NoteRestored fact, CancellationToken cancel) => All(fact.NoteId, cancel);
    public async Task Handle(NoteEdited fact, CancellationToken cancel) => await follow.Run([.. await Own(fact.NoteId, cancel), .. await Turned(fact.NoteId, cancel)], cancel);

    public async Task Handle(NotePublished fact, CancellationToken cancel)
    {
        if (await db.Set<Note>().AnyAsync(n => n.Id == fact.NoteId && n.Visibility == Visibility.OnlyMe, cancel)) await follow.Run(await Own(fact.NoteId, cancel), cancel);
    }

    private async Task All(long noteId, CancellationToken cancel) => await follow.Run([.. await Own(noteId, cancel), .. await Said(noteId).ToListAsync(cancel)], cancel);

    // What is said under it is looked through only when the note has been closed or opened: an edit asks for those that are not yet as it is.
    private async Task<List<long>> Turned(long noteId, CancellationToken cancel)
    {
        var old = await db.Set<Note>().AnyAsync(n => n.Id == noteId && n.Visibility == Visibility.OnlyMe, cancel) ? PictureState.Kept : PictureState.TakenDown;
        return await Said(noteId).Where(id => db.Set<Picture>().Any(p => p.Id == id && p.State == old)).ToListAsync(cancel);
    }

    private IQueryable<long> Said(long noteId) => db.Set<Comments.Comment>().Where(c => c.NoteId == noteId && c.PictureId != null).Select(c => c.PictureId!.Value);

    private Task<List<long>> Own(long noteId, CancellationToken cancel) => db.Set<NotePicture>().Where(p => p.NoteId == noteId).Select(p => p.PictureId)
        .Union(db.Set<NoteEditPicture>().Where(p => db.Set<NoteEdit>().Any(e => e.Id == p.EditId && e.NoteId == noteId)).Select(p => p.PictureId)).ToListAsync(cancel);
}
