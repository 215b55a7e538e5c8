using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Shipping;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods;

/// <summary>An order in an operator's list. <paramref name="Parked"/>: a payment of it waits for somebody to look.</summary>
public sealed record OrderRow(Id Id, long BuyerId, string State, Money Total, int Parts, Instant PlacedAt, Instant? PaidAt, bool Parked);

/// <summary>One line of an order's whole story: <paramref name="Room"/> is order, stock, payment, webhook, refund or parcel.</summary>
public sealed record StoryLine(Instant At, string Room, string What, string Detail, Money? Amount, long? MemberId);

public sealed record OrderStory(OrderRow Order, Money Goods, Money Shipping, string Region, IReadOnlyList<OrderStory.Part> Parts, IReadOnlyList<OrderStory.Paid> Payments, IReadOnlyList<StoryLine> Lines)
{
    public sealed record Part(Id Id, long MerchantId, Text2 Shop, string State, Money Total, IReadOnlyList<Item> Items);
    public sealed record Item(Text2 Title, Text2 Variant, Money Price, int Quantity, int Shipped, int HeldNow);
    public sealed record Paid(Id Id, string Provider, string State, Money Amount, long RefundedMinor, string? Reference, string Why);
}

/// <summary>Orders for operators: the list, and everything that happened to one.</summary>
public sealed class OrderReads
{
    private const int Size = 50;
    private readonly AppDb db;

    internal OrderReads(AppDb db) => this.db = db;

    /// <param name="state">Placed, Paid, Done or Cancelled; "parked" for those whose payment waits; null for all.</param>
    /// <param name="text">An order's, part's or payment's id, or a tracking number.</param>
    public async Task<Page<OrderRow>> List(Caller caller, string? state = null, string? text = null, long? buyer = null, string? after = null)
    {
        caller.Require(Rights.Operate);
        var orders = Found(db.Set<Order>().AsNoTracking(), text);
        if (state == "parked") orders = orders.Where(o => db.Set<Payment>().Any(p => p.OrderId == o.Id && p.State == PaymentState.Parked));
        else if (Enum.TryParse<OrderState>(state, true, out var wanted)) orders = orders.Where(o => o.State == wanted);
        if (buyer is { } member) orders = orders.Where(o => o.BuyerId == member);
        if (ListOrders.Place(after) is { } place)
        {
            var key = new Instant(place.Key);
            orders = orders.Where(o => o.PlacedAt < key || o.PlacedAt == key && o.Id < place.Id);
        }
        var rows = await Rows(orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(Size + 1));
        return Page<OrderRow>.Of(rows, Size, r => new(r.PlacedAt.Micros, r.Id));
    }

    /// <summary>Eight queries; without name, phone and street.</summary>
    public async Task<OrderStory> Story(Caller caller, Id id)
    {
        caller.Require(Rights.Operate);
        var row = (await Rows(db.Set<Order>().AsNoTracking().Where(o => o.Id == id.Value))).SingleOrDefault() ?? throw Refusal.Missing();
        var order = await db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == id.Value);
        var payments = await db.Set<Payment>().AsNoTracking().Where(p => p.OrderId == id.Value).OrderBy(p => p.Id).ToListAsync();
        var moves = await db.Set<StockMovement>().AsNoTracking().Where(m => m.OrderId == id.Value).OrderBy(m => m.Id).Take(500).ToListAsync();
        return new(row, order.Goods, order.Shipping, order.ShipTo.Region, await Parts(order.Id, moves),
            [.. payments.Select(p => new OrderStory.Paid(p.Id, p.Provider, p.State.ToString(), p.Amount, p.RefundedMinor, p.Reference, p.Why))], await Lines(order, payments, moves));
    }

    private IQueryable<Order> Found(IQueryable<Order> orders, string? text)
    {
        var wanted = (text ?? "").Trim();
        if (wanted.Length == 0) return orders;
        var id = Id.TryParse(wanted, out var parsed) ? parsed.Value : -1;
        var tracking = wanted.ToUpperInvariant();
        return orders.Where(o => o.Id == id || db.Set<SubOrder>().Any(s => s.Id == id && s.OrderId == o.Id) || db.Set<Payment>().Any(p => p.OrderId == o.Id && (p.Id == id || p.Reference == wanted)) || db.Set<Parcel>().Any(p => p.OrderId == o.Id && p.Tracking == tracking));
    }

    private async Task<List<OrderRow>> Rows(IQueryable<Order> orders)
    {
        var rows = await orders.Select(o => new { Order = o, Parts = db.Set<SubOrder>().Count(s => s.OrderId == o.Id), Parked = db.Set<Payment>().Any(p => p.OrderId == o.Id && p.State == PaymentState.Parked) }).ToListAsync();
        return [.. rows.Select(r => new OrderRow(r.Order.Id, r.Order.BuyerId, r.Order.State.ToString(), r.Order.Total, r.Parts, r.Order.PlacedAt, r.Order.PaidAt, r.Parked))];
    }

    private async Task<List<OrderStory.Part>> Parts(long order, List<StockMovement> moves)
    {
        var parts = await (from s in db.Set<SubOrder>().AsNoTracking().Where(s => s.OrderId == order) join m in db.Set<Merchants.Merchant>() on s.MerchantId equals m.Id orderby s.Id select new { Sub = s, m.Name }).ToListAsync();
        var lines = (await db.Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == order).OrderBy(l => l.Id).ToListAsync()).ToLookup(l => l.SubOrderId);
        var held = moves.GroupBy(m => m.SkuId).ToDictionary(g => g.Key, g => g.Sum(m => m.HeldChange));
        return [.. parts.Select(p => new OrderStory.Part(p.Sub.Id, p.Sub.MerchantId, p.Name, p.Sub.State.ToString(), p.Sub.Total,
            [.. lines[p.Sub.Id].Select(l => new OrderStory.Item(l.Title, l.Variant, l.Price, l.Quantity, l.Shipped, held.GetValueOrDefault(l.SkuId)))]))];
    }

    private async Task<List<StoryLine>> Lines(Order order, List<Payment> payments, List<StockMovement> moves)
    {
        var steps = await db.Set<OrderStep>().AsNoTracking().Where(s => s.OrderId == order.Id).OrderBy(s => s.Id).Take(500).ToListAsync();
        var ids = payments.Select(p => p.Id).ToList();
        var notes = await db.Set<PaymentNote>().AsNoTracking().Where(n => ids.Contains(n.PaymentId)).OrderBy(n => n.Id).Take(500).ToListAsync();
        var webhooks = await db.Set<WebhookSeen>().AsNoTracking().Where(w => w.PaymentId != null && ids.Contains(w.PaymentId.Value)).OrderBy(w => w.At).Take(100).ToListAsync();
        var currency = order.Total.Currency;
        return [.. steps.Select(s => new StoryLine(s.At, "order", s.Kind.ToString(), s.Why, s.Minor is { } minor ? new Money(minor, currency) : null, s.MemberId))
            .Concat(moves.Select(m => new StoryLine(m.At, "stock", m.Kind.ToString(), $"{new Id(m.SkuId)} {Math.Max(Math.Abs(m.HeldChange), Math.Abs(m.OnHandChange))}", null, m.ById)))
            .Concat(notes.Select(n => new StoryLine(n.At, "payment", n.Kind, $"{n.From} {n.Detail}".Trim(), null, null)))
            .Concat(webhooks.Select(w => new StoryLine(w.At, "webhook", "heard", w.Id, null, null)))
            .OrderBy(l => l.At)];
    }
}
