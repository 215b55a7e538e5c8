using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Kaki.People;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>The threads under a note, or the answers of one: three queries a page, however many people wrote.</summary>
internal sealed class ListComments(AppDb db, NoteAccess access, PeopleReads people, Words words, TimeProvider clock)
{
    public const int PageSize = 15, FirstReplies = 2, RepliesPageSize = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/notes/{id}/comments", async (Id id, string? sort, string? after, bool? folded, Caller caller, ListComments list) =>
            TypedResults.Ok(await list.Run(caller, id, Choice.Of(sort, CommentOrder.Hot, "sort"), Cursor.TryParse(after, null, out var place) ? place : null, folded ?? false))).WithName("listComments").WithSummary("Threads under a note, with the first replies of each").WithTags("comments");
        routes.MapGet("/api/v1/comments/{id}/replies", async (Id id, Cursor? after, Caller caller, ListComments list) =>
            TypedResults.Ok((await list.Replies(caller, id, after)).Page)).WithName("listReplies").WithSummary("Replies in a thread, oldest first").WithTags("comments");
    }

    public async Task<CommentList> Run(Caller caller, Id noteId, CommentOrder sort, Cursor? after, bool folded = false)
    {
        var head = await Head(caller, noteId);
        var visible = await Visible(caller, head);
        var roots = await Sorted(visible.Where(c => c.RootId == null && c.Folded == folded), sort, after)
            .Take(PageSize + 1).Select(Row.WithReplies(db, caller.MemberId, visible.Where(r => !r.Folded), FirstReplies + 1)).ToListAsync();
        var page = Page<Row>.Of(roots, PageSize, r => new(sort == CommentOrder.Hot ? r.Heat : r.Id, r.Id));
        var cards = await Cards(caller, head, page.Items.Concat(page.Items.SelectMany(r => r.Answers)));
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : null;
        var closed = WhoMayComment.Refuses(caller, head.AuthorId, head.Policy, bonds, cards.GetValueOrDefault(head.AuthorId) is not null && await FollowsMe(caller, head));
        var writer = new Shown(words, caller, head, cards, Instant.Now(clock), closed is null);
        return new(noteId, sort, head.Count, folded ? 0 : head.Folded, head.Held, closed, caller.MemberId is { } id ? cards.GetValueOrDefault(id) : null,
            [.. page.Items.Select(writer.Thread).OfType<CommentView>()], page.Next) { ShowsFolded = folded };
    }

    /// <summary>The replies of a thread after those already shown.</summary>
    public async Task<(Id NoteId, Page<CommentView> Page)> Replies(Caller caller, Id rootId, Cursor? after)
    {
        var noteId = await db.Set<Comment>().Where(c => c.Id == rootId.Value && c.RootId == null).Select(c => (long?)c.NoteId).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var head = await Head(caller, noteId);
        var visible = await Visible(caller, head);
        if (!await visible.AnyAsync(c => c.Id == rootId.Value)) throw Refusal.Missing(); // its answers are gone with it
        var rows = await visible.Where(c => c.RootId == rootId.Value && c.Id > (after.HasValue ? after.Value.Id : 0)).OrderBy(c => c.Id)
            .Take(RepliesPageSize + 1).Select(Row.Of(db, caller.MemberId)).ToListAsync();
        var page = Page<Row>.Of(rows, RepliesPageSize, r => new(r.Id, r.Id));
        var cards = await Cards(caller, head, page.Items);
        var writer = new Shown(words, caller, head, cards, Instant.Now(clock), MayReply: true);
        return (noteId, new([.. page.Items.Select(r => writer.One(r)).OfType<CommentView>()], page.Next));
    }

    /// <summary>One comment as its reader sees it, to be put on a page by itself.</summary>
    public async Task<CommentView> One(Caller caller, Id id)
    {
        var noteId = await db.Set<Comment>().Where(c => c.Id == id.Value).Select(c => (long?)c.NoteId).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var head = await Head(caller, noteId);
        var row = await (await Visible(caller, head)).Where(c => c.Id == id.Value).Select(Row.Of(db, caller.MemberId)).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        return new Shown(words, caller, head, await Cards(caller, head, [row]), Instant.Now(clock), MayReply: true).One(row) ?? throw Refusal.Missing();
    }

    private async Task<NoteHead> Head(Caller caller, Id noteId)
    {
        var comments = db.Set<Comment>();
        var notes = caller.May(Rights.Moderate) ? db.Set<Note>().AsNoTracking().Where(n => n.State != NoteState.Deleted) : await access.Visible(caller, browsing: false);
        return await notes.Where(n => n.Id == noteId.Value).Select(n => new NoteHead(n.Id, n.AuthorId, n.Comments, n.CommentCount,
            comments.Count(c => c.NoteId == n.Id && c.RootId == null && c.Folded && c.State == CommentState.Shown),
            n.AuthorId == caller.MemberId ? comments.Count(c => c.NoteId == n.Id && c.State == CommentState.Held) : 0)).SingleOrDefaultAsync() ?? throw Refusal.Missing();
    }

    /// <summary>What is shown to all, and what is held as far as it is one's own or under one's own note.</summary>
    private async Task<IQueryable<Comment>> Visible(Caller caller, NoteHead head)
    {
        var comments = db.Set<Comment>().AsNoTracking().Where(c => c.NoteId == head.Id);
        if (caller.MemberId is not { } me) return comments.Where(c => c.State == CommentState.Shown);
        var rules = me == head.AuthorId || caller.May(Rights.Moderate);
        var bonds = await people.BondsOf(me);
        var hidden = bonds.Blocked.Concat(bonds.Muted).ToArray();
        comments = comments.Where(c => c.State == CommentState.Shown || c.State == CommentState.Held && (rules || c.AuthorId == me));
        return hidden.Length == 0 ? comments : comments.Where(c => !hidden.Contains(c.AuthorId));
    }

    // The pinned thread leads the first page and is in no other.
    private static IQueryable<Comment> Sorted(IQueryable<Comment> roots, CommentOrder sort, Cursor? after)
    {
        if (after is { } place)
            roots = sort == CommentOrder.Hot
                ? roots.Where(c => !c.Pinned && (c.Heat < place.Key || c.Heat == place.Key && c.Id < place.Id))
                : roots.Where(c => !c.Pinned && c.Id < place.Id);
        return sort == CommentOrder.Hot
            ? roots.OrderByDescending(c => c.Pinned).ThenByDescending(c => c.Heat).ThenByDescending(c => c.Id)
            : roots.OrderByDescending(c => c.Pinned).ThenByDescending(c => c.Id);
    }

    private Task<IReadOnlyDictionary<long, PersonCard>> Cards(Caller caller, NoteHead head, IEnumerable<Row> rows) =>
        people.Cards([.. rows.SelectMany(r => new[] { r.AuthorId, r.ReplyToMemberId ?? r.AuthorId }).Append(head.AuthorId).Append(caller.MemberId ?? head.AuthorId).Distinct()]);

    private async Task<bool> FollowsMe(Caller caller, NoteHead head) =>
        head.Policy == CommentPolicy.Followed && caller.MemberId is { } me && me != head.AuthorId && await people.Follows(head.AuthorId, me);
}

/// <summary>What the list needs to know of the note.</summary>
internal sealed record NoteHead(long Id, long AuthorId, CommentPolicy Policy, long Count, int Folded, int Held);
