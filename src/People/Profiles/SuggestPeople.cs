using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

/// <summary>People by what somebody begins to write: the handle's beginning or a part of the name.</summary>
internal sealed class SuggestPeople(AppDb db, PeopleReads people)
{
    public sealed record Row(Id Id, string Handle, string Name, string Avatar);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/people/suggest", async (Caller caller, PeopleReads people, string q = "") =>
            TypedResults.Ok(new Page<Row>([.. (await people.Search(q, 8, caller)).Select(p => new Row(p.Id, p.Handle, p.Name, p.AvatarUrl))], null)))
            .WithName("suggestPeople").WithSummary("People whose handle or name begins like this").WithTags("people");

    public async Task<IReadOnlyList<PersonCard>> Run(string text, int most, Caller caller)
    {
        var key = Handles.Key(text);
        var name = text.Trim().TrimStart('@');
        if (key.Length is 0 or > Member.LongestHandle) return [];
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        var rows = await db.Set<Member>().AsNoTracking().Where(m => m.Discoverable && (m.Handle.StartsWith(key) || m.Name.ToLower().Contains(name.ToLower())))
            .OrderByDescending(m => m.Handle == key).ThenByDescending(m => m.Followers).ThenBy(m => m.Id)
            .Take(Math.Clamp(most, 1, 50) + 20).Select(CardRow.Of).ToListAsync();
        return [.. rows.Where(r => !bonds.Blocked.Contains(r.Id)).Take(most).Select(r => r.Card())];
    }
}
