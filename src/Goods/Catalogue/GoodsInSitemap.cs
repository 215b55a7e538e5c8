using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>What is on sale.</summary>
internal sealed class GoodsInSitemap(AppDb db) : ISitemapPart
{
    public string Name => "goods";

    public Task<int> Count(CancellationToken cancel) => db.ForSale().CountAsync(cancel);

    public async Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel) =>
        [.. (await db.ForSale().OrderBy(p => p.Id).Skip(skip).Take(take).Select(p => new { p.Id, p.ChangedAt, p.CoverId }).ToListAsync(cancel))
            .Select(p => new SitemapPage($"/goods/{new Id(p.Id)}", p.ChangedAt, p.CoverId == 0 ? null : Picture.UrlOf(p.CoverId, 1080)))];
}

/// <summary>The shops that are open.</summary>
internal sealed class ShopsInSitemap(AppDb db) : ISitemapPart
{
    public string Name => "shops";

    public Task<int> Count(CancellationToken cancel) => Open().CountAsync(cancel);

    public async Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel) =>
        [.. (await Open().OrderBy(m => m.Id).Skip(skip).Take(take).Select(m => m.Slug).ToListAsync(cancel)).Select(s => new SitemapPage($"/shops/{s}"))];

    private IQueryable<Merchant> Open() => db.Set<Merchant>().Where(m => m.State == MerchantState.Open);
}

/// <summary>The market by its categories.</summary>
internal sealed class CategoriesInSitemap(AppDb db) : ISitemapPart
{
    public string Name => "categories";

    public Task<int> Count(CancellationToken cancel) => db.Set<Category>().CountAsync(cancel);

    public async Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel) =>
        [.. (await db.Set<Category>().OrderBy(c => c.Id).Skip(skip).Take(take).Select(c => c.Slug).ToListAsync(cancel)).Select(s => new SitemapPage($"/goods?category={s}"))];
}
