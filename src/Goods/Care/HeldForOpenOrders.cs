using Kaki.Goods.Orders;
using Kaki.Goods.Stock;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Care;

/// <summary>Pieces are promised to open orders and to nobody else: what is held of a variant is what its open orders still wait for.</summary>
internal sealed class HeldForOpenOrders(AppDb db) : IInvariant
{
    public string Name => "holds";

    public Task<InvariantResult> Check(bool fix, CancellationToken cancel)
    {
        var open = from l in db.Set<OrderLine>()
                   join s in db.Set<SubOrder>() on l.SubOrderId equals s.Id
                   where s.State == SubState.Placed || s.State == SubState.Paid || s.State == SubState.PartShipped
                   select new { l.SkuId, Left = l.Quantity - l.Shipped };
        var wrong = db.Set<StockRow>().AsNoTracking().Where(r => r.Held != (open.Where(o => o.SkuId == r.Id).Sum(o => (int?)o.Left) ?? 0));
        return Told.Of(db.Set<StockRow>(), wrong.Select(r => r.Id), "sku", cancel);
    }
}
