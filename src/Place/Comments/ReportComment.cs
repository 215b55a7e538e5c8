using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Place.Reporting;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Somebody reports a comment; when several have, it is folded until a moderator has looked (<see cref="Moderating.CommentsToModerate"/>).</summary>
internal sealed class ReportComment(AppDb db, CommentAccess access, PeopleReads people, RateLimit limit, TimeProvider clock) : IReport
{
    public sealed record Input(ReportReason? Reason);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/comments/{id}/report", async Task<NoContent> (Id id, Input? input, Caller caller, ReportComment report) => { await report.Run(caller, id, input?.Reason ?? ReportReason.Other); return TypedResults.NoContent(); })
            .WithName("reportComment").WithSummary("Report a comment").WithTags("comments");

    public async Task<ReportForm> Form(Caller caller, Id id, bool sent)
    {
        var comment = await Others(caller, id);
        return await ReportForm.Of(people, $"/comments/{id}", comment.Text.CutTo(120), comment.AuthorId, sent);
    }

    public async Task Run(Caller caller, Id id, ReportReason reason)
    {
        var me = caller.Member;
        var comment = await Others(caller, id);
        await limit.Take("comment.report", me.ToString(), 60, TimeSpan.FromHours(1));
        await db.Write(async () =>
        {
            await db.Lock<Note>(comment.NoteId);
            var added = await db.Database.ExecuteSqlAsync($"insert into place_comment_reports(comment_id, member_id, reason, at) values ({id.Value}, {me}, {reason.ToString()}, {Instant.Now(clock).Micros}) on conflict do nothing");
            if (added == 0) return;
            await db.Set<Comment>().Where(c => c.Id == id.Value).ExecuteUpdateAsync(s => s.SetProperty(c => c.Reports, c => c.Reports + 1).SetProperty(c => c.Folded, c => c.Folded || c.Reports + 1 >= Comment.ReportsToFold));
            db.Journal(caller, clock, "report", $"comment:{id}");
        });
    }

    private async Task<Comment> Others(Caller caller, Id id)
    {
        var me = caller.Member;
        var (comment, _) = await access.Find(id, caller);
        return comment.AuthorId == me ? throw new Refusal("comment.report_own") : comment;
    }
}
