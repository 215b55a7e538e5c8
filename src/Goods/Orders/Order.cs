using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

internal enum OrderState { Placed, Paid, Done, Cancelled }

/// <summary>One purchase: what a buyer pays at once, split into a <see cref="SubOrder"/> for each shop.</summary>
internal sealed class Order
{
    /// <summary>One buyer holds stock with so many orders at most before they pay.</summary>
    public const int MostUnpaid = 5;

    public long Id { get; init; }
    public required long BuyerId { get; init; }
    public OrderState State { get; private set; }
    public Money Goods { get; init; } = Money.Zero("CNY");
    public Money Shipping { get; init; } = Money.Zero("CNY");
    public Money Total { get; init; } = Money.Zero("CNY");
    public ShipTo ShipTo { get; init; } = ShipTo.Nowhere;
    public Instant PlacedAt { get; init; }

    /// <summary>Until then the stock is held and the order may be paid.</summary>
    public Instant PayBy { get; init; }
    public Instant? PaidAt { get; private set; }
    public Instant? ClosedAt { get; private set; }

    /// <summary>Whether the buyer allowed their acts to be journalled under their name: a payment is told by the bank, without them.</summary>
    public bool Journalled { get; init; }
    public long Version { get; private set; }

    /// <summary>Whose acts the journal takes it for.</summary>
    public long? Actor => Journalled ? BuyerId : null;

    /// <summary>A sum as its history holds it; null for one of another currency, which would be read as one of the order's.</summary>
    public long? In(Money sum) => sum.Currency == Total.Currency ? sum.Minor : null;

    public bool MayBePaid(Instant now) => State == OrderState.Placed && now < PayBy;

    public void Pay(Instant now)
    {
        if (State != OrderState.Placed) throw OrderRefusals.State();
        (State, PaidAt) = (OrderState.Paid, now);
    }

    /// <summary>The whole purchase is off; only while it is not paid.</summary>
    public void Cancel(Instant now)
    {
        if (State != OrderState.Placed) throw OrderRefusals.State();
        (State, ClosedAt) = (OrderState.Cancelled, now);
    }

    /// <summary>Follows its parts: done when each of them is done or cancelled, cancelled when all are.</summary>
    public void Follow(IReadOnlyCollection<SubOrder> parts, Instant now)
    {
        if (State != OrderState.Paid || !parts.All(p => p.State is SubState.Done or SubState.Cancelled)) return;
        (State, ClosedAt) = (parts.All(p => p.State == SubState.Cancelled) ? OrderState.Cancelled : OrderState.Done, now);
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Order>(e =>
        {
            e.ToTable("goods_orders", t => t.HasCheckConstraint("ck_goods_orders_sum", "total_minor = goods_minor + shipping_minor and goods_minor >= 0 and shipping_minor >= 0"));
            e.ComplexProperty(o => o.ShipTo, s =>
            {
                s.Property(x => x.Name).HasMaxLength(40);
                s.Property(x => x.Phone).HasMaxLength(20);
                s.Property(x => x.Region).HasMaxLength(10);
                s.Property(x => x.Street).HasMaxLength(120);
            });
            e.HasIndex(o => new { o.BuyerId, o.PlacedAt, o.Id });
            e.HasIndex(o => new { o.State, o.PayBy });
            e.HasIndex(o => new { o.PlacedAt, o.Id });
        });
        SubOrder.Map(model);
        OrderLine.Map(model);
        OrderStep.Map(model);
    }
}
