using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>A comment is liked or no longer; the like of the note's author is marked on it.</summary>
internal sealed class LikeComment(AppDb db, CommentAccess access, RateLimit limit, TimeProvider clock)
{
    public sealed record Answer(bool On, long Count);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/comments/{id}/like", async (Id id, Caller caller, LikeComment like) => TypedResults.Ok(await like.Run(caller, id, on: true))).WithName("likeComment").WithSummary("Like a comment").WithTags("comments");
        routes.MapDelete("/api/v1/comments/{id}/like", async (Id id, Caller caller, LikeComment like) => TypedResults.Ok(await like.Run(caller, id, on: false))).WithName("unlikeComment").WithSummary("Take a like of a comment back").WithTags("comments");
        routes.MapPost("/comments/{id}/like", async (Id id, HttpContext http, Caller caller, LikeComment like) => { await like.Toggle(caller, id); return http.Back("/"); }).ExcludeFromDescription();
    }

    public Task<Answer> Run(Caller caller, Id id, bool on) => on ? Give(caller, id) : TakeBack(caller, id);

    private async Task<Answer> Give(Caller caller, Id id)
    {
        var me = caller.Member;
        var comment = await Shown(caller, id);
        await Limited(me);
        return await db.Write(async () =>
        {
            if (await db.Database.ExecuteSqlAsync($"insert into place_comment_likes(comment_id, member_id, at) values ({id.Value}, {me}, {Instant.Now(clock).Micros}) on conflict do nothing") == 1)
            {
                await Count(caller, id, on: true);
                if (comment.AuthorId != me) db.Publish(new NoticeDue(comment.AuthorId, NoticeKind.CommentLike, me, $"comment:{id}", comment.Text));
            }
            return new Answer(true, await Likes(id));
        });
    }

    private async Task<Answer> TakeBack(Caller caller, Id id)
    {
        var me = caller.Member;
        await Limited(me);
        return await db.Write(async () =>
        {
            // What one gave is taken back also where the comment is out of sight by now.
            if (await db.Set<CommentLike>().Where(l => l.CommentId == id.Value && l.MemberId == me).ExecuteDeleteAsync() == 0) await Shown(caller, id);
            else await Count(caller, id, on: false);
            return new Answer(false, await Likes(id));
        });
    }

    private async Task<Comment> Shown(Caller caller, Id id) =>
        await access.Find(id, caller) is ({ State: CommentState.Shown } comment, _) ? comment : throw Refusal.Missing();

    private async Task Count(Caller caller, Id id, bool on)
    {
        var (me, by, notes) = (caller.Member, on ? 1 : -1, db.Set<Note>()); // another's like leaves the author's mark as it is by now, not as it was read
        await db.Set<Comment>().Where(c => c.Id == id.Value).ExecuteUpdateAsync(s => s
            .SetProperty(c => c.Likes, c => c.Likes + by).SetProperty(c => c.Heat, c => c.Heat + by).SetProperty(c => c.AuthorLiked, c => notes.Any(n => n.Id == c.NoteId && n.AuthorId == me) ? on : c.AuthorLiked));
        db.Journal(caller, clock, on ? "like" : "unlike", $"comment:{id}");
    }

    private Task<long> Likes(Id id) => db.Set<Comment>().Where(c => c.Id == id.Value).Select(c => c.Likes).SingleAsync();

    private Task Limited(long me) => limit.Take("comment.like", me.ToString(), 600, TimeSpan.FromHours(1));

    public async Task Toggle(Caller caller, Id id)
    {
        var me = caller.Member;
        await Run(caller, id, on: !await db.Set<CommentLike>().AnyAsync(l => l.CommentId == id.Value && l.MemberId == me));
    }
}
