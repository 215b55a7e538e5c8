using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>A draft is begun, saved as its writer types, scheduled and thrown away.</summary>
internal sealed class KeepDraft(AppDb db, RateLimit limit, TimeProvider clock)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(90);

    public sealed record Saved(Id Id, Instant SavedAt, Instant? PublishAt);
    public sealed record Row(Id Id, string? Title, int Pictures, Id? Cover, Instant SavedAt, Instant? PublishAt, string? Failed);
    public sealed record Appointment(Instant? PublishAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var drafts = routes.MapGroup("/api/v1/drafts").WithTags("drafts");
        drafts.MapGet("", async (Caller caller, KeepDraft keep) => TypedResults.Ok(await keep.List(caller))).WithName("listDrafts").WithSummary("One's drafts, newest first");
        drafts.MapPost("", async (NoteInput input, Caller caller, KeepDraft keep) => TypedResults.Ok(await keep.Begin(caller, input))).WithName("beginDraft").WithSummary("Begin a draft");
        drafts.MapPut("/{id}", async (Id id, NoteInput input, Caller caller, KeepDraft keep) => TypedResults.Ok(await keep.Save(caller, id, input))).WithName("saveDraft").WithSummary("Save a draft as it stands");
        drafts.MapPut("/{id}/schedule", async (Id id, Appointment input, Caller caller, KeepDraft keep) => TypedResults.Ok(await keep.Schedule(caller, id, input.PublishAt))).WithName("scheduleDraft").WithSummary("Let a draft go out by itself, or call that off");
        drafts.MapDelete("/{id}", async Task<NoContent> (Id id, Caller caller, KeepDraft keep) => { await keep.Discard(caller, id); return TypedResults.NoContent(); }).WithName("discardDraft").WithSummary("Throw a draft away");
    }

    public async Task<IReadOnlyList<Row>> List(Caller caller)
    {
        var me = caller.Member;
        var drafts = await db.Set<Draft>().AsNoTracking().Where(d => d.OwnerId == me).OrderByDescending(d => d.SavedAt).Take(Draft.Most).ToListAsync();
        return [.. drafts.Select(d => d.Input is var i ? new Row(d.Id, i.Title, i.Pictures.Count, i.Pictures.FirstOrDefault()?.Id, d.SavedAt, d.PublishAt, d.Failed) : null!)];
    }

    public async Task<Draft> Find(Caller caller, Id id)
    {
        var me = caller.Member;
        return await db.Set<Draft>().SingleOrDefaultAsync(d => d.Id == id.Value && d.OwnerId == me) ?? throw Refusal.Missing();
    }

    public Task<Saved> Begin(Caller caller, NoteInput input) => Save(caller, db.NextId(), input);

    /// <summary>Saves the draft; an id that is not there yet begins it, so that opening the form alone writes nothing.</summary>
    public async Task<Saved> Save(Caller caller, Id id, NoteInput input)
    {
        var me = caller.Member;
        await limit.Take("draft", me.ToString(), 3600, TimeSpan.FromHours(1)); // saved as one types
        try
        {
            return await db.Write(async () =>
            {
                if (await db.Set<Draft>().SingleOrDefaultAsync(d => d.Id == id.Value && d.OwnerId == me) is { } draft) return Save(draft, input, isNew: false);
                if (await db.Set<Draft>().CountAsync(d => d.OwnerId == me) >= Draft.Most) throw new Refusal("draft.many", 422, Draft.Most);
                return Save(new Draft { Id = id, OwnerId = me }, input, isNew: true);
            });
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e)) { throw Refusal.Missing(); } // somebody else's draft
    }

    public Task<Saved> Schedule(Caller caller, Id id, Instant? at) => db.Write(async () =>
    {
        var draft = await Find(caller, id);
        var now = Instant.Now(clock);
        if (at is { } when && (when < now || when > now.Plus(Furthest))) throw Refusal.Invalid("publishAt", "draft.when", (int)Furthest.TotalDays);
        draft.Schedule(at);
        return new Saved(draft.Id, draft.SavedAt, draft.PublishAt);
    });

    public Task Discard(Caller caller, Id id) => db.Write(async () => { db.Remove(await Find(caller, id)); });

    private Saved Save(Draft draft, NoteInput input, bool isNew)
    {
        draft.Save(input, Instant.Now(clock));
        if (draft.Form.Length > Draft.LongestForm) throw new Refusal("body.too_large", 413);
        if (isNew) db.Add(draft);
        return new Saved(draft.Id, draft.SavedAt, draft.PublishAt);
    }
}
