using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

/// <summary>The profiles of those who let themselves be indexed.</summary>
internal sealed class PeopleInSitemap(AppDb db) : ISitemapPart
{
    public async Task<IReadOnlyList<(string Path, Instant? Changed, string? Picture)>> Pages(int most, CancellationToken cancel) =>
        [.. (await db.Set<Member>().Where(m => m.Indexable).OrderByDescending(m => m.Id).Take(most).Select(m => m.Handle).ToListAsync(cancel)).Select(h => ($"/@{h}", (Instant?)null, (string?)null))];
}
