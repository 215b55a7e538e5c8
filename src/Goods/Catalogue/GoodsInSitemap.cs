using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>What is on sale, and the shops that are open.</summary>
internal sealed class GoodsInSitemap(AppDb db) : ISitemapPart
{
    public async Task<IReadOnlyList<(string Path, Instant? Changed, string? Picture)>> Pages(int most, CancellationToken cancel)
    {
        var goods = await db.ForSale().OrderByDescending(p => p.ChangedAt).Take(most).Select(p => new { p.Id, p.ChangedAt, p.CoverId }).ToListAsync(cancel);
        var shops = await db.Set<Merchant>().Where(m => m.State == MerchantState.Open).OrderBy(m => m.Id).Take(most).Select(m => m.Slug).ToListAsync(cancel);
        return
        [
            .. goods.Select(p => ($"/goods/{new Id(p.Id)}", (Instant?)p.ChangedAt, p.CoverId == 0 ? null : Picture.UrlOf(p.CoverId, 1080))),
            .. shops.Select(s => ($"/shops/{s}", (Instant?)null, (string?)null)),
        ];
    }
}
