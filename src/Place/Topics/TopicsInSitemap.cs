using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>The topics that hold public notes.</summary>
internal sealed class TopicsInSitemap(AppDb db) : ISitemapPart
{
    public string Name => "topics";

    public Task<int> Count(CancellationToken cancel) => Filled().CountAsync(cancel);

    public async Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel) =>
        [.. (await Filled().OrderBy(t => t.Id).Skip(skip).Take(take).Select(t => t.Name).ToListAsync(cancel)).Select(t => new SitemapPage("/topics/" + Uri.EscapeDataString(t)))];

    private IQueryable<Topic> Filled() => db.Set<Topic>().Where(t => t.NoteCount > 0);
}
