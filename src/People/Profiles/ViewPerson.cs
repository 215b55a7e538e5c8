using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Interests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

/// <summary>The profile of one person, as far as the caller may see it. Three queries at the most.</summary>
internal sealed class ViewPerson(AppDb db)
{
    public sealed record Output(Id Id, string Handle, string Name, string Avatar, string? Cover, string Bio, string? Region, string? City, int Followers, int Following, Instant Joined, Bond Bond, bool Muted, bool FollowsYou, bool ApprovesFollowers, IReadOnlyList<string> Interests);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/people/{handle}", async (string handle, Caller caller, PeopleReads people) =>
            TypedResults.Ok(Answer(await people.View(handle, caller) ?? throw Refusal.Missing())))
            .WithName("getPerson").WithSummary("A person's profile").WithTags("people");

    public async Task<PersonView?> Run(string handle, Caller caller)
    {
        var key = Handles.Key(handle);
        if (key.Length > Member.LongestHandle) return null;
        var member = await db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Handle == key);
        if (member is null) return null;
        var card = new CardRow(member.Id, member.Handle, member.Name, member.AvatarId, member.Region, member.Role).Card();
        var (bond, muted, followsYou) = await Between(caller, member.Id);
        if (bond is Bond.Blocked or Bond.Blocking)
            return new(card, "", null, null, null, 0, 0, member.Joined, bond, muted, false, member.ApproveFollowers, false, []);
        var interests = await db.Set<Interest>().Where(i => i.MemberId == member.Id).OrderBy(i => i.Tag).Select(i => i.Tag).ToListAsync();
        return new(card, member.Bio, member.City, member.CoverId is { } cover ? Picture.UrlOf(cover, 1080) : null, member.CoverColour,
            member.Followers, member.Following, member.Joined, bond, muted, followsYou, member.ApproveFollowers, member.Indexable, [.. interests.Select(InterestList.NameOf)]);
    }

    // One query for everything that can stand between two people.
    private async Task<(Bond, bool Muted, bool FollowsYou)> Between(Caller caller, long other)
    {
        if (caller.MemberId is not { } me) return (Bond.None, false, false);
        if (me == other) return (Bond.Self, false, false);
        var bonds = await db.Set<Member>().Where(m => m.Id == other).Select(m => new
        {
            Blocking = db.Set<Block>().Any(b => b.MemberId == me && b.BlockedId == other),
            Blocked = db.Set<Block>().Any(b => b.MemberId == other && b.BlockedId == me),
            Muted = db.Set<Mute>().Any(x => x.MemberId == me && x.MutedId == other),
            Mine = db.Set<Follow>().Where(f => f.FollowerId == me && f.FollowedId == other).Select(f => (FollowState?)f.State).FirstOrDefault(),
            Theirs = db.Set<Follow>().Any(f => f.FollowerId == other && f.FollowedId == me && f.State == FollowState.Accepted),
        }).SingleAsync();
        var bond = bonds.Blocking ? Bond.Blocking : bonds.Blocked ? Bond.Blocked : bonds.Mine switch { FollowState.Accepted => Bond.Following, FollowState.Asked => Bond.Asked, _ => Bond.None };
        return (bond, bonds.Muted, bonds.Theirs);
    }

    private static Output Answer(PersonView v) => new(v.Person.Id, v.Person.Handle, v.Person.Name, v.Person.AvatarUrl, v.CoverUrl, v.Bio, v.Person.Region, v.City, v.Followers, v.Following, v.Joined,
        v.Bond, v.Muted, v.FollowsYou, v.ApprovesFollowers, v.Interests);
}
