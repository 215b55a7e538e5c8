using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Words;
using Kaki.People;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>The comments under one's own notes that wait for one's approval, oldest first.</summary>
internal sealed class ListHeld(AppDb db, PeopleReads people, Words words, TimeProvider clock)
{
    private const int Most = 50;
    public sealed record Listing(IReadOnlyList<CommentView> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/comments/held", async (Caller caller, ListHeld held) => TypedResults.Ok(new Listing(await held.Run(caller))))
        .WithName("listHeldComments").WithSummary("Comments under one's notes that wait for approval").WithTags("comments");

    public async Task<IReadOnlyList<CommentView>> Run(Caller caller)
    {
        var me = caller.Member;
        var own = db.Set<Note>().Where(n => n.AuthorId == me && n.State == NoteState.Published).Select(n => n.Id);
        var rows = await db.Set<Comment>().AsNoTracking().Where(c => c.State == CommentState.Held && own.Contains(c.NoteId)).OrderBy(c => c.Id).Take(Most).Select(Row.Of(db, me)).ToListAsync();
        var cards = await people.Cards([.. rows.SelectMany(r => new[] { r.AuthorId, r.ReplyToMemberId ?? r.AuthorId }).Distinct()]);
        return [.. rows.Select(r => new Shown(words, caller, new(r.NoteId, me, default, 0, 0, 0), cards, Instant.Now(clock), MayReply: false).One(r)).OfType<CommentView>()];
    }
}
