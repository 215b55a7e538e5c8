using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Care;

/// <summary>An order's goods are the sum of its lines, its total the sum of its parts.</summary>
internal sealed class OrdersAddUp(AppDb db) : IInvariant
{
    public string Name => "orders";

    public Task<InvariantResult> Check(bool fix, CancellationToken cancel)
    {
        var orders = db.Set<Order>().AsNoTracking();
        var wrong = orders.Where(o => o.Total.Minor != o.Goods.Minor + o.Shipping.Minor
            || o.Goods.Minor != (db.Set<OrderLine>().Where(l => l.OrderId == o.Id).Sum(l => (long?)(l.Price.Minor * l.Quantity)) ?? 0)
            || o.Total.Minor != (db.Set<SubOrder>().Where(s => s.OrderId == o.Id).Sum(s => (long?)s.Total.Minor) ?? 0));
        return Told.Of(orders, wrong.Select(o => o.Id), "order", cancel);
    }
}

/// <summary>Who was told "paid" has paid: every paid order has a settled payment of its full amount, or of what an operator let count for it.</summary>
internal sealed class PaidOrdersHavePayments(AppDb db) : IInvariant
{
    public string Name => "payments";

    public Task<InvariantResult> Check(bool fix, CancellationToken cancel)
    {
        var paid = db.Set<Order>().AsNoTracking().Where(o => o.PaidAt != null);
        return Told.Of(paid, Unpaid(db).Select(o => o.Id), "order", cancel);
    }

    internal static IQueryable<Order> Unpaid(AppDb db) => db.Set<Order>().AsNoTracking().Where(o => o.PaidAt != null
        && !db.Set<Payment>().Any(p => p.OrderId == o.Id && p.State == PaymentState.Paid
            && (p.Amount.Minor == o.Total.Minor || db.Set<PaymentNote>().Any(n => n.PaymentId == p.Id && n.Kind == "accepted"))));
}
