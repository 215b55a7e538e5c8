using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Place.Feed;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Publishing;

/// <summary>Somebody publishes a note, at once.</summary>
internal sealed class PublishNote(AppDb db, KeepDraft drafts, CheckNote check, TellOfNote tell, RateLimit limit, FeedPool feed, TimeProvider clock)
{
    public sealed record Answer(Id Id, string Url);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/notes", Answered).WithName("publishNote").WithSummary("Publish a note").WithTags("notes");
        routes.MapPost("/api/v1/drafts/{id}/publish", OfDraft).WithName("publishDraft").WithSummary("Publish a draft as it was last saved; one that is a note already answers with that note").WithTags("drafts");
    }

    private static async Task<Created<Answer>> Answered(NoteInput input, Caller caller, PublishNote publish)
    {
        var id = await publish.Run(caller, input);
        return TypedResults.Created($"/api/v1/notes/{id}", new Answer(id, $"/notes/{id}"));
    }

    private static async Task<Ok<Answer>> OfDraft(Id id, HttpContext http, Caller caller, KeepDraft drafts, PublishNote publish)
    {
        var note = await drafts.NoteOf(caller, id);
        if (note is null)
        {
            var draft = await drafts.Find(caller, id);
            http.Request.RequireMatch(draft.Version);
            note = await publish.Run(caller, draft.Input, id, draft.Version);
        }
        return TypedResults.Ok(new Answer(note.Value, $"/notes/{note}"));
    }

    /// <summary>Publishes once: a draft that is a note already, also since a moment ago in another window, answers with that note.</summary>
    /// <param name="version">Of the draft, where another must not be published instead.</param>
    public async Task<Id> Run(Caller caller, NoteInput input, Id? draft = null, long? version = null)
    {
        if (draft is { } was && await drafts.NoteOf(caller, was) is { } there) return there;
        await limit.Take("note.publish", caller.Member.ToString(), 30, TimeSpan.FromHours(1));
        var checkedNote = await check.Run(caller, input);
        var id = draft is { } one ? await FromDraft(caller, checkedNote, one, version) : await db.Write(() => Save(caller, checkedNote, null));
        feed.Expire();
        return id;
    }

    private Task<Id> FromDraft(Caller caller, CheckedNote note, Id draft, long? version) => drafts.OneByOne(async () =>
    {
        if (await drafts.FindOrNone(caller, draft) is not { } row) return await drafts.NoteOf(caller, draft) ?? throw Refusal.Missing();
        if (version is { } read && read != row.Version) throw Refusal.Changed();
        db.Remove(row);
        return await Save(caller, note, draft);
    });

    private async Task<Id> Save(Caller caller, CheckedNote note, Id? draft)
    {
        var id = db.NextId();
        var written = Note.Write(id, caller.Member, note.Content, Instant.Now(clock), draft?.Value);
        if (note.Marked) written.Mark();
        db.Add(written);
        db.Publish(new NotePublished(id, caller.Member));
        await tell.Named(written, note.Mentioned);
        db.Journal(caller, clock, "publish", $"note:{new Id(id)}");
        return id;
    }
}
