using Kaki.Goods.Catalogue;
using Kaki.Goods.Reviews;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>The pictures this floor keeps: galleries, shop signs and covers, reviews.</summary>
internal sealed class PicturesOfGoods(AppDb db) : IPictureUse
{
    public async Task<IReadOnlyCollection<long>> Used(IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        await db.Set<ProductPicture>().Where(p => ids.Contains(p.PictureId)).Select(p => p.PictureId)
            .Union(db.Set<ReviewPicture>().Where(p => ids.Contains(p.PictureId)).Select(p => p.PictureId))
            .Union(db.Set<Merchant>().Where(m => m.SignId != null && ids.Contains(m.SignId.Value)).Select(m => m.SignId!.Value))
            .Union(db.Set<Merchant>().Where(m => m.CoverId != null && ids.Contains(m.CoverId.Value)).Select(m => m.CoverId!.Value))
            .Union(db.Set<Sku>().Where(s => s.PictureId != null && ids.Contains(s.PictureId.Value)).Select(s => s.PictureId!.Value))
            .ToListAsync(cancel);
}
