using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Comments;
using Kaki.Place.Notes;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Moderating;

public enum CommentMeasure { TakeDown, Restore, ClearReports }

/// <summary>A moderator takes a comment down, puts it back, or finds a reported or marked one harmless. Its writer is told what and why, never by whom.</summary>
public sealed class ModerateComment
{
    internal const string TookDown = "comment.take_down";
    private readonly AppDb db;

    internal ModerateComment(AppDb db) => this.db = db;

    /// <param name="Why">Needed to take down and to restore; the writer reads it.</param>
    public sealed record Input(CommentMeasure Measure, string? Why);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/comments/{id}/moderation", async Task<NoContent> (Id id, Input input, Caller caller, ModerateComment moderate) => { await moderate.Run(caller, id, input); return TypedResults.NoContent(); })
            .WithName("moderateComment").WithSummary("Take a comment down, restore it, or settle its reports and clear its mark (moderators)").WithTags("moderation").ProducesProblem(403).ProducesProblem(404);

    public Task Run(Caller caller, Id id, Input input)
    {
        caller.Require(Rights.Moderate);
        var why = Reason.Checked(input.Why, needed: input.Measure != CommentMeasure.ClearReports);
        return db.Write(async () =>
        {
            var comment = await db.Set<Comment>().SingleOrDefaultAsync(c => c.Id == id.Value && c.State != CommentState.Deleted) ?? throw Refusal.Missing();
            if (await Take(comment, input.Measure, why)) Audit.Add(db, caller, ActOf(input.Measure), $"comment:{id}", why.Length == 0 ? null : why);
        });
    }

    /// <returns>False where nothing was left to do: two moderators decided alike.</returns>
    private async Task<bool> Take(Comment comment, CommentMeasure measure, string why)
    {
        switch (measure)
        {
            case CommentMeasure.TakeDown:
                if (comment.State == CommentState.TakenDown) return false;
                comment.TakeDown();
                Tell(comment, NoticeKind.TakenDown, why);
                TellOfComment.Gone(db, comment);
                break;
            case CommentMeasure.Restore:
                comment.Restore();
                TellOfComment.Back(db, comment);
                Tell(comment, NoticeKind.Restored, why);
                break;
            default:
                await db.Lock<Note>(comment.NoteId); // a report that comes at this moment is settled with the others, or counts
                return await Settle(comment);
        }
        await db.Lock<Note>(comment.NoteId);
        await Settle(comment);
        await CommentCounts.Count(db, comment.NoteId, comment.RootId);
        CommentPictures.Changed(db, comment);
        return true;
    }

    // Of the comment itself, so that each of several under one note has its own reason.
    private void Tell(Comment comment, NoticeKind kind, string why) =>
        db.Publish(new NoticeDue(comment.AuthorId, kind, null, $"comment:{new Id(comment.Id)}", NoticeDue.Because(why, comment.Text)));

    // What was folded for its reports or its words opens again: a person has looked.
    private async Task<bool> Settle(Comment comment)
    {
        if (await db.Set<CommentReport>().Where(r => r.CommentId == comment.Id).ExecuteDeleteAsync() == 0 && comment.MarkedAt is null) return false;
        await db.Set<Comment>().Where(c => c.Id == comment.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Reports, 0L).SetProperty(c => c.MarkedAt, (Instant?)null).SetProperty(c => c.Folded, false));
        return true;
    }

    private static string ActOf(CommentMeasure measure) => measure switch { CommentMeasure.TakeDown => TookDown, CommentMeasure.Restore => "comment.restore", _ => "comment.clear_reports" };
}
