using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

internal sealed class SearchProjection(AppDb db, RebuildSearch rebuild) : IProjection
{
    public string Name => "search";

    public Task<long> Stale(CancellationToken cancel)
    {
        var version = IndexTerms.Version;
        return db.Set<SearchDoc>().LongCountAsync(d => d.Analyser != version, cancel);
    }

    public async Task Rebuild(IProgress<long> done, CancellationToken cancel)
    {
        var made = await rebuild.Run(Caller.House, cancel);
        done.Report(made.Notes + made.Products + made.People);
    }
}
