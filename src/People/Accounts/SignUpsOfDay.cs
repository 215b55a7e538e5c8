using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

internal sealed class SignUpsOfDay(AppDb db) : IDayNumbers
{
    public async Task<IReadOnlyDictionary<string, long>> Count(Instant from, Instant to, CancellationToken cancel) =>
        new Dictionary<string, long> { ["signups"] = await db.Set<Member>().LongCountAsync(m => m.Joined >= from && m.Joined < to, cancel) };
}
