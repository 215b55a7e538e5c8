using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>A draft is begun, saved as its writer types, scheduled and thrown away.</summary>
internal sealed class KeepDraft(AppDb db, RateLimit limit, Words words, TimeProvider clock)
{
    public const string Published = "draft.published";
    private const int MostTries = 8;
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(90);

    public sealed record Saved(Id Id, Instant SavedAt, Instant? PublishAt, long Version);
    public sealed record View(Id Id, NoteInput Note, Instant SavedAt, Instant? PublishAt, string? Failed, long Version);

    /// <param name="Why">What <paramref name="Failed"/> means, in words.</param>
    public sealed record Row(Id Id, string? Title, int Pictures, Id? Cover, Instant SavedAt, Instant? PublishAt, string? Failed, string? Why);
    public sealed record Appointment(Instant? PublishAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var drafts = routes.MapGroup("/api/v1/drafts").WithTags("drafts");
        drafts.MapGet("", async (Caller caller, KeepDraft keep) => TypedResults.Ok(new Page<Row>(await keep.List(caller), null))).WithName("listDrafts").WithSummary("One's drafts, newest first");
        drafts.MapGet("/{id}", async (Id id, HttpResponse answer, Caller caller, KeepDraft keep) => TypedResults.Ok(await keep.Read(caller, id, answer))).WithName("readDraft").WithSummary("A draft of one's own, as it was last saved");
        drafts.MapPost("", async (NoteInput input, HttpResponse answer, Caller caller, KeepDraft keep) => Tagged(answer, await keep.Begin(caller, input))).WithName("beginDraft").WithSummary("Begin a draft");
        drafts.MapPut("/{id}", async (Id id, NoteInput input, HttpContext http, Caller caller, KeepDraft keep) => Tagged(http.Response, await keep.Save(caller, id, input, http.Request.RequireMatch)))
            .WithName("saveDraft").WithSummary("Save a draft as it stands; If-Match names the version that was read, \"0\" one not begun yet");
        drafts.MapPut("/{id}/schedule", async (Id id, Appointment input, HttpResponse answer, Caller caller, KeepDraft keep) => Tagged(answer, await keep.Schedule(caller, id, input.PublishAt))).WithName("scheduleDraft").WithSummary("Let a draft go out by itself, or call that off");
        drafts.MapDelete("/{id}", async Task<NoContent> (Id id, Caller caller, KeepDraft keep) => { await keep.Discard(caller, id); return TypedResults.NoContent(); }).WithName("discardDraft").WithSummary("Throw a draft away");
    }

    private static Ok<Saved> Tagged(HttpResponse answer, Saved saved)
    {
        answer.SetTag(saved.Version);
        return TypedResults.Ok(saved);
    }

    private async Task<View> Read(Caller caller, Id id, HttpResponse answer)
    {
        var draft = await Find(caller, id);
        answer.SetTag(draft.Version);
        return new(draft.Id, draft.Input, draft.SavedAt, draft.PublishAt, draft.Failed, draft.Version);
    }

    public async Task<IReadOnlyList<Row>> List(Caller caller)
    {
        var me = caller.Member;
        var drafts = await db.Set<Draft>().AsNoTracking().Where(d => d.OwnerId == me).OrderByDescending(d => d.SavedAt).Take(Draft.Most + Draft.Beyond).ToListAsync();
        return [.. drafts.Select(d => d.Input is var i ? new Row(d.Id, i.Title, i.Pictures.Count, i.Pictures.FirstOrDefault()?.Id, d.SavedAt, d.PublishAt, d.Failed, d.WhyFailed(words)) : null!)];
    }

    public async Task<Draft> Find(Caller caller, Id id) => await FindOrNone(caller, id) ?? throw Refusal.Missing();

    public async Task<Draft?> FindOrNone(Caller caller, Id id)
    {
        var me = caller.Member;
        return await db.Set<Draft>().SingleOrDefaultAsync(d => d.Id == id.Value && d.OwnerId == me);
    }

    public Task<Saved> Begin(Caller caller, NoteInput input) => Save(caller, db.NextId(), input);

    /// <summary>Saves the draft; an id that is not there yet begins it, so that opening the form alone writes nothing. One that went out is not brought back.</summary>
    /// <param name="going">It is on its way out: where there are as many as may be, it is kept all the same until it is out, or refused.</param>
    /// <param name="unchanged">Refuses the version it is given, 0 for a draft not begun, where that is not the one the writer has before them.</param>
    public async Task<Saved> Save(Caller caller, Id id, NoteInput input, Action<long>? unchanged = null, bool going = false)
    {
        await limit.Take("draft", caller.Member.ToString(), 3600, TimeSpan.FromHours(1)); // saved as one types
        return await OneByOne(() => SaveOnce(caller, id, input, unchanged, Draft.Most + (going ? Draft.Beyond : 0)));
    }

    /// <summary>A write to a draft that others may write to in the same moment: whoever comes second looks again at what the first has left.</summary>
    public async Task<T> OneByOne<T>(Func<Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try { return await db.Write(work); }
            catch (DbUpdateConcurrencyException) when (tries < MostTries) { }
            catch (DbUpdateException e) when (Unique.IsBroken(db, e)) { if (tries == MostTries) throw Refusal.Missing(); } // begun or published in this moment, or somebody else's
        }
    }

    private async Task<Saved> SaveOnce(Caller caller, Id id, NoteInput input, Action<long>? unchanged, int most)
    {
        var me = caller.Member;
        var draft = await FindOrNone(caller, id);
        if (draft is null && await NoteOf(caller, id) is not null) throw new Refusal(Published, 409);
        if (draft is null && await db.Set<Draft>().AnyAsync(d => d.Id == id.Value && d.OwnerId != me)) throw Refusal.Missing(); // somebody else's
        unchanged?.Invoke(draft?.Version ?? 0);
        if (draft is null)
        {
            if (await db.Set<Draft>().CountAsync(d => d.OwnerId == me) >= most) throw new Refusal("draft.many", 422, Draft.Most);
            db.Add(draft = new Draft { Id = id, OwnerId = me });
        }
        draft.Save(input, Instant.Now(clock));
        if (draft.Form.Length > Draft.LongestForm) throw new Refusal("body.too_large", 413);
        await db.SaveChangesAsync();
        return Of(draft);
    }

    /// <summary>The note that the caller's draft has become, deleted or not; null while it is none.</summary>
    public async Task<Id?> NoteOf(Caller caller, Id draft)
    {
        var me = caller.Member;
        return await db.Set<Note>().Where(n => n.AuthorId == me && n.DraftId == draft.Value).Select(n => (long?)n.Id).SingleOrDefaultAsync() is { } note ? new Id(note) : null;
    }

    /// <param name="at">Null calls it off.</param>
    public Task<Saved> Schedule(Caller caller, Id id, Instant? at) => OneByOne(async () =>
    {
        var draft = await Find(caller, id);
        var now = Instant.Now(clock);
        if (at is { } when && (when < now || when > now.Plus(Furthest))) throw Refusal.Invalid("publishAt", "draft.when", (int)Furthest.TotalDays);
        draft.Schedule(at);
        await db.SaveChangesAsync();
        return Of(draft);
    });

    public Task Discard(Caller caller, Id id) => db.Write(async () => { db.Remove(await Find(caller, id)); });

    private static Saved Of(Draft draft) => new(draft.Id, draft.SavedAt, draft.PublishAt, draft.Version);
}
