using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People.Profiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

/// <summary>Lists of people by what binds them: followers, followed, and one's own muted, blocked and asking.</summary>
internal sealed class ListBonds(AppDb db, PeopleReads people)
{
    public const int Size = 30;

    public sealed record Row(Id Id, string Handle, string Name, string Avatar, string? Region, bool Following, bool Asked);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/people/{handle}/followers", async (string handle, Caller caller, ListBonds list, Cursor? after = null) => TypedResults.Ok(await list.Around(caller, handle, followers: true, after))).WithName("listFollowers").WithSummary("Who follows somebody").WithTags("people");
        routes.MapGet("/api/v1/people/{handle}/following", async (string handle, Caller caller, ListBonds list, Cursor? after = null) => TypedResults.Ok(await list.Around(caller, handle, followers: false, after))).WithName("listFollowing").WithSummary("Whom somebody follows").WithTags("people");
        routes.MapGet("/api/v1/account/muted", async (Caller caller, ListBonds list, Cursor? after = null) => TypedResults.Ok(await list.Muted(caller, after))).WithName("listMuted").WithSummary("Whom you muted").WithTags("people");
        routes.MapGet("/api/v1/account/blocked", async (Caller caller, ListBonds list, Cursor? after = null) => TypedResults.Ok(await list.Blocked(caller, after))).WithName("listBlocked").WithSummary("Whom you blocked").WithTags("people");
        routes.MapGet("/api/v1/account/requests", async (Caller caller, ListBonds list, Cursor? after = null) => TypedResults.Ok(await list.Asking(caller, after))).WithName("listFollowRequests").WithSummary("Who asks to follow you").WithTags("people");
    }

    public async Task<Page<Row>> Around(Caller caller, string handle, bool followers, Cursor? after)
    {
        var id = await people.IdOf(handle) ?? throw Refusal.Missing();
        if (caller.MemberId is { } me && me != id && await people.IsBlockedBetween(me, id)) throw Refusal.Missing();
        return await Around(caller, id, followers, after);
    }

    /// <summary>Of somebody the caller may see.</summary>
    public async Task<Page<Row>> Around(Caller caller, Id person, bool followers, Cursor? after)
    {
        var id = person.Value;
        var follows = db.Set<Follow>().Where(f => f.State == FollowState.Accepted);
        return followers
            ? await Show(caller, follows.Where(f => f.FollowedId == id).Select(f => new Bound { Other = f.FollowerId, At = f.At }), after)
            : await Show(caller, follows.Where(f => f.FollowerId == id).Select(f => new Bound { Other = f.FollowedId, At = f.At }), after);
    }

    public Task<Page<Row>> Muted(Caller caller, Cursor? after)
    {
        var me = caller.Member;
        return Show(caller, db.Set<Mute>().Where(m => m.MemberId == me).Select(m => new Bound { Other = m.MutedId, At = m.At }), after, hide: false);
    }

    public Task<Page<Row>> Blocked(Caller caller, Cursor? after)
    {
        var me = caller.Member;
        return Show(caller, db.Set<Block>().Where(b => b.MemberId == me).Select(b => new Bound { Other = b.BlockedId, At = b.At }), after, hide: false);
    }

    public Task<Page<Row>> Asking(Caller caller, Cursor? after)
    {
        var me = caller.Member;
        return Show(caller, db.Set<Follow>().Where(f => f.FollowedId == me && f.State == FollowState.Asked).Select(f => new Bound { Other = f.FollowerId, At = f.At }), after);
    }

    private sealed class Bound
    {
        public long Other { get; init; }
        public Instant At { get; init; }
    }

    private async Task<Page<Row>> Show(Caller caller, IQueryable<Bound> bounds, Cursor? after, bool hide = true)
    {
        if (after is { } c) bounds = bounds.Where(b => b.At < new Instant(c.Key) || b.At == new Instant(c.Key) && b.Other < c.Id);
        var rows = await bounds.OrderByDescending(b => b.At).ThenByDescending(b => b.Other).Take(Size + 1).ToListAsync();
        var cards = await people.Cards([.. rows.Select(r => r.Other)]);
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        var page = Page<Bound>.Of(rows, Size, b => new Cursor(b.At.Micros, b.Other));
        return new([.. page.Items.Select(b => cards.GetValueOrDefault(b.Other)).OfType<PersonCard>().Where(p => !hide || !bonds.Blocked.Contains(p.Id))
            .Select(p => new Row(p.Id, p.Handle, p.Name, p.AvatarUrl, p.Region, bonds.Following.Contains(p.Id), bonds.Asked.Contains(p.Id)))], page.Next);
    }
}
