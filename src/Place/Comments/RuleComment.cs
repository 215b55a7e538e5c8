using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>The note's author pins one thread, and lets through what was held.</summary>
internal sealed class RuleComment(AppDb db, CommentAccess access, TellOfComment tell)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/comments/{id}/pin", async Task<NoContent> (Id id, Caller caller, RuleComment rule) => { await rule.Pin(caller, id, true); return TypedResults.NoContent(); }).WithName("pinComment").WithSummary("Pin a thread; the one pinned before is let go").WithTags("comments");
        routes.MapDelete("/api/v1/comments/{id}/pin", async Task<NoContent> (Id id, Caller caller, RuleComment rule) => { await rule.Pin(caller, id, false); return TypedResults.NoContent(); }).WithName("unpinComment").WithSummary("Let a pinned thread go").WithTags("comments");
        routes.MapPut("/api/v1/comments/{id}/approval", async Task<NoContent> (Id id, Caller caller, RuleComment rule) => { await rule.LetThrough(caller, id); return TypedResults.NoContent(); }).WithName("approveComment").WithSummary("Let a held comment through").WithTags("comments");
        routes.MapPost("/comments/{id}/pin", async (Id id, HttpContext http, Caller caller, RuleComment rule) => { await rule.Pin(caller, id, null); return http.Back("/"); }).ExcludeFromDescription();
        routes.MapPost("/comments/{id}/approve", async (Id id, HttpContext http, Caller caller, RuleComment rule) => { await rule.LetThrough(caller, id); return http.Back("/"); }).ExcludeFromDescription();
    }

    /// <param name="on">Null turns it round.</param>
    public async Task Pin(Caller caller, Id id, bool? on)
    {
        var (comment, note) = await access.FindToRule(id, caller);
        if (note.AuthorId != caller.Member) throw Refusal.Forbidden();
        await db.Write(async () =>
        {
            await db.Lock<Note>(note.Id);
            comment.Pin(on ?? !comment.Pinned);
            if (comment.Pinned) await db.Set<Comment>().Where(c => c.NoteId == note.Id && c.Pinned && c.Id != comment.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Pinned, false));
        });
    }

    public async Task LetThrough(Caller caller, Id id)
    {
        var (comment, note) = await access.FindToRule(id, caller);
        await db.Write(async () =>
        {
            comment.LetThrough();
            if (note.AuthorId != caller.MemberId) Audit.Add(db, caller, "comment.approve", $"comment:{id}", null);
            await CommentCounts.Count(db, comment.NoteId, comment.RootId);
            await tell.Seen(comment, note);
        });
    }
}
