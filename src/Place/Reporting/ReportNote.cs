using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Reporting;

/// <summary>Somebody reports a note: it is marked, and waits for a moderator (<see cref="Moderating.NotesToModerate"/>); readers see no difference.</summary>
internal sealed class ReportNote(AppDb db, NoteAccess access, PeopleReads people, RateLimit limit, TimeProvider clock) : IReport
{
    /// <param name="Reason">Other where none is said.</param>
    public sealed record Input(ReportReason? Reason);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/notes/{id}/report", async Task<NoContent> (Id id, Input? input, Caller caller, ReportNote report) => { await report.Run(caller, id, input?.Reason ?? ReportReason.Other); return TypedResults.NoContent(); })
            .WithName("reportNote").WithSummary("Report a note to the moderators").WithTags("notes").ProducesProblem(404).ProducesProblem(422);

    public async Task<ReportForm> Form(Caller caller, Id id, bool sent)
    {
        var note = await Others(caller, id);
        return await ReportForm.Of(people, $"/notes/{id}", note.Title, note.AuthorId, sent);
    }

    public async Task Run(Caller caller, Id id, ReportReason reason)
    {
        await Others(caller, id);
        await limit.Take("note.report", caller.Member.ToString(), 60, TimeSpan.FromHours(1));
        await db.Write(async () =>
        {
            await db.Lock<Note>(id);
            var added = await db.Database.ExecuteSqlAsync($"insert into place_note_reports(note_id, member_id, reason, at) values ({id.Value}, {caller.Member}, {reason.ToString()}, {Instant.Now(clock).Micros}) on conflict do nothing");
            if (added == 0) return;
            await db.Set<Note>().Where(n => n.Id == id.Value).ExecuteUpdateAsync(s => s.SetProperty(n => n.Marked, true));
            db.Journal(caller, clock, "report", $"note:{id}");
        });
    }

    private async Task<Note> Others(Caller caller, Id id)
    {
        var me = caller.Member;
        var note = await access.Find(id, caller);
        return note.AuthorId == me ? throw new Refusal("note.report_own") : note;
    }
}
