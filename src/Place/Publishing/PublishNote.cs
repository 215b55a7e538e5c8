using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Feed;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Publishing;

/// <summary>Somebody publishes a note, at once.</summary>
internal sealed class PublishNote(AppDb db, CheckNote check, RateLimit limit, FeedPool feed, TimeProvider clock)
{
    public sealed record Answer(Id Id, string Url);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/notes", Answered)
        .WithName("publishNote").WithSummary("Publish a note").WithTags("notes");

    private static async Task<Created<Answer>> Answered(NoteInput input, Caller caller, PublishNote publish)
    {
        var id = await publish.Run(caller, input);
        return TypedResults.Created($"/api/v1/notes/{id}", new Answer(id, $"/notes/{id}"));
    }

    public async Task<Id> Run(Caller caller, NoteInput input, long? draftId = null)
    {
        await limit.Take("note.publish", caller.Member.ToString(), 30, TimeSpan.FromHours(1));
        var checkedNote = await check.Run(caller, input);
        var id = await db.Write(() => Task.FromResult<Id>(Save(caller, checkedNote, draftId)));
        feed.Expire();
        return id;
    }

    private long Save(Caller caller, CheckedNote note, long? draftId)
    {
        var id = db.NextId();
        var written = Note.Write(id, caller.Member, note.Content, Instant.Now(clock));
        if (note.Marked) written.Mark();
        db.Add(written);
        if (draftId is { } draft) db.Remove(db.Find<Draft>(draft) ?? throw Refusal.Missing()); // published a moment ago, in another window
        db.Publish(new NotePublished(id, caller.Member));
        foreach (var member in note.Mentioned) db.Publish(new NoticeDue(member, NoticeKind.Mention, caller.Member, $"note:{new Id(id)}", note.Content.Title));
        db.Journal(caller, clock, "publish", $"note:{new Id(id)}");
        return id;
    }
}
