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

namespace Kaki.Goods.Orders
{
    /// <summary>How far an order made for demo content has come.</summary>
    internal enum DemoStage { Paid, Shipped, Received, Done }

    /// <summary>One piece bought by one person at some time in the past.</summary>
    internal sealed record PastPurchase(long Buyer, long Sku, Instant PlacedAt, string Stage);
}

namespace Kaki.Goods
{
    using Kaki.Goods.Orders;

    /// <summary>
    /// Makes orders of the past for demo content and imports, by the same entities and rules as a buyer's: prices frozen, stock held and taken, sums checked, history written.
    /// No notices, no journal: nobody did it just now.
    /// </summary>
    internal sealed class DemoOrders
    {
        private static readonly ShipTo Somewhere = new("小柿", "13800002046", "CN-ZJ", "西湖区竹竿巷 18 号");

        private readonly AppDb db;
        private readonly Basket basket;
        private readonly StockBook stock;
        private readonly OrderSettings settings;

        internal DemoOrders(AppDb db, Basket basket, StockBook stock, OrderSettings settings) => (this.db, this.basket, this.stock, this.settings) = (db, basket, stock, settings);

        /// <summary>Purchases of one piece each, in one go; the pieces are put on the shelf first, so what lies there stays what it was.</summary>
        /// <returns>The order line of each, in the order given.</returns>
        internal Task<IReadOnlyList<OrderLine>> Singles(IReadOnlyList<PastPurchase> purchases) => db.Write(async () =>
        {
            var found = await basket.Find([.. purchases.Select(p => p.Sku).Distinct()]);
            var lines = new List<OrderLine>();
            foreach (var p in purchases)
                lines.Add(Place(p.Buyer, [found.GetValueOrDefault(p.Sku) ?? throw Refusal.Missing()], p.PlacedAt, StageOf(p.Stage)).Parts[0].Lines[0]);
            await db.SaveChangesAsync();
            foreach (var product in lines.CountBy(l => l.ProductId).OrderBy(p => p.Key)) await db.CountSold(product.Key, product.Value);
            foreach (var sku in lines.GroupBy(l => l.SkuId).OrderBy(g => g.Key)) await stock.PassThrough(sku.Key, [.. sku.Select(l => (l.OrderId, l.Shipped > 0))]);
            return (IReadOnlyList<OrderLine>)lines;
        });

        private static DemoStage StageOf(string stage) => Enum.TryParse<DemoStage>(stage, true, out var to) ? to : throw new ArgumentException($"There is no stage {stage}.", nameof(stage));

        private (Order Order, List<(SubOrder Part, List<OrderLine> Lines)> Parts) Place(long buyer, List<BasketLine> chosen, Instant placedAt, DemoStage to)
        {
            var shops = chosen.GroupBy(l => l.Shop.Id).Select(g => (Lines: g.ToList(), Sum: Sum.Of([.. g]))).ToList();
            var all = Sum.Of(chosen[0].Shop.Currency, shops.Select(s => s.Sum));
            var order = new Order { Id = db.NextId(), BuyerId = buyer, Goods = all.Goods, Shipping = all.Shipping, Total = all.Total, ShipTo = Somewhere, PlacedAt = placedAt, PayBy = placedAt.Plus(settings.ToPay) };
            db.Add(order);
            db.Step(order.Id, null, StepKind.Placed, StepBy.Buyer, buyer, placedAt);
            var parts = shops.Select(s => AddPart(order, s.Lines, s.Sum)).ToList();
            Pay(order, parts.Select(p => p.Part), placedAt.Plus(TimeSpan.FromMinutes(3)));
            if (to != DemoStage.Paid) foreach (var (part, lines) in parts) Send(part, lines, placedAt.Plus(TimeSpan.FromHours(9)));
            if (to >= DemoStage.Received) foreach (var (part, _) in parts) Receive(part, placedAt.Plus(TimeSpan.FromDays(3)));
            if (to == DemoStage.Done) Finish(order, [.. parts.Select(p => p.Part)], placedAt.Plus(TimeSpan.FromDays(3)).Plus(settings.UntilDone));
            return (order, parts);
        }

        private (SubOrder Part, List<OrderLine> Lines) AddPart(Order order, List<BasketLine> lines, Sum sum)
        {
            var part = new SubOrder
            {
                Id = db.NextId(), OrderId = order.Id, BuyerId = order.BuyerId, MerchantId = lines[0].Shop.Id, Goods = sum.Goods, Shipping = sum.Shipping, Total = sum.Total,
                DispatchDays = lines[0].Rule?.DispatchDays ?? 2, PlacedAt = order.PlacedAt,
            };
            db.Add(part);
            var made = lines.Select(l => new OrderLine
            {
                Id = db.NextId(), OrderId = order.Id, SubOrderId = part.Id, BuyerId = order.BuyerId, MerchantId = part.MerchantId, ProductId = l.Product.Id, SkuId = l.Sku.Id, Title = l.Product.Title, Variant = l.Product.VariantOf(l.Sku),
                Price = l.Sku.Price, Quantity = l.Quantity, CoverId = l.PictureId, CoverWidth = l.Product.CoverWidth, CoverHeight = l.Product.CoverHeight, CoverColour = l.Product.CoverColour,
            }).ToList();
            db.AddRange(made);
            return (part, made);
        }

        private void Pay(Order order, IEnumerable<SubOrder> parts, Instant at)
        {
            var payment = Payment.Begin(db.NextId(), order, 1, SandboxProvider.ProviderName, order.PlacedAt);
            payment.Opened(new Id(Charge(payment, at)).ToString(), "");
            payment.Settle(at);
            db.Add(payment);
            db.Note(payment.Id, "paid", "house", at);
            order.Pay(at);
            foreach (var part in parts) part.Pay(at);
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

        private void Send(SubOrder part, List<OrderLine> lines, Instant at)
        {
            var parcel = Parcel.Send(db.NextId(), part, "sf", $"SF{part.Id % 10_000_000_000_000:D13}", null, at);
            db.Add(parcel);
            foreach (var line in lines)
            {
                line.Ship(line.Quantity);
                db.Add(new ParcelLine { ParcelId = parcel.Id, OrderLineId = line.Id, Pieces = line.Quantity });
            }
            part.Ship(true, at, settings.ToConfirm);
            db.Step(part.OrderId, part.Id, StepKind.Shipped, StepBy.Shop, null, at, $"{parcel.Carrier} {parcel.Tracking}");
        }

        private void Receive(SubOrder part, Instant at)
        {
            part.Receive(at, settings.UntilDone);
            db.Step(part.OrderId, part.Id, StepKind.Received, StepBy.Buyer, part.BuyerId, at);
        }

        private void Finish(Order order, IReadOnlyList<SubOrder> parts, Instant at)
        {
            foreach (var part in parts)
            {
                part.Finish();
                db.Step(order.Id, part.Id, StepKind.Done, StepBy.House, null, at);
            }
            order.Follow(parts, at);
        }
    }
}
