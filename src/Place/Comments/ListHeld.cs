using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Words;
using Kaki.People;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>The comments under one's own notes that wait for one's approval, oldest first; of those one is blocked from there are none.</summary>
internal sealed class ListHeld(AppDb db, PeopleReads people, Words words, TimeProvider clock)
{
    public const int PageSize = 30;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/comments/held", async (Caller caller, ListHeld held, Cursor? after) => TypedResults.Ok(await held.Run(caller, after)))
        .WithName("listHeldComments").WithSummary("Comments under one's notes that wait for approval, oldest first").WithTags("comments");

    public async Task<Page<CommentView>> Run(Caller caller, Cursor? after)
    {
        var (me, past) = (caller.Member, after?.Id ?? 0);
        long[] blocked = [.. (await people.BondsOf(me)).Blocked];
        var own = db.Set<Note>().Where(n => n.AuthorId == me && n.State == NoteState.Published).Select(n => n.Id);
        var rows = await db.Set<Comment>().AsNoTracking().Where(c => c.State == CommentState.Held && own.Contains(c.NoteId) && !blocked.Contains(c.AuthorId) && c.Id > past).OrderBy(c => c.Id).Take(PageSize + 1).Select(Row.Of(db, me)).ToListAsync();
        var page = Page<Row>.Of(rows, PageSize, r => new(0, r.Id));
        var cards = await people.Cards([.. page.Items.SelectMany(r => new[] { r.AuthorId, r.ReplyToMemberId ?? r.AuthorId }).Distinct()]);
        var under = page.Items.Select(r => r.NoteId).Distinct().ToArray();
        var titles = await db.Set<Note>().Where(n => under.Contains(n.Id)).Select(n => new { n.Id, n.Title }).ToDictionaryAsync(n => n.Id, n => n.Title);
        return new([.. page.Items.Select(r => new Shown(words, caller, new(r.NoteId, me, default, 0, 0, 0), cards, Instant.Now(clock), MayReply: false).One(r)).OfType<CommentView>().Select(c => c with { NoteTitle = titles[c.NoteId] })], page.Next);
    }
}
