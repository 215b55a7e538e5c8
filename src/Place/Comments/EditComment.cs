using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Comments;

/// <summary>A writer puts their comment right, for a quarter of an hour.</summary>
internal sealed class EditComment(AppDb db, CommentAccess access, Screen screen, FilterWords filter, TellOfComment tell, RateLimit limit, TimeProvider clock)
{
    public sealed record Input(string? Text);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/api/v1/comments/{id}", async (Id id, Input input, Caller caller, EditComment edit, ListComments list) =>
    {
        await edit.Run(caller, id, input);
        return TypedResults.Ok(await list.One(caller, id));
    }).WithName("editComment").WithSummary("Change one's comment within 15 minutes").WithTags("comments");

    public async Task<Id> Run(Caller caller, Id id, Input input)
    {
        var (comment, note) = await Own(caller, id);
        await limit.Take("comment.edit", caller.Member.ToString(), 60, TimeSpan.FromHours(1));
        var text = WriteComment.CheckedText(input.Text, comment.Shows);
        var verdict = await screen.Require(caller, text);
        var held = comment.State == CommentState.Held || comment.AuthorId != note.AuthorId && (note.HoldComments || await filter.Catches(note.AuthorId, text));
        var (shown, was) = (comment.State == CommentState.Shown, comment.Text);
        return await db.Write(async () =>
        {
            comment.Edit(text, held, verdict.Marked, CommentQuality.IsNoise(text, comment.Shows), Instant.Now(clock));
            TellOfComment.Changed(db, comment, was, shown);
            await CommentCounts.Count(db, comment.NoteId, comment.RootId);
            if (comment.State == CommentState.Shown) await tell.Seen(comment, note);
            else if (shown) tell.WaitsAgain(comment, note);
            return new Id(comment.NoteId);
        });
    }

    public async Task<(Comment Comment, Note Note)> Own(Caller caller, Id id)
    {
        var me = caller.Member;
        var found = await access.Find(id, caller);
        return found.Comment.AuthorId == me && found.Comment.State != CommentState.Deleted ? found : throw Refusal.Missing();
    }
}
