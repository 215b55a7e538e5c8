using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Feed;
using Kaki.Place.Profile;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Saving;

/// <summary>One collection: its owner's always, anybody's when it is public or shared by its address.</summary>
internal sealed class ReadCollection(AppDb db, ReadProfile read, PeopleReads people)
{
    public sealed record Answer(Id Id, string Name, string About, CollectionVisibility Visibility, string Owner);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/collections/{id}").WithTags("collections");
        group.MapGet("", async (Id id, HttpResponse answer, Caller caller, ReadCollection read) => TypedResults.Ok(Of(await read.Run(caller, id), answer))).WithName("readCollection").WithSummary("A collection, for those it is shared with");
        group.MapGet("/notes", async (Id id, Caller caller, ReadCollection read, Cursor? after, int from = 0, bool noai = false) => TypedResults.Ok(ReadFeed.Listed(await read.Notes(caller, id, after, from, noai), $"/api/v1/collections/{id}/notes", noai)))
            .WithName("listCollectionNotes").WithSummary("The notes in a collection, the latest first. noai leaves out what was made with AI");
    }

    public async Task<(Collection Collection, PersonCard Owner)> Run(Caller caller, Id id)
    {
        var it = await db.Set<Collection>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id.Value) ?? throw Refusal.Missing();
        var own = caller.MemberId == it.OwnerId;
        if (!own && it.Visibility == CollectionVisibility.Private) throw Refusal.Missing();
        if (!own && caller.MemberId is { } me && (await people.BondsOf(me)).Blocked.Contains(it.OwnerId)) throw Refusal.Missing();
        return (it, (await people.Cards([it.OwnerId])).GetValueOrDefault(it.OwnerId) ?? throw Refusal.Missing());
    }

    private async Task<FeedPage> Notes(Caller caller, Id id, Cursor? after, int from, bool noAi)
    {
        await Run(caller, id);
        return await read.In(caller, id, after, Math.Clamp(from, 0, 100_000), noAi);
    }

    private static Answer Of((Collection It, PersonCard Owner) found, HttpResponse answer)
    {
        answer.SetTag(found.It.Version);
        return new(found.It.Id, found.It.Name, found.It.About, found.It.Visibility, found.Owner.Handle);
    }
}
