using Kaki.Goods.Catalogue;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>The pictures this floor keeps: galleries, shop signs and covers, reviews, and what was ordered as it looked then.</summary>
internal sealed class PicturesOfGoods(AppDb db) : IPictureUse
{
    public Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel) => Of(ids, db.Set<ReviewPicture>(), cancel);

    // A hidden review keeps its pictures and shows none.
    public Task<IReadOnlyCollection<long>> Shown(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        Of(ids, db.Set<ReviewPicture>().Where(p => db.Set<Review>().Any(r => r.Id == p.ReviewId && r.State == ReviewState.Shown)), cancel);

    private async Task<IReadOnlyCollection<long>> Of(IReadOnlyCollection<long> ids, IQueryable<ReviewPicture> reviewed, CancellationToken cancel) =>
        await db.Set<ProductPicture>().Where(p => ids.Contains(p.PictureId)).Select(p => p.PictureId)
            .Union(reviewed.Where(p => ids.Contains(p.PictureId)).Select(p => p.PictureId))
            .Union(db.Set<Merchant>().Where(m => m.SignId != null && ids.Contains(m.SignId.Value)).Select(m => m.SignId!.Value))
            .Union(db.Set<Merchant>().Where(m => m.CoverId != null && ids.Contains(m.CoverId.Value)).Select(m => m.CoverId!.Value))
            .Union(db.Set<OrderLine>().Where(l => ids.Contains(l.CoverId)).Select(l => l.CoverId))
            .Union(db.Set<Sku>().Where(s => s.PictureId != null && ids.Contains(s.PictureId.Value)).Select(s => s.PictureId!.Value))
            .ToListAsync(cancel);
}
