using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

/// <summary>Everybody, for those who keep the house.</summary>
internal sealed class ListPeople(AppDb db)
{
    public async Task<IReadOnlyList<PersonRow>> Run(Caller caller, string? text, long? before, int most)
    {
        caller.Require(Rights.Moderate);
        var members = db.Set<Member>().AsNoTracking().AsQueryable();
        if (before is { } id) members = members.Where(m => m.Id < id);
        if (text?.Trim().TrimStart('@') is { Length: > 0 and <= 40 } q)
        {
            var lower = q.ToLowerInvariant();
            members = members.Where(m => m.Handle.StartsWith(lower) || m.Name.ToLower().Contains(lower));
        }
        var rows = await members.OrderByDescending(m => m.Id).Take(Math.Clamp(most, 1, 101))
            .Select(m => new { m.Id, m.Handle, m.Name, m.Role, m.Region, m.Followers, m.Following, m.Joined }).ToListAsync();
        return [.. rows.Select(m => new PersonRow(m.Id, m.Handle, m.Name, m.Role.ToString().ToLowerInvariant(), Regions.Name(m.Region), m.Followers, m.Following, m.Joined))];
    }
}
