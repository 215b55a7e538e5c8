using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Kernel.Http;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Liking;

/// <summary>A like is given or taken back; doing either twice changes nothing.</summary>
internal sealed class LikeNote(AppDb db, NoteAccess access, RateLimit limit, TimeProvider clock)
{
    public sealed record Answer(bool On, long Count);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/notes/{id}/like", async (Id id, Caller caller, LikeNote like) => TypedResults.Ok(await like.Give(caller, id))).WithName("likeNote").WithSummary("Like a note").WithTags("notes");
        routes.MapDelete("/api/v1/notes/{id}/like", async (Id id, Caller caller, LikeNote like) => TypedResults.Ok(await like.TakeBack(caller, id))).WithName("unlikeNote").WithSummary("Take a like back").WithTags("notes");
        routes.MapPost("/notes/{id}/like", async (Id id, HttpContext http, Caller caller, LikeNote like) => { await like.Toggle(caller, id); return http.Back($"/notes/{id}"); }).ExcludeFromDescription();
    }

    public async Task<Answer> Give(Caller caller, Id id)
    {
        var me = caller.Member;
        var note = await access.Find(id, caller);
        await limit.Take("note.like", me.ToString(), 600, TimeSpan.FromHours(1));
        return await db.Write(async () =>
        {
            var added = await db.Database.ExecuteSqlAsync($"insert into place_likes(note_id, member_id, at) values ({id.Value}, {me}, {Instant.Now(clock).Micros}) on conflict do nothing");
            if (added == 1)
            {
                await Count(id, 1);
                db.Journal(caller, clock, "like", $"note:{id}");
                if (note.AuthorId != me) db.Publish(new NoticeDue(note.AuthorId, NoticeKind.Like, me, $"note:{id}", note.Title));
            }
            return new Answer(true, await Likes(id));
        });
    }

    public async Task<Answer> TakeBack(Caller caller, Id id)
    {
        var me = caller.Member;
        return await db.Write(async () =>
        {
            // What one gave is taken back also where the note is out of sight by now.
            if (await db.Set<Like>().Where(l => l.NoteId == id.Value && l.MemberId == me).ExecuteDeleteAsync() == 0) await access.Find(id, caller);
            else
            {
                await Count(id, -1);
                db.Journal(caller, clock, "unlike", $"note:{id}");
            }
            return new Answer(false, await Likes(id));
        });
    }

    public async Task Toggle(Caller caller, Id id)
    {
        var me = caller.Member;
        if (await db.Set<Like>().AnyAsync(l => l.NoteId == id.Value && l.MemberId == me)) await TakeBack(caller, id);
        else await Give(caller, id);
    }

    private Task Count(Id id, int by) => db.Set<Note>().Where(n => n.Id == id.Value).ExecuteUpdateAsync(s => s.SetProperty(n => n.Likes, n => n.Likes + by));

    private Task<long> Likes(Id id) => db.Set<Note>().Where(n => n.Id == id.Value).Select(n => n.Likes).SingleAsync();
}
