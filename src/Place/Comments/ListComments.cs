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

/// <summary>The threads under a note: three queries a page, however many people wrote.</summary>
internal sealed class ListComments(AppDb db, CommentSight sight, Words words, TimeProvider clock)
{
    public const int PageSize = 15, FirstReplies = 2;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/notes/{id}/comments", async (Id id, string? sort, string? after, bool? folded, Caller caller, ListComments list) =>
                TypedResults.Ok(await list.Run(caller, id, Choice.Of(sort, CommentOrder.Hot, "sort"), GivenPlace.Of(after), folded ?? false)))
            .WithName("listComments").WithSummary("Threads under a note, with the first replies of each").WithTags("comments");
        routes.MapGet("/api/v1/comments/{id}", async (Id id, Caller caller, ListComments list) => TypedResults.Ok(await list.One(caller, id)))
            .WithName("readComment").WithSummary("One comment; one that was taken down for its writer and moderators alone, with the reason").WithTags("comments").ProducesProblem(404);
    }

    public async Task<CommentList> Run(Caller caller, Id noteId, CommentOrder sort, GivenPlace? after, bool folded = false)
    {
        var head = await sight.Head(caller, noteId);
        var visible = await sight.Visible(caller, head);
        var rows = await CommentPlace.Sorted(CommentSight.Folded(visible.Where(c => c.RootId == null), folded), sort, after)
            .Take(PageSize + 1).Select(Row.WithReplies(db, caller.MemberId, CommentSight.Folded(visible, false), CommentSight.Folded(visible, true), FirstReplies + 1)).ToListAsync();
        var page = Page<Row>.Of(rows, PageSize, r => new(0, r.Id));
        var cards = await sight.Cards(caller, head, page.Items.Concat(page.Items.SelectMany(r => r.Answers)));
        var closed = await sight.Closed(caller, head);
        var writer = new Shown(words, caller, head, cards, Instant.Now(clock), closed is null, ToJudge: sight.IsToJudge(head));
        return new(noteId, sort, head.Count, folded ? 0 : head.Folded, head.Held, closed, caller.MemberId is { } id ? cards.GetValueOrDefault(id) : null,
            [.. page.Items.Select(r => writer.Thread(r)).OfType<CommentView>()], page.Next is null ? null : CommentPlace.After(after, sort, page.Items).ToString()) { ShowsFolded = folded };
    }

    /// <summary>One comment as its reader sees it, to be put on a page by itself.</summary>
    public async Task<CommentView> One(Caller caller, Id id)
    {
        var comments = db.Set<Comment>();
        var place = await comments.Where(c => c.Id == id.Value).Select(c => new { c.NoteId, Open = c.RootId == null || comments.Any(r => r.Id == c.RootId && r.State == CommentState.Shown) }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var head = await sight.Head(caller, place.NoteId);
        var row = await (await sight.Visible(caller, head, down: true)).Where(c => c.Id == id.Value).Select(Row.Of(db, caller.MemberId)).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var cards = await sight.Cards(caller, head, [row]);
        return new Shown(words, caller, head, cards, Instant.Now(clock), place.Open && await sight.Closed(caller, head) is null, await sight.Whys(caller, [row]), sight.IsToJudge(head)).One(row) ?? throw Refusal.Missing();
    }
}
