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

/// <summary>The profile of one person, as far as the caller may see it, in one query.</summary>
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
        var me = caller.MemberId ?? 0;
        var found = await db.Set<Member>().AsNoTracking().Where(m => m.Handle == key).Select(m => new
        {
            Member = m,
            Blocking = db.Set<Block>().Any(b => b.MemberId == me && b.BlockedId == m.Id),
            Blocked = db.Set<Block>().Any(b => b.MemberId == m.Id && b.BlockedId == me),
            Muted = db.Set<Mute>().Any(x => x.MemberId == me && x.MutedId == m.Id),
            Mine = db.Set<Follow>().Where(f => f.FollowerId == me && f.FollowedId == m.Id).Select(f => (FollowState?)f.State).FirstOrDefault(),
            Theirs = db.Set<Follow>().Any(f => f.FollowerId == m.Id && f.FollowedId == me && f.State == FollowState.Accepted),
            // What somebody likes shapes their own first page, and nothing else.
            Interests = db.Set<Interest>().Where(i => i.MemberId == m.Id && i.MemberId == me).OrderBy(i => i.Tag).Select(i => i.Tag).ToList(),
        }).SingleOrDefaultAsync();
        if (found is null) return null;
        var member = found.Member;
        var bond = member.Id == caller.MemberId ? Bond.Self : found.Blocking ? Bond.Blocking : found.Blocked ? Bond.Blocked
            : found.Mine switch { FollowState.Accepted => Bond.Following, FollowState.Asked => Bond.Asked, _ => Bond.None };
        var card = new CardRow(member.Id, member.Handle, member.Name, member.AvatarId, member.Region, member.Role, member.Indexable).Card();
        if (bond is Bond.Blocked or Bond.Blocking)
            return new(card, "", null, null, null, 0, 0, member.Joined, bond, found.Muted, false, member.ApproveFollowers, false, []);
        return new(card, member.Bio, member.City, member.CoverId is { } cover ? Picture.UrlOf(cover, 1080) : null, member.CoverColour,
            member.Followers, member.Following, member.Joined, bond, found.Muted, found.Theirs, member.ApproveFollowers, member.Indexable, [.. found.Interests.Select(InterestList.NameOf)]);
    }

    private static Output Answer(PersonView v) => new(v.Person.Id, v.Person.Handle, v.Person.Name, v.Person.AvatarUrl, v.CoverUrl, v.Bio, v.Person.Region, v.City, v.Followers, v.Following, v.Joined,
        v.Bond, v.Muted, v.FollowsYou, v.ApprovesFollowers, v.Interests);
}
