using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>A comment is removed by its writer or the note's author, who can take it back for five minutes. A moderator takes it down with a reason (<see cref="Moderating.ModerateComment"/>).</summary>
internal sealed class DeleteComment(AppDb db, CommentAccess access, RateLimit limit, TimeProvider clock)
{
    public sealed record Answer(Instant UndoUntil);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/api/v1/comments/{id}", async (Id id, Caller caller, DeleteComment delete) => { await delete.Run(caller, id); return TypedResults.Ok(delete.Until()); })
            .WithName("deleteComment").WithSummary("Remove a comment; the answer says until when that can be undone").WithTags("comments");
        routes.MapPost("/api/v1/comments/{id}/undo", async (Id id, Caller caller, DeleteComment delete, ListComments list) => { await delete.Undo(caller, id); return TypedResults.Ok(await list.One(caller, id)); })
            .WithName("undoDeleteComment").WithSummary("Take a removal back").WithTags("comments");
        routes.MapPost("/comments/{id}/delete", async (Id id, HttpContext http, Caller caller, DeleteComment delete) =>
        {
            var note = await delete.Run(caller, id);
            return http.SeeOther($"{Here(http, note)}?undo={id}#comments");
        }).ExcludeFromDescription();
        routes.MapPost("/comments/{id}/undo", async (Id id, HttpContext http, Caller caller, DeleteComment delete) =>
        {
            return http.SeeOther($"/notes/{await delete.Undo(caller, id)}#c-{id}");
        }).ExcludeFromDescription();
    }

    public async Task<Id> Run(Caller caller, Id id)
    {
        var me = caller.Member;
        var (comment, note) = await access.FindToRemove(id, caller);
        if (comment.AuthorId != me && note.AuthorId != me) throw caller.May(Rights.Moderate) ? new Refusal("comment.take_down", 403) : Refusal.Forbidden();
        await Limited(me);
        return await db.Write(async () =>
        {
            comment.Delete(me, Instant.Now(clock));
            TellOfComment.Gone(db, comment);
            await CommentCounts.Count(db, comment.NoteId, comment.RootId);
            CommentPictures.Changed(db, comment);
            return new Id(comment.NoteId);
        });
    }

    public async Task<Id> Undo(Caller caller, Id id)
    {
        var me = caller.Member;
        var (comment, _) = await access.Find(id, caller);
        if (comment.State != CommentState.Deleted) throw Refusal.Missing();
        await Limited(me);
        return await db.Write(async () =>
        {
            comment.Undo(me, Instant.Now(clock));
            TellOfComment.Back(db, comment);
            await CommentCounts.Count(db, comment.NoteId, comment.RootId);
            CommentPictures.Changed(db, comment);
            return new Id(comment.NoteId);
        });
    }

    private Task Limited(long me) => limit.Take("comment.remove", me.ToString(), 240, TimeSpan.FromHours(1));

    // The page of the note, or that of its comments: whoever removes one goes on reading where they were.
    private static string Here(HttpContext http, Id note)
    {
        var all = $"/notes/{note}/comments";
        return LocalPath.Behind(http).Split('?')[0] == all ? all : $"/notes/{note}";
    }

    private Answer Until() => new(Instant.Now(clock).Plus(Comment.UndoWindow));
}
