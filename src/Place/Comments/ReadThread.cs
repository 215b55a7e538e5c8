using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>One thread with its answers, oldest first, a page at a time; and the way to a comment inside it.</summary>
internal sealed class ReadThread(AppDb db, CommentSight sight, Words words, TimeProvider clock)
{
    public const int PageSize = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/comments/{id}/replies", async (Id id, Cursor? after, bool? folded, Caller caller, ReadThread read) =>
        {
            var thread = await read.Run(caller, id, after, folded ?? false);
            return TypedResults.Ok(new Page<CommentView>(thread.Replies, thread.MoreReplies));
        }).WithName("listReplies").WithSummary("Replies in a thread, oldest first; the folded ones by themselves").WithTags("comments");
        routes.MapGet("/comments/{id}", async (Id id, HttpContext http, Caller caller, ReadThread read) => http.SeeOther(await read.Where(caller, id))).ExcludeFromDescription();
    }

    public async Task<CommentView> Run(Caller caller, Id rootId, Cursor? after, bool folded = false)
    {
        var noteId = await db.Set<Comment>().Where(c => c.Id == rootId.Value && c.RootId == null).Select(c => (long?)c.NoteId).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var head = await sight.Head(caller, noteId);
        var visible = await sight.Visible(caller, head, down: true);
        var past = after?.Id ?? 0;
        var answers = CommentSight.Folded(visible, folded).Where(c => c.RootId == rootId.Value && c.Id > past);
        var row = await visible.Where(c => c.Id == rootId.Value).Select(Row.WithReplies(db, caller.MemberId, answers, CommentSight.Folded(visible, true), PageSize + 1)).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        Row[] rows = [row, .. row.Answers];
        var cards = await sight.Cards(caller, head, rows);
        var open = await sight.Closed(caller, head) is null;
        return new Shown(words, caller, head, cards, Instant.Now(clock), open, await sight.Whys(caller, rows), sight.IsToJudge(head)).Thread(row, PageSize, folded, first: after is null) ?? throw Refusal.Missing();
    }

    /// <summary>The address of the page of its thread that shows a comment, as this reader sees it.</summary>
    public async Task<string> Where(Caller caller, Id id)
    {
        var found = await db.Set<Comment>().Where(c => c.Id == id.Value).Select(c => new { c.NoteId, RootId = c.RootId ?? c.Id, Folded = c.Folded && c.RootId != null && c.State == CommentState.Shown }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var visible = await sight.Visible(caller, await sight.Head(caller, found.NoteId), down: true);
        var beside = CommentSight.Folded(visible, found.Folded);
        var before = await visible.Where(c => c.Id == id.Value).Select(c => (int?)beside.Count(r => r.RootId == found.RootId && r.Id < id.Value)).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var query = new List<string>();
        if (found.Folded) query.Add("folded=true");
        if (before >= PageSize) query.Add($"after={new Cursor(0, id.Value - 1)}");
        return $"/notes/{new Id(found.NoteId)}/comments/{new Id(found.RootId)}/replies{(query.Count > 0 ? "?" + string.Join('&', query) : "")}#c-{id}";
    }
}
