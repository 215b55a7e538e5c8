using Kaki.Goods.Orders;
using Kaki.Kernel.Data;

namespace Kaki.Goods.Reviews;

internal static class Unsaid
{
    /// <summary>What has come and its buyer has not reviewed yet.</summary>
    public static IQueryable<OrderLine> Unreviewed(this AppDb db) =>
        from line in db.Set<OrderLine>()
        join part in db.Set<SubOrder>() on line.SubOrderId equals part.Id
        where line.Shipped > 0 && (part.State == SubState.Received || part.State == SubState.Done) && !db.Set<Review>().Any(r => r.OrderLineId == line.Id)
        select line;
}
