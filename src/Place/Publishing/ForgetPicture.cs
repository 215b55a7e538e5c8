using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>The author takes a picture out of a note's history too: a face, an address, a mistake. How many pictures there were stays.</summary>
internal sealed class ForgetPicture(AppDb db, NoteAccess access)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/v1/notes/{id}/history/pictures/{picture}", async Task<NoContent> (Id id, Id picture, Caller caller, ForgetPicture forget) => { await forget.Run(caller, id, picture); return TypedResults.NoContent(); })
            .WithName("forgetNotePicture").WithSummary("Take a picture out of a note's history for good; what the note shows now is not touched").WithTags("notes");

    public Task Run(Caller caller, Id id, Id picture) => db.Write(async () =>
    {
        await access.RequireOwn(id, caller);
        var gone = await db.Set<NoteEditPicture>().Where(p => p.PictureId == picture.Value && db.Set<NoteEdit>().Any(e => e.Id == p.EditId && e.NoteId == id.Value)).ExecuteDeleteAsync();
        if (gone == 0) throw Refusal.Missing();
        db.LetGo([picture.Value], []);
    });
}
