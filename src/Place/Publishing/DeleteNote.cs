using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Publishing;

/// <summary>The author deletes a note: it is gone from every list at once.</summary>
internal sealed class DeleteNote(AppDb db, NoteAccess access)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/api/v1/notes/{id}", async Task<NoContent> (Id id, Caller caller, DeleteNote delete) => { await delete.Run(caller, id); return TypedResults.NoContent(); })
            .WithName("deleteNote").WithSummary("Delete one's own note").WithTags("notes");
        routes.MapPost("/notes/{id}/delete", async (Id id, Caller caller, DeleteNote delete) => { await delete.Run(caller, id); return Results.LocalRedirect("/me"); }).ExcludeFromDescription();
    }

    public Task Run(Caller caller, Id id) => db.Write(async () =>
    {
        var note = await access.Own(id, caller);
        note.Delete();
        TellOfNote.Gone(db, note);
        db.Publish(new NoteGone(note.Id, note.AuthorId, ByHouse: false));
    });
}
