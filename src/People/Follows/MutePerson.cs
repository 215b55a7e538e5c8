using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

/// <summary>Hears nothing more from somebody, quietly; follows stay as they are.</summary>
internal sealed class MutePerson(AppDb db, RateLimit limit, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/people/{person}/mute", async Task<NoContent> (string person, Caller caller, MutePerson mute) => { await mute.Run(caller, person); return TypedResults.NoContent(); })
            .WithName("mute").WithSummary("Hear nothing more from somebody").WithTags("people");
        routes.MapDelete("/api/v1/people/{person}/mute", async Task<NoContent> (string person, Caller caller, MutePerson mute) => { await mute.Undo(caller, person); return TypedResults.NoContent(); })
            .WithName("unmute").WithSummary("Hear from somebody again").WithTags("people");
        routes.MapPost("/people/{person}/mute", async (string person, string? to, Caller caller, MutePerson mute, HttpContext http) => { await mute.Run(caller, person); return http.SeeOther(LocalPath.Of(to, LocalPath.Behind(http, $"/@{person}"))); }).ExcludeFromDescription();
        routes.MapPost("/people/{person}/unmute", async (string person, Caller caller, MutePerson mute, HttpContext http) => { await mute.Undo(caller, person); return http.Back($"/@{person}"); }).ExcludeFromDescription();
    }

    public async Task Run(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        if (me == other) throw new Refusal("bond.self");
        await limit.Take("bond", me.ToString(), 400, TimeSpan.FromHours(1));
        await db.Write(async () =>
        {
            await Pair.Lock(db, me, other);
            if (await db.Set<Mute>().AnyAsync(m => m.MemberId == me && m.MutedId == other)) return;
            if (await db.Set<Mute>().CountAsync(m => m.MemberId == me) >= FollowPerson.Most) throw new Refusal("bond.too_many", 422, FollowPerson.Most);
            db.Add(new Mute { MemberId = me, MutedId = other, At = Instant.Now(clock) });
        });
    }

    public async Task Undo(Caller caller, string person)
    {
        long me = caller.Require(Rights.Member).Member, other = await Pair.Find(db, person);
        await db.Write(() => db.Set<Mute>().Where(m => m.MemberId == me && m.MutedId == other).ExecuteDeleteAsync());
    }
}
