using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>A comment is removed by its writer, the note's author or a moderator; whoever did it can take it back for five minutes.</summary>
internal sealed class DeleteComment(AppDb db, CommentAccess access, TimeProvider clock)
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
        var (comment, note) = await access.Find(id, caller);
        if (comment.AuthorId != me && !CommentAccess.Rules(caller, note)) throw Refusal.Forbidden();
        return await db.Write(async () =>
        {
            comment.Delete(me, Instant.Now(clock));
            if (comment.AuthorId != me && note.AuthorId != me) Audit.Add(db, caller, "comment.remove", $"comment:{id}", null);
            await CommentCounts.Count(db, comment.NoteId, comment.RootId);
            CommentPictures.Changed(db, comment);
            return new Id(comment.NoteId);
        });
    }

    public async Task<Id> Undo(Caller caller, Id id)
    {
        var me = caller.Member;
        var (comment, note) = await access.Find(id, caller);
        return await db.Write(async () =>
        {
            comment.Undo(me, Instant.Now(clock));
            if (comment.AuthorId != me && note.AuthorId != me) Audit.Add(db, caller, "comment.undo", $"comment:{id}", null);
            await CommentCounts.Count(db, comment.NoteId, comment.RootId);
            CommentPictures.Changed(db, comment);
            return new Id(comment.NoteId);
        });
    }

    // The page of the note, or that of its comments: whoever removes one goes on reading where they were.
    private static string Here(HttpContext http, Id note)
    {
        var all = $"/notes/{note}/comments";
        return LocalPath.Behind(http).Split('?')[0] == all ? all : $"/notes/{note}";
    }

    private Answer Until() => new(Instant.Now(clock).Plus(Comment.UndoWindow));
}
