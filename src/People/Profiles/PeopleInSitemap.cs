using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Profiles;

/// <summary>The profiles of those who let themselves be indexed.</summary>
internal sealed class PeopleInSitemap(AppDb db) : ISitemapPart
{
    public string Name => "people";

    public Task<int> Count(CancellationToken cancel) => Indexable().CountAsync(cancel);

    public async Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel) =>
        [.. (await Indexable().OrderBy(m => m.Id).Skip(skip).Take(take).Select(m => m.Handle).ToListAsync(cancel)).Select(h => new SitemapPage($"/@{h}"))];

    private IQueryable<Member> Indexable() => db.Set<Member>().Where(m => m.Indexable);
}
