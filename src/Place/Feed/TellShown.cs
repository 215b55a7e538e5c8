using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Feed;

/// <summary>How far a reader came in a list of theirs before they left it: what they were given and did not reach is new to them still.</summary>
internal sealed class TellShown(AppDb db, ServedLists lists)
{
    /// <param name="Shown">How many from the beginning came into view.</param>
    public sealed record Input(int Shown);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/api/v1/feed/served/{id}", async Task<NoContent> (Id id, Input input, Caller caller, TellShown tell) => { await tell.Run(caller, id, input); return TypedResults.NoContent(); })
        .WithName("tellShown").WithSummary("Tell how far one came in a list of discover: what was given beyond may come again").WithTags("feed").WithMetadata(MemberShelf.Untouched);

    public async Task Run(Caller caller, Id id, Input input)
    {
        var me = caller.Member;
        var list = await lists.Find(db, id, me, 0);
        if (list?.MemberId != me) throw Refusal.Missing();
        lists.Reached(list!, Math.Clamp(input.Shown, 0, list!.Ids.Length));
    }
}
