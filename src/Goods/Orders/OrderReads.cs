using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Shipping;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods;

/// <summary>An order in an operator's list. <paramref name="Parked"/>: a payment or refund of it waits for somebody to decide.</summary>
internal sealed record OrderRow(Id Id, Id BuyerId, string State, Money Total, int Parts, Instant PlacedAt, Instant? PaidAt, bool Parked);

/// <summary>One line of an order's whole story: <paramref name="Room"/> is order, stock, payment, webhook, refund or parcel.</summary>
internal sealed record StoryLine(Instant At, string Room, string What, string Detail, Money? Amount, Id? MemberId);

internal sealed record OrderStory(OrderRow Order, Money Goods, Money Shipping, string Region, IReadOnlyList<OrderStory.Part> Parts, IReadOnlyList<OrderStory.Paid> Payments, IReadOnlyList<OrderStory.Back> Refunds, IReadOnlyList<StoryLine> Lines)
{
    public sealed record Part(Id Id, Id MerchantId, Text2 Shop, string State, Money Total, IReadOnlyList<Item> Items);
    public sealed record Item(Text2 Title, Text2 Variant, Money Price, int Quantity, int Shipped, int HeldNow);
    public sealed record Paid(Id Id, string Provider, string State, Money Amount, long RefundedMinor, string? Reference, string Why);
    public sealed record Back(Id Id, string State, string Reason, Money Amount, string Error);
}

/// <summary>Orders for operators: the list, and everything that happened to one.</summary>
internal sealed class OrderReads(AppDb db)
{
    private const int Size = 50;

    /// <summary>What a list may be narrowed to.</summary>
    internal static readonly string[] States = ["placed", "paid", "done", "cancelled", "parked"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/console/orders").WithTags("operators");
        group.MapGet("", async (Caller caller, OrderReads orders, string? state, string? text, Cursor? after) => TypedResults.Ok(await orders.List(caller, Known(state), text, null, after)))
            .WithName("listAllOrders").WithSummary("Every order, newest first; by state, or by the id of an order, a part or a payment, or a tracking number (operators)").ProducesProblem(403);
        group.MapGet("/{id}", async (Id id, Caller caller, OrderReads orders) => TypedResults.Ok(await orders.Story(caller, id)))
            .WithName("readOrderStory").WithSummary("Everything that happened to an order, without name, phone and street (operators)").ProducesProblem(403).ProducesProblem(404);
    }

    private static string? Known(string? state) => string.IsNullOrEmpty(state) || States.Contains(state) ? state : throw Refusal.Invalid("state", "choice", string.Join(", ", States));

    /// <param name="state">One of <see cref="States"/>, "parked" being those whose payment waits; null for all.</param>
    /// <param name="text">An order's, part's or payment's id, or a tracking number.</param>
    public async Task<Page<OrderRow>> List(Caller caller, string? state = null, string? text = null, long? buyer = null, Cursor? after = null)
    {
        caller.Require(Rights.Operate);
        var orders = Found(db.Set<Order>().AsNoTracking(), text);
        if (state == "parked") orders = orders.Where(o => db.Set<Payment>().Any(p => p.OrderId == o.Id && p.State == PaymentState.Parked) || db.Set<Refund>().Any(r => r.OrderId == o.Id && r.State == RefundState.Parked));
        else if (Enum.TryParse<OrderState>(state, true, out var wanted)) orders = orders.Where(o => o.State == wanted);
        if (buyer is { } member) orders = orders.Where(o => o.BuyerId == member);
        if (after is { } place)
        {
            var key = new Instant(place.Key);
            orders = orders.Where(o => o.PlacedAt < key || o.PlacedAt == key && o.Id < place.Id);
        }
        var rows = await Rows(orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(Size + 1));
        return Page<OrderRow>.Of([.. rows.Select(r => r.Row)], Size, r => new(r.PlacedAt.Micros, r.Id));
    }

    /// <summary>Six queries and a line in the audit; without name, phone and street.</summary>
    public async Task<OrderStory> Story(Caller caller, Id id)
    {
        caller.Require(Rights.Operate);
        var (row, order) = (await Rows(db.Set<Order>().AsNoTracking().Where(o => o.Id == id.Value))).SingleOrDefault();
        if (row is null) throw Refusal.Missing();
        await db.Write(() => { Audit.Add(db, caller, "order.read", $"order:{id}", null); return Task.CompletedTask; }); // what somebody bought is theirs
        var payments = await db.Set<Payment>().AsNoTracking().Where(p => p.OrderId == id.Value).OrderBy(p => p.Id).Select(p => new { Payment = p, Refunds = db.Set<Refund>().Where(r => r.PaymentId == p.Id).OrderBy(r => r.Id).ToList() }).ToListAsync();
        var moves = await db.Set<StockMovement>().AsNoTracking().Where(m => m.OrderId == id.Value).OrderByDescending(m => m.Id).Take(500).ToListAsync();
        return new(row, order.Goods, order.Shipping, order.ShipTo.Region, await Parts(order.Id),
            [.. payments.Select(p => p.Payment).Select(p => new OrderStory.Paid(p.Id, p.Provider, Camel(p.State), p.Amount, p.RefundedMinor, p.Reference, p.Why))],
            [.. payments.SelectMany(p => p.Refunds).Select(r => new OrderStory.Back(r.Id, Camel(r.State), r.Reason, r.Amount, r.Error))], await Lines(order, [.. payments.Select(p => p.Payment.Id)], moves));
    }

    private IQueryable<Order> Found(IQueryable<Order> orders, string? text)
    {
        var wanted = (text ?? "").Trim();
        if (wanted.Length == 0) return orders;
        var id = Id.TryParse(wanted, out var parsed) ? parsed.Value : -1;
        var tracking = wanted.ToUpperInvariant();
        return orders.Where(o => o.Id == id || db.Set<SubOrder>().Any(s => s.Id == id && s.OrderId == o.Id) || db.Set<Payment>().Any(p => p.OrderId == o.Id && (p.Id == id || p.Reference == wanted)) || db.Set<Parcel>().Any(p => p.OrderId == o.Id && p.Tracking == tracking));
    }

    private async Task<List<(OrderRow Row, Order Order)>> Rows(IQueryable<Order> orders)
    {
        var rows = await orders.Select(o => new { Order = o, Parts = db.Set<SubOrder>().Count(s => s.OrderId == o.Id), Parked = db.Set<Payment>().Any(p => p.OrderId == o.Id && p.State == PaymentState.Parked) || db.Set<Refund>().Any(r => r.OrderId == o.Id && r.State == RefundState.Parked) }).ToListAsync();
        return [.. rows.Select(r => (new OrderRow(r.Order.Id, r.Order.BuyerId, Camel(r.Order.State), r.Order.Total, r.Parts, r.Order.PlacedAt, r.Order.PaidAt, r.Parked), r.Order))];
    }

    private async Task<List<OrderStory.Part>> Parts(long order)
    {
        var parts = await (from s in db.Set<SubOrder>().AsNoTracking().Where(s => s.OrderId == order) join m in db.Set<Merchants.Merchant>() on s.MerchantId equals m.Id orderby s.Id
                           select new { Sub = s, m.Name, Lines = db.Set<OrderLine>().Where(l => l.SubOrderId == s.Id).OrderBy(l => l.Id).Select(l => new { Line = l, Held = db.Set<StockMovement>().Where(m => m.OrderId == order && m.SkuId == l.SkuId).Sum(m => m.HeldChange) }).ToList() }).ToListAsync();
        return [.. parts.Select(p => new OrderStory.Part(p.Sub.Id, p.Sub.MerchantId, p.Name, Camel(p.Sub.State), p.Sub.Total,
            [.. p.Lines.Select(l => new OrderStory.Item(l.Line.Title, l.Line.Variant, l.Line.Price, l.Line.Quantity, l.Line.Shipped, l.Held))]))];
    }

    private async Task<List<StoryLine>> Lines(Order order, List<long> payments, List<StockMovement> moves)
    {
        var steps = await db.Set<OrderStep>().AsNoTracking().Where(s => s.OrderId == order.Id).OrderByDescending(s => s.Id).Take(500).ToListAsync();
        var heard = await db.Set<PaymentNote>().Where(n => payments.Contains(n.PaymentId)).Select(n => new { n.At, Room = "payment", What = n.Kind, Detail = n.From + " " + n.Detail })
            .Concat(db.Set<WebhookSeen>().Where(w => w.PaymentId != null && payments.Contains(w.PaymentId.Value)).Select(w => new { w.At, Room = "webhook", What = "heard", Detail = w.Id }))
            .OrderByDescending(h => h.At).Take(600).ToListAsync();
        var currency = order.Total.Currency;
        return [.. steps.OrderBy(s => s.Id).Select(s => new StoryLine(s.At, "order", Camel(s.Kind), s.Why, s.Minor is { } minor ? new Money(minor, currency) : null, Person(s.MemberId)))
            .Concat(moves.OrderBy(m => m.Id).Select(m => new StoryLine(m.At, "stock", Camel(m.Kind), $"{new Id(m.SkuId)} {Math.Max(Math.Abs(m.HeldChange), Math.Abs(m.OnHandChange))}", null, Person(m.ById))))
            .Concat(heard.Select(h => new StoryLine(h.At, h.Room, h.What, h.Detail.Trim(), null, null)))
            .OrderBy(l => l.At)];
    }

    private static Id? Person(long? id) => id is { } known ? new Id(known) : null;

    private static string Camel<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
