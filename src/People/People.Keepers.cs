using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Profiles;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People;

/// <summary>Those who keep this house and let themselves be found: whom to ask for what only they can do.</summary>
public sealed class HouseKeepers
{
    private readonly AppDb db;

    internal HouseKeepers(AppDb db) => this.db = db;

    /// <returns>The longest here first. One query.</returns>
    public async Task<IReadOnlyList<PersonCard>> Run(int most) =>
        [.. (await db.Set<Member>().AsNoTracking().Where(m => m.Role == Role.Operator && m.Discoverable).OrderBy(m => m.Id).Take(most).Select(CardRow.Of).ToListAsync()).Select(r => r.Card())];
}
