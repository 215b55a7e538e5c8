using Kaki.Goods.Cart;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Goods.Shipping;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

/// <summary>How far an order of the past has come.</summary>
public enum PastStage { Paid, Shipped, Received, Done }

/// <summary>One piece bought by one person at some time in the past.</summary>
internal sealed record PastPurchase(long Buyer, long Sku, Instant PlacedAt, PastStage Stage);

/// <summary>
/// Makes orders of the past for demo content and imports, by the same entities and rules as a buyer's: prices frozen, stock held and taken, sums checked, history written.
/// No notices, no journal: nobody did it just now.
/// </summary>
internal sealed class PastOrders(AppDb db, Basket basket, StockBook stock, OrderSettings settings)
{
    private static readonly ShipTo Somewhere = new("小柿", "13800002046", "CN-ZJ", "西湖区竹竿巷 18 号");

    /// <summary>Purchases of one piece each, in one go; the pieces are put on the shelf first, so what lies there stays what it was.</summary>
    /// <returns>The order line of each, in the order given.</returns>
    public Task<IReadOnlyList<OrderLine>> Singles(IReadOnlyList<PastPurchase> purchases) => db.Write(async () =>
    {
        var found = await basket.Find([.. purchases.Select(p => p.Sku).Distinct()]);
        var lines = new List<OrderLine>();
        foreach (var p in purchases)
            lines.Add(Place(p.Buyer, found.GetValueOrDefault(p.Sku) ?? throw Refusal.Missing(), p.PlacedAt, p.Stage));
        await db.SaveChangesAsync();
        foreach (var product in lines.CountBy(l => l.ProductId).OrderBy(p => p.Key)) await db.CountSold(product.Key, product.Value);
        foreach (var sku in lines.GroupBy(l => l.SkuId).OrderBy(g => g.Key)) await stock.PassThrough(sku.Key, [.. sku.Select(l => (l.OrderId, l.Shipped > 0))]);
        return (IReadOnlyList<OrderLine>)lines;
    });

    private OrderLine Place(long buyer, BasketLine chosen, Instant placedAt, PastStage to)
    {
        var sum = Sum.Of([chosen]);
        var order = new Order { Id = db.NextId(), BuyerId = buyer, Goods = sum.Goods, Shipping = sum.Shipping, Total = sum.Total, ShipTo = Somewhere, PlacedAt = placedAt, PayBy = placedAt.Plus(settings.ToPay) };
        var part = SubOrder.Of(db.NextId(), order, [chosen], sum);
        var line = OrderLine.Of(db.NextId(), part, chosen);
        db.AddRange(order, part, line);
        db.Step(order.Id, null, StepKind.Placed, StepBy.Buyer, buyer, placedAt);
        Pay(order, part, placedAt.Plus(TimeSpan.FromMinutes(3)));
        if (to != PastStage.Paid) Send(part, line, placedAt.Plus(TimeSpan.FromHours(9)));
        if (to >= PastStage.Received) Receive(part, placedAt.Plus(TimeSpan.FromDays(3)));
        if (to == PastStage.Done) Finish(order, part, placedAt.Plus(TimeSpan.FromDays(3)).Plus(settings.UntilDone));
        return line;
    }

    private void Pay(Order order, SubOrder part, Instant at)
    {
        var payment = Payment.Begin(db.NextId(), order, 1, SandboxProvider.ProviderName, order.PlacedAt);
        payment.Opened(new Id(Charge(payment, at)).ToString(), "");
        payment.Settle(at);
        db.Add(payment);
        db.Note(payment.Id, "paid", "house", at);
        order.Pay(at);
        part.Pay(at);
        db.Step(order.Id, null, StepKind.Paid, StepBy.Buyer, order.BuyerId, at, minor: order.Total.Minor);
    }

    // The test bank knows of it too, or it could give nothing back when such an order is cancelled.
    private long Charge(Payment payment, Instant at)
    {
        var charge = new SandboxCharge { Id = db.NextId(), Reference = new Id(payment.Id).ToString(), Amount = payment.Amount, ReturnUrl = $"/orders/{new Id(payment.OrderId)}", At = at };
        charge.Answer(paid: true, payment.Amount, at);
        db.Add(charge);
        return charge.Id;
    }

    private void Send(SubOrder part, OrderLine line, Instant at)
    {
        var parcel = Parcel.Send(db.NextId(), part, "sf", $"SF{part.Id % 10_000_000_000_000:D13}", null, at);
        db.Add(parcel);
        line.Ship(line.Quantity);
        db.Add(new ParcelLine { ParcelId = parcel.Id, OrderLineId = line.Id, Pieces = line.Quantity });
        part.Ship(true, at, settings.ToConfirm);
        db.Step(part.OrderId, part.Id, StepKind.Shipped, StepBy.Shop, null, at, $"{parcel.Carrier} {parcel.Tracking}");
    }

    private void Receive(SubOrder part, Instant at)
    {
        part.Receive(at, settings.UntilDone);
        db.Step(part.OrderId, part.Id, StepKind.Received, StepBy.Buyer, part.BuyerId, at);
    }

    private void Finish(Order order, SubOrder part, Instant at)
    {
        part.Finish();
        db.Step(order.Id, part.Id, StepKind.Done, StepBy.House, null, at);
        order.Follow([part], at);
    }
}
