using System.Globalization;
using Kaki.Goods.Addresses;
using Kaki.Goods.Cart;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Checkout;

/// <summary>
/// What was chosen becomes one order with a part for each shop, its stock held, in one transaction.
/// What the buyer saw comes along (<see cref="Input.Seen"/>, <see cref="Input.Total"/>): where the world has moved since, it is refused and nothing changes.
/// </summary>
internal sealed class PlaceOrder(AppDb db, Basket basket, KeepAddress addresses, StockBook stock, StartPayment payments, Screen screen, RateLimit limit, OrderSettings settings, TimeProvider clock)
{
    /// <summary>A line as the buyer saw it: variant, how many, minor units of one piece.</summary>
    public sealed record Seen(Id Sku, int Quantity, long Minor)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sku}.{Quantity}.{Minor}");

        public static Seen? Parse(string? text) => text?.Split('.') is [var sku, var quantity, var minor] && Id.TryParse(sku, out var id) && int.TryParse(quantity, out var q) && long.TryParse(minor, out var m) ? new(id, q, m) : null;
    }

    /// <param name="Lines">What is bought, as it was shown.</param>
    /// <param name="Total">Minor units the buyer agreed to pay, delivery included.</param>
    /// <param name="Messages">A word for a shop, by the shop's id.</param>
    /// <param name="Direct">The one line is bought without the cart.</param>
    public sealed record Input(Id Address, IReadOnlyList<Seen> Lines, long Total, IReadOnlyDictionary<string, string>? Messages = null, bool Direct = false, string Provider = "sandbox");

    /// <param name="PayUrl">Where the buyer pays; null where the bank did not answer, and the order is paid from its own page.</param>
    public sealed record Answer(Id Order, Money Total, Instant PayBy, string? PayUrl);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/orders", async (Input input, HttpContext http, Caller caller, PlaceOrder place) => TypedResults.Ok(await place.Run(caller, input, http)))
            .WithName("placeOrder").WithSummary("Buy what is ticked in the cart: one order, a part for each shop").WithTags("orders").ProducesProblem(401).ProducesProblem(409).ProducesProblem(422);

    public async Task<Answer> Run(Caller caller, Input input, HttpContext http)
    {
        var me = caller.Member;
        await limit.Take("order.place", me.ToString(), 60, TimeSpan.FromHours(1));
        await screen.Require(caller, [.. input.Messages?.Values ?? []]);
        payments.Require(input.Provider);
        var (order, payment) = await db.Write(() => Place(caller, me, input));
        var url = await payments.Open(payment, http);
        return new(order.Id, order.Total, order.PayBy, url);
    }

    private async Task<(Order, long Payment)> Place(Caller caller, long me, Input input)
    {
        await db.TurnOf(me);
        if (await db.Set<Order>().CountAsync(o => o.BuyerId == me && o.State == OrderState.Placed) >= Order.MostUnpaid) throw OrderRefusals.Unpaid();
        var lines = await Chosen(me, input);
        var to = (await addresses.Own(caller, input.Address)).ShipTo;
        RefuseWhatChanged(lines, input, caller);
        if (lines.Select(l => l.Shop.Currency).Distinct().Count() > 1) throw CheckoutRefusals.Currencies();
        if (lines.FirstOrDefault(l => l.Rule is { } rule && !rule.Reaches(to.Region)) is { } far) throw CheckoutRefusals.Region(far.Shop.Name.For(caller));
        var shops = lines.GroupBy(l => l.Shop.Id).Select(g => (Lines: g.ToList(), Sum: Sum.Of([.. g]))).ToList();
        var all = Sum.Of(lines[0].Shop.Currency, shops.Select(s => s.Sum));
        if (all.Total.Minor != input.Total) throw CheckoutRefusals.Total(all.Total);
        var now = Instant.Now(clock);
        var order = new Order { Id = db.NextId(), BuyerId = me, Goods = all.Goods, Shipping = all.Shipping, Total = all.Total, ShipTo = to, PlacedAt = now, PayBy = now.Plus(settings.ToPay), Journalled = caller.Journal };
        db.Add(order);
        foreach (var (shopLines, sum) in shops) AddPart(order, shopLines, sum, NoteFor(shopLines[0].Shop.Id, input));
        db.Step(order.Id, null, StepKind.Placed, StepBy.Buyer, me, now);
        var payment = await payments.Begin(order, input.Provider, now);
        db.Publish(new OrderPlaced(order.Id, me, order.Total));
        foreach (var l in lines) db.Journal(caller, clock, "order", $"product:{new Id(l.Product.Id)}", value: l.Amount.Minor);
        if (!input.Direct) await EmptyCart(lines);
        await db.SaveChangesAsync();
        await Hold(lines, order, caller);
        return (order, payment);
    }

    private async Task<List<BasketLine>> Chosen(long me, Input input)
    {
        if (input.Lines is not { Count: > 0 and <= CartLine.MostLines }) throw CheckoutRefusals.Empty();
        if (!input.Direct)
        {
            var picked = await basket.OfCart(me, pickedOnly: true);
            return picked.Count > 0 ? picked : throw CheckoutRefusals.Empty();
        }
        if (input.Lines is not [var one]) throw CheckoutRefusals.Lines();
        var lines = await basket.OfOne(one.Sku, one.Quantity);
        return lines.Count > 0 ? lines : throw Refusal.Missing();
    }

    private static void RefuseWhatChanged(List<BasketLine> lines, Input input, Caller caller)
    {
        foreach (var l in lines)
        {
            var title = l.Product.Title.For(caller);
            if (l.Trouble == Trouble.OffSale) throw CheckoutRefusals.Gone(title);
            if (l.Trouble != Trouble.None) throw CheckoutRefusals.Stock(title, Math.Max(0, l.Free));
            var seen = input.Lines.FirstOrDefault(s => s.Sku.Value == l.Sku.Id) ?? throw CheckoutRefusals.Lines();
            if (seen.Quantity != l.Quantity) throw CheckoutRefusals.Lines();
            if (seen.Minor != l.Sku.Price.Minor) throw CheckoutRefusals.Price(title, new Money(seen.Minor, l.Sku.Price.Currency), l.Sku.Price);
        }
        if (input.Lines.Count != lines.Count) throw CheckoutRefusals.Lines();
    }

    private static string NoteFor(long shop, Input input)
    {
        var note = (input.Messages?.GetValueOrDefault(new Id(shop).ToString()) ?? "").Trim();
        return note.Length <= SubOrder.LongestNote && !note.Contains('\0') ? note : throw OrderRefusals.Note();
    }

    private void AddPart(Order order, List<BasketLine> lines, Sum sum, string note)
    {
        var part = SubOrder.Of(db.NextId(), order, lines, sum, note);
        db.Add(part);
        foreach (var l in lines) db.Add(OrderLine.Of(db.NextId(), part, l));
    }

    // What is gone from the cart was bought or taken out in the same moment by another window; what is more of it was put in there, and is not bought here.
    private async Task EmptyCart(List<BasketLine> lines)
    {
        var gone = 0;
        foreach (var alike in lines.GroupBy(l => l.Quantity, l => l.Line).OrderBy(g => g.Key))
        {
            List<long> bought = [.. alike];
            gone += await db.Set<CartLine>().Where(l => bought.Contains(l.Id) && l.Quantity == alike.Key).ExecuteDeleteAsync();
        }
        if (gone != lines.Count) throw CheckoutRefusals.Lines();
    }

    // In the order of the variants, and last: see StockBook.
    private async Task Hold(List<BasketLine> lines, Order order, Caller caller)
    {
        foreach (var l in lines.OrderBy(l => l.Sku.Id))
            if (!await stock.Hold(l.Sku.Id, l.Quantity, order.Id)) throw CheckoutRefusals.Stock(l.Product.Title.For(caller), Math.Max(0, l.Free));
    }
}
