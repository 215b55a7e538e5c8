using Kaki.Kernel;
using Kaki.Kernel.Care;

namespace Kaki.Place.Search;

internal sealed class SearchProjection(RebuildSearch rebuild) : IProjection
{
    public string Name => "search";

    public async Task Rebuild(IProgress<long> done, CancellationToken cancel)
    {
        var made = await rebuild.Run(Caller.House, cancel);
        done.Report(made.Notes + made.Products + made.People);
    }
}
