using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People;
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

    public async Task<Answer> Run(Caller caller, Id id, bool on)
    {
        var me = caller.Member;
        var (comment, note) = await access.Find(id, caller);
        if (comment.State != CommentState.Shown) throw Refusal.Missing();
        await limit.Take("comment.like", me.ToString(), 600, TimeSpan.FromHours(1));
        return await db.Write(async () =>
        {
            var changed = on
                ? await db.Database.ExecuteSqlAsync($"insert into place_comment_likes(comment_id, member_id, at) values ({id.Value}, {me}, {Instant.Now(clock).Micros}) on conflict do nothing")
                : -await db.Set<CommentLike>().Where(l => l.CommentId == id.Value && l.MemberId == me).ExecuteDeleteAsync();
            if (changed != 0)
            {
                var byAuthor = me == note.AuthorId; // another's like leaves the mark as it is by now, not as it was read
                await db.Set<Comment>().Where(c => c.Id == id.Value).ExecuteUpdateAsync(s => s
                    .SetProperty(c => c.Likes, c => c.Likes + changed).SetProperty(c => c.Heat, c => c.Heat + changed).SetProperty(c => c.AuthorLiked, c => byAuthor ? on : c.AuthorLiked));
                db.Journal(caller, clock, on ? "like" : "unlike", $"comment:{id}");
                if (on && comment.AuthorId != me) db.Publish(new NoticeDue(comment.AuthorId, NoticeKind.CommentLike, me, $"comment:{id}", comment.Text));
            }
            return new Answer(on, await db.Set<Comment>().Where(c => c.Id == id.Value).Select(c => c.Likes).SingleAsync());
        });
    }

    public async Task Toggle(Caller caller, Id id)
    {
        var me = caller.Member;
        await Run(caller, id, on: !await db.Set<CommentLike>().AnyAsync(l => l.CommentId == id.Value && l.MemberId == me));
    }
}
