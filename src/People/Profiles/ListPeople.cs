using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

/// <summary>Everybody, for those who keep the house.</summary>
internal sealed class ListPeople(AppDb db)
{
    private const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/console/people", async (Caller caller, PeopleReads people, string? text, Cursor? after) =>
            TypedResults.Ok(Page<PersonRow>.Of(await people.Newest(caller, text, after?.Id, PageSize + 1), PageSize, p => new(0, p.Id))))
        .WithName("listPeople").WithSummary("Everybody, newest first, or by handle or name (moderators)").WithTags("people").ProducesProblem(403);

    public async Task<IReadOnlyList<PersonRow>> Run(Caller caller, string? text, long? before, int most)
    {
        caller.Require(Rights.Moderate);
        var members = db.Set<Member>().AsNoTracking().AsQueryable();
        if (before is { } id) members = members.Where(m => m.Id < id);
        if (text?.Trim().TrimStart('@') is { Length: > 0 } q)
        {
            var lower = q.ToLowerInvariant();
            members = members.Where(m => m.Handle.StartsWith(lower) || m.Name.ToLower().Contains(lower));
        }
        var rows = await members.OrderByDescending(m => m.Id).Take(Math.Clamp(most, 1, 101))
            .Select(m => new { m.Id, m.Handle, m.Name, m.Role, m.Region, m.Followers, m.Following, m.Joined }).ToListAsync();
        return [.. rows.Select(m => new PersonRow(m.Id, m.Handle, m.Name, m.Role.ToString().ToLowerInvariant(), Regions.Name(m.Region), m.Followers, m.Following, m.Joined))];
    }
}
