using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

internal enum StepKind { Placed, PaymentFailed, Paid, PaidLate, PaymentParked, Shipped, PartShipped, Received, Done, Cancelled, RestCancelled, Refunded }

internal enum StepBy { Buyer, Shop, House, Bank }

/// <summary>One line of an order's history: who did what, when and why. Only ever added, in the transaction of the change itself.</summary>
internal sealed class OrderStep
{
    public long Id { get; init; }
    public required long OrderId { get; init; }

    /// <summary>Null: about the whole purchase.</summary>
    public long? SubOrderId { get; init; }
    public required StepKind Kind { get; init; }
    public required StepBy By { get; init; }
    public long? MemberId { get; init; }
    public string Why { get; init; } = "";
    public long? Minor { get; init; }
    public Instant At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<OrderStep>(e =>
    {
        e.ToTable("goods_order_steps");
        e.Property(s => s.Why).HasMaxLength(200);
        e.HasOne<Order>().WithMany().HasForeignKey(s => s.OrderId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(s => new { s.OrderId, s.Id });
    });
}

internal static class OrderHistory
{
    public static void Step(this AppDb db, long orderId, long? subOrderId, StepKind kind, StepBy by, long? memberId, Instant at, string why = "", long? minor = null) =>
        db.Add(new OrderStep { Id = db.NextId(), OrderId = orderId, SubOrderId = subOrderId, Kind = kind, By = by, MemberId = memberId, At = at, Why = why.CutTo(200), Minor = minor });
}
