using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Place.Publishing;
using Kaki.Place.Reporting;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Moderating;

public enum NoteMeasure { TakeDown, Restore, ClearMark }

/// <summary>A moderator takes a note down, puts it back, or finds a marked one harmless, which settles what it was reported for. The author is told what and why, never by whom.</summary>
public sealed class ModerateNote
{
    private const string TakeDownAct = "note.take_down";
    private readonly AppDb db;

    internal ModerateNote(AppDb db) => this.db = db;

    /// <param name="Why">Needed to take down and to restore; the author reads it.</param>
    public sealed record Input(NoteMeasure Measure, string? Why);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/notes/{id}/moderation", async Task<NoContent> (Id id, Input input, Caller caller, ModerateNote moderate) => { await moderate.Run(caller, id, input); return TypedResults.NoContent(); })
            .WithName("moderateNote").WithSummary("Take a note down, restore it, or clear its mark and its reports (moderators)").WithTags("moderation").ProducesProblem(403).ProducesProblem(404);

    /// <summary>Why a note that is taken down was.</summary>
    internal static async Task<string?> WhyTakenDown(AppDb db, Id id) => (await Audit.Whys(db, TakeDownAct, [$"note:{id}"])).GetValueOrDefault($"note:{id}");

    public Task Run(Caller caller, Id id, Input input)
    {
        caller.Require(Rights.Moderate);
        var why = Reason.Checked(input.Why, needed: input.Measure != NoteMeasure.ClearMark);
        return db.Write(async () =>
        {
            await db.Lock<Note>(id); // a report that comes at this moment is settled with the others, or marks it again
            var note = await db.Set<Note>().SingleOrDefaultAsync(n => n.Id == id.Value && n.State != NoteState.Deleted) ?? throw Refusal.Missing();
            if (await Take(note, input.Measure, why)) Audit.Add(db, caller, ActOf(input.Measure), $"note:{id}", why.Length == 0 ? null : why);
        });
    }

    /// <returns>False where nothing was left to do: two moderators decided alike.</returns>
    private async Task<bool> Take(Note note, NoteMeasure measure, string why)
    {
        var thing = $"note:{new Id(note.Id)}";
        switch (measure)
        {
            case NoteMeasure.TakeDown:
                if (note.State == NoteState.TakenDown) return false;
                note.TakeDown();
                await Settle(note);
                TellOfNote.Gone(db, note);
                db.Publish(new NoteGone(note.Id, note.AuthorId, ByHouse: true));
                db.Publish(new NoticeDue(note.AuthorId, NoticeKind.TakenDown, null, thing, NoticeDue.Measured(note.Title, why)));
                return true;
            case NoteMeasure.Restore:
                note.Restore();
                await Settle(note);
                TellOfNote.Back(db, note);
                db.Publish(new NoteRestored(note.Id, note.AuthorId));
                db.Publish(new NoticeDue(note.AuthorId, NoticeKind.Restored, null, thing, NoticeDue.Measured(note.Title, why)));
                return true;
            default:
                if (!note.Marked) return false;
                await Settle(note);
                return true;
        }
    }

    private async Task Settle(Note note)
    {
        note.Clear();
        await db.Set<NoteReport>().Where(r => r.NoteId == note.Id).ExecuteDeleteAsync();
    }

    private static string ActOf(NoteMeasure measure) => measure switch { NoteMeasure.TakeDown => TakeDownAct, NoteMeasure.Restore => "note.restore", _ => "note.clear_mark" };
}
