using Kaki.Goods.Cart;
using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

internal enum SubState { Placed, Paid, PartShipped, Shipped, Received, Done, Cancelled }

/// <summary>One shop's part of a purchase: it is sent, received and, as far as it was not sent, called off by itself.</summary>
internal sealed class SubOrder
{
    public const int LongestNote = 200, LongestReason = 200;

    /// <summary>Reasons of the house where the shop was late, beside "buyer" and "time" for an order that was not paid, and "undecided" for one of which another sum came.</summary>
    public const string UnsentByBuyer = "unsent.buyer", UnsentByHouse = "unsent.house";

    /// <summary>Reasons that are said in the house's words: a shop that typed one would speak for the buyer or the house.</summary>
    public static readonly IReadOnlySet<string> ReasonsOfTheHouse = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "buyer", "time", "undecided", UnsentByBuyer, UnsentByHouse };

    public long Id { get; init; }
    public required long OrderId { get; init; }
    public required long BuyerId { get; init; }
    public required long MerchantId { get; init; }
    public SubState State { get; private set; }
    public Money Goods { get; init; } = Money.Zero("CNY");
    public Money Shipping { get; init; } = Money.Zero("CNY");
    public Money Total { get; init; } = Money.Zero("CNY");

    /// <summary>What the buyer tells the shop.</summary>
    public string Note { get; init; } = "";
    public int DispatchDays { get; init; }
    public Instant PlacedAt { get; init; }
    public Instant? PaidAt { get; private set; }

    /// <summary>The shop promised to hand the parcel over until then.</summary>
    public Instant? ShipBy { get; private set; }
    public Instant? ShippedAt { get; private set; }
    public Instant? ConfirmBy { get; private set; }
    public Instant? ReceivedAt { get; private set; }
    public Instant? DoneBy { get; private set; }

    /// <summary>Why it is off; in one that was sent, why what is missing of it is.</summary>
    public string? CancelReason { get; private set; }
    public long Version { get; private set; }

    /// <param name="lines">Of one shop.</param>
    public static SubOrder Of(long id, Order order, IReadOnlyList<BasketLine> lines, Sum sum, string note = "") => new()
    {
        Id = id, OrderId = order.Id, BuyerId = order.BuyerId, MerchantId = lines[0].Shop.Id, Goods = sum.Goods, Shipping = sum.Shipping, Total = sum.Total,
        Note = note, DispatchDays = lines[0].Rule?.DispatchDays ?? 2, PlacedAt = order.PlacedAt,
    };

    public bool MayShip => State is SubState.Paid or SubState.PartShipped;
    public bool MayReceive => State == SubState.Shipped;
    public bool MayReview => State is SubState.Received or SubState.Done;

    /// <summary>The shop promised to send by now and did not, or not everything: nobody need wait any longer.</summary>
    public bool Late(Instant now) => MayShip && ShipBy < now;

    public void Pay(Instant now)
    {
        Require(State == SubState.Placed);
        (State, PaidAt, ShipBy) = (SubState.Paid, now, now.Plus(TimeSpan.FromDays(DispatchDays)));
    }

    /// <summary>A parcel went out; <paramref name="all"/>: nothing is left on the shelf.</summary>
    public void Ship(bool all, Instant now, TimeSpan toConfirm)
    {
        Require(MayShip);
        State = all ? SubState.Shipped : SubState.PartShipped;
        if (all) (ShippedAt, ConfirmBy) = (now, now.Plus(toConfirm));
    }

    public void Receive(Instant now, TimeSpan untilDone)
    {
        Require(MayReceive);
        (State, ReceivedAt, DoneBy) = (SubState.Received, now, now.Plus(untilDone));
    }

    public void Finish()
    {
        Require(State == SubState.Received);
        State = SubState.Done;
    }

    /// <summary>What goes back when it is called off now: everything with delivery, or, when a parcel went out, the price of what was not in it.</summary>
    public Money GivesBack(IEnumerable<OrderLine> lines) =>
        State == SubState.PartShipped ? lines.Aggregate(Money.Zero(Goods.Currency), (sum, l) => sum + l.Price * l.ToShip) : Total;

    /// <summary>Paid and not sent, or not all of it: it is off, or the parcels that went out are all that comes.</summary>
    public void CallOff(string reason, Instant now, TimeSpan toConfirm)
    {
        Require(MayShip);
        if (State == SubState.PartShipped) (State, ShippedAt, ConfirmBy) = (SubState.Shipped, now, now.Plus(toConfirm));
        else State = SubState.Cancelled;
        CancelReason = reason;
    }

    /// <summary>Off with its order, before it was paid.</summary>
    public void Cancel(string reason)
    {
        Require(State == SubState.Placed);
        (State, CancelReason) = (SubState.Cancelled, reason);
    }

    private static void Require(bool allowed)
    {
        if (!allowed) throw OrderRefusals.State();
    }

    public static void Map(ModelBuilder model) => model.Entity<SubOrder>(e =>
    {
        e.ToTable("goods_sub_orders", t => t.HasCheckConstraint("ck_goods_sub_orders_sum", "total_minor = goods_minor + shipping_minor"));
        e.Property(s => s.Note).HasMaxLength(LongestNote);
        e.Property(s => s.CancelReason).HasMaxLength(LongestReason);
        e.HasOne<Order>().WithMany().HasForeignKey(s => s.OrderId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne<Merchant>().WithMany().HasForeignKey(s => s.MerchantId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(s => new { s.OrderId, s.MerchantId }).IsUnique();
        e.HasIndex(s => new { s.MerchantId, s.State, s.PlacedAt, s.Id });
        e.HasIndex(s => new { s.MerchantId, s.PlacedAt, s.Id });
        e.HasIndex(s => new { s.BuyerId, s.State, s.PlacedAt, s.Id });
        e.HasIndex(s => new { s.State, s.ConfirmBy });
        e.HasIndex(s => new { s.State, s.DoneBy });
    });
}
