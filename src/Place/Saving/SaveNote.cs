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

namespace Kaki.Place.Saving;

/// <summary>A note is kept, moved to a collection, or let go.</summary>
internal sealed class SaveNote(AppDb db, NoteAccess access, RateLimit limit, TimeProvider clock)
{
    public sealed record Input
    {
        private readonly Id? to;

        /// <summary>Null takes the note out of its collection; left away, it stays where it is.</summary>
        public Id? CollectionId { get => to; init => (to, Moves) = (value, true); }

        internal bool Moves { get; private init; }
    }

    public sealed record Answer(bool On, long Count, Id? CollectionId);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/notes/{id}/save", async (Id id, Input? input, Caller caller, SaveNote save) => TypedResults.Ok(input is { Moves: true } ? await save.Put(caller, id, input.CollectionId) : await save.Keep(caller, id))).WithName("saveNote").WithSummary("Save a note, put it into a collection, or take it out with null").WithTags("collections");
        routes.MapDelete("/api/v1/notes/{id}/save", async (Id id, Caller caller, SaveNote save) => TypedResults.Ok(await save.LetGo(caller, id))).WithName("unsaveNote").WithSummary("Let a saved note go").WithTags("collections");
        routes.MapPost("/notes/{id}/save", async (Id id, HttpContext http, Caller caller, SaveNote save) => { await save.Toggle(caller, id); return http.Back($"/notes/{id}"); }).ExcludeFromDescription();
    }

    public Task<Answer> Keep(Caller caller, Id id) => Keep(caller, id, moves: false, null);

    /// <param name="collection">One's own; null takes the note out of the one it is in, and keeps it saved.</param>
    public Task<Answer> Put(Caller caller, Id id, Id? collection) => Keep(caller, id, moves: true, collection);

    private async Task<Answer> Keep(Caller caller, Id id, bool moves, Id? collection)
    {
        var me = caller.Member;
        await Limited(me);
        var note = await access.Find(id, caller);
        return await db.Write(async () =>
        {
            if (collection is { } c && !await Holds(me, c)) throw Refusal.Missing();
            var added = await db.Database.ExecuteSqlAsync($"insert into place_saves(note_id, member_id, collection_id, at) values ({id.Value}, {me}, null, {Instant.Now(clock).Micros}) on conflict do nothing");
            var mine = db.Set<Save>().Where(s => s.NoteId == id.Value && s.MemberId == me);
            if (moves) await mine.ExecuteUpdateAsync(s => s.SetProperty(x => x.CollectionId, collection == null ? null : (long?)collection.Value.Value));
            if (added == 1)
            {
                await Count(id, 1);
                db.Journal(caller, clock, "save", $"note:{id}");
                if (note.AuthorId != me) db.Publish(new NoticeDue(note.AuthorId, NoticeKind.Save, me, $"note:{id}", note.Title));
            }
            return new Answer(true, await Saves(id), await mine.Select(s => s.CollectionId).SingleOrDefaultAsync() is { } there ? new Id(there) : null);
        });
    }

    public async Task<Answer> LetGo(Caller caller, Id id)
    {
        var me = caller.Member;
        await Limited(me);
        return await db.Write(async () =>
        {
            if (await db.Set<Save>().Where(s => s.NoteId == id.Value && s.MemberId == me).ExecuteDeleteAsync() == 0) await access.Find(id, caller); // how many saved it is for who may see it
            else
            {
                await Count(id, -1);
                db.Journal(caller, clock, "unsave", $"note:{id}");
            }
            return new Answer(false, await Saves(id), null);
        });
    }

    public async Task Toggle(Caller caller, Id id)
    {
        var me = caller.Member;
        if (await db.Set<Save>().AnyAsync(s => s.NoteId == id.Value && s.MemberId == me)) await LetGo(caller, id);
        else await Keep(caller, id);
    }

    /// <summary>Whether the collection is there, and stays until this is saved.</summary>
    private async Task<bool> Holds(long me, Id collection)
    {
        if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select 1 from place_collections where id = {collection.Value} for key share");
        return await db.Set<Collection>().AnyAsync(x => x.Id == collection.Value && x.OwnerId == me);
    }

    private Task Limited(long me) => limit.Take("note.save", me.ToString(), 600, TimeSpan.FromHours(1));

    private Task Count(Id id, int by) => db.Set<Note>().Where(n => n.Id == id.Value).ExecuteUpdateAsync(s => s.SetProperty(n => n.Saves, n => n.Saves + by));

    private Task<long> Saves(Id id) => db.Set<Note>().Where(n => n.Id == id.Value).Select(n => n.Saves).SingleOrDefaultAsync();
}
