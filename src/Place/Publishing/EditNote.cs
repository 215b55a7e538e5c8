using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Publishing;

/// <summary>The author changes a note; what it said before stays readable.</summary>
internal sealed class EditNote(AppDb db, NoteAccess access, CheckNote check, TellOfNote tell, RateLimit limit, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/api/v1/notes/{id}", Answered)
        .WithName("editNote").WithSummary("Change a note; If-Match names the version that was read").WithTags("notes");

    private static async Task<Ok<PublishNote.Answer>> Answered(Id id, NoteInput input, HttpContext http, Caller caller, EditNote edit)
    {
        await edit.Run(caller, id, input, note => http.Request.RequireMatch(note.Version));
        return TypedResults.Ok(new PublishNote.Answer(id, $"/notes/{id}"));
    }

    public async Task Run(Caller caller, Id id, NoteInput input, Action<Note>? unchanged = null)
    {
        await limit.Take("note.edit", caller.Member.ToString(), 120, TimeSpan.FromHours(1));
        await access.RequireOwn(id, caller); // the check already writes down topics nobody has named yet
        var content = await check.Run(caller, input, of: id);
        await db.Write(async () =>
        {
            var note = await access.Own(id, caller);
            unchanged?.Invoke(note);
            var pictures = note.Pictures.Select(p => p.PictureId).ToList();
            var chosen = note.Viewers.Select(v => v.MemberId).ToHashSet();
            var knew = await tell.Knew(note);
            var before = note.Edit(db.NextId(), content.Content, Instant.Now(clock));
            if (content.Marked || note.State == NoteState.TakenDown) note.Mark(); // what was taken down and put right waits for a moderator
            if (!before.SameAs(note)) db.Add(before);
            if (note.Viewers.Any(v => !chosen.Contains(v.MemberId))) await Close(note.Id, before);
            await tell.Named(note, [.. content.Mentioned.Where(m => !knew.Contains(m))]);
            TellOfNote.Changed(db, note, before, others: note.Visibility != before.Visibility || !chosen.SetEquals(note.Viewers.Select(v => v.MemberId)));
            db.Publish(new NoteEdited(note.Id, note.AuthorId));
            db.LetGo(pictures, note.Pictures.Select(p => p.PictureId));
        });
    }

    // What was written for those chosen before is not for whoever is chosen now: for whom each version was is not kept, so its author alone reads it.
    private Task Close(long noteId, NoteEdit last)
    {
        if (last.Visibility == Visibility.Selected) last.Close();
        return db.Set<NoteEdit>().Where(e => e.NoteId == noteId && e.Visibility == Visibility.Selected).ExecuteUpdateAsync(s => s.SetProperty(e => e.Visibility, Visibility.OnlyMe));
    }

    /// <summary>Whether the note says this already.</summary>
    public async Task<bool> ChangesNothing(Caller caller, Id id, NoteInput input)
    {
        try { return (await access.Own(id, caller)).Says((await check.Run(caller, input, of: id)).Content); }
        catch (Refusal) { return false; } // what could not be published says something else; of a deleted note nothing is the same
    }
}
