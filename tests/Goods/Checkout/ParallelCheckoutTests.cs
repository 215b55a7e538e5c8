using System.Net;
using System.Net.Http.Json;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Checkout;

/// <summary>Random carts, prices and stocks, and everybody at the till at once: whatever comes of it, the books agree.</summary>
public class ParallelCheckoutTests
{
    private const int Shops = 3, VariantsEach = 2, Buyers = 8;

    private sealed record OnShelf(Id Sku, TestStall Shop, long Price, long Flat, int Stock);

    private sealed record Cart(TestPerson Buyer, string Address, (OnShelf What, int Pieces)[] Lines)
    {
        public long Total => Lines.Sum(l => l.What.Price * l.Pieces) + Lines.Select(l => l.What.Shop).Distinct().Sum(s => Lines.First(l => l.What.Shop == s).What.Flat);
    }

    [Theory, BothDatabases]
    public async Task However_many_buy_pay_cancel_and_send_at_once_the_books_agree(Provider provider)
    {
        var site = TestSite.On(provider);
        for (var seed = 1; seed <= 3; seed++)
        {
            var chance = new Random(seed);
            var shelf = await Shelf(site, chance);
            var carts = new List<Cart>();
            for (var b = 0; b < Buyers; b++) carts.Add(await Filled(await site.SignedIn("till"), shelf, chance));
            var orders = (await Task.WhenAll(carts.Select(BuyTwiceWithOneKey))).OfType<Bought>().ToList();
            orders.Count.ShouldBeGreaterThan(0, $"seed {seed}: nobody bought anything");
            orders.Count.ShouldBeLessThan(carts.Count, $"seed {seed}: there was enough for everybody");
            await Agree(site, shelf, carts, orders, $"seed {seed}, bought");
            var fates = orders.Select(_ => chance.Next(4)).ToArray();
            await Task.WhenAll(orders.Select((o, i) => Meet(o, fates[i])));
            await Agree(site, shelf, carts, orders, $"seed {seed}, paid, cancelled, sent");
        }
    }

    private sealed record Bought(Cart Cart, Id Order, string PayUrl);

    private static async Task<List<OnShelf>> Shelf(TestSite site, Random chance)
    {
        var shelf = new List<OnShelf>();
        for (var s = 0; s < Shops; s++)
        {
            var flat = chance.Next(3) * 500;
            var shop = await TestStall.Open(site, flat);
            for (var v = 0; v < VariantsEach; v++)
            {
                var (price, stock) = (chance.Next(1, 9_000), chance.Next(2, 7));
                shelf.Add(new((await shop.Sells(price, stock)).Sku, shop, price, flat, stock));
            }
        }
        return shelf;
    }

    private static async Task<Cart> Filled(TestPerson buyer, List<OnShelf> shelf, Random chance)
    {
        var lines = shelf.OrderBy(_ => chance.Next()).Take(chance.Next(1, 5)).Select(what => (what, chance.Next(1, Math.Min(4, what.Stock + 1)))).ToArray();
        foreach (var (what, pieces) in lines) await buyer.Puts(what.Sku, pieces);
        return new(buyer, await buyer.Address(), lines);
    }

    /// <summary>The same order sent twice at once with one key; who is told that the first is still under way asks again.</summary>
    private static async Task<Bought?> BuyTwiceWithOneKey(Cart cart)
    {
        var key = Guid.CreateVersion7().ToString();
        var answers = await Task.WhenAll(Buy(cart, key), Buy(cart, key));
        answers[0].ShouldBe(answers[1], "one key, two answers");
        return answers[0] is { } order ? new(cart, order.Id, order.PayUrl) : null;
    }

    private static async Task<(Id Id, string PayUrl)?> Buy(Cart cart, string key)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
            {
                Content = JsonContent.Create(new { address = cart.Address, total = cart.Total, lines = cart.Lines.Select(l => new { sku = l.What.Sku.ToString(), quantity = l.Pieces, minor = l.What.Price }) }),
                Headers = { { "Idempotency-Key", key } },
            };
            var answer = await cart.Buyer.Client.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                var placed = await answer.Json();
                return (Id.Parse(placed.GetProperty("order").GetString()!), placed.GetProperty("payUrl").GetString()!);
            }
            var code = await answer.Code();
            if (code is "checkout.stock") return null;
            code.ShouldBe("idempotency.in_flight");
            await Task.Delay(20);
        }
        throw new TimeoutException("The first of the two never ended.");
    }

    private static async Task Meet(Bought order, int fate)
    {
        var buyer = order.Cart.Buyer;
        if (fate == 0) return; // not paid yet
        if (fate == 1)
        {
            (await buyer.Client.PostAsync($"/api/v1/orders/{order.Order}/cancel", null)).EnsureSuccessStatusCode();
            return;
        }
        await buyer.Client.GetAsync(await buyer.AtTheBank(order.PayUrl, "Never"));
        (await buyer.State(order.Order)).ShouldBe("paid");
        if (fate == 2) return;
        foreach (var part in (await buyer.Order(order.Order)).GetProperty("parts").EnumerateArray())
        {
            var shop = order.Cart.Lines.Select(l => l.What.Shop).Distinct().Single(s => s.Slug == part.GetProperty("shopSlug").GetString());
            (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part.GetProperty("id").GetString()}/parcels", new { carrier = "sf", tracking = "SF1234567890" })).EnsureSuccessStatusCode();
        }
    }

    private static async Task Agree(TestSite site, List<OnShelf> shelf, List<Cart> carts, List<Bought> bought, string when)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var buyers = carts.Select(c => c.Buyer.MemberId).ToArray();
        var orders = await db.Set<Order>().AsNoTracking().Where(o => buyers.Contains(o.BuyerId)).ToListAsync();
        var parts = await db.Set<SubOrder>().AsNoTracking().Where(p => buyers.Contains(p.BuyerId)).ToListAsync();
        var lines = await db.Set<OrderLine>().AsNoTracking().Where(l => buyers.Contains(l.BuyerId)).ToListAsync();
        orders.Select(o => o.Id).Order().ShouldBe(bought.Select(b => b.Order.Value).Order(), $"{when}: an order nobody was told of, or twice the same");
        foreach (var (cart, id, _) in bought) OneOrder(cart, orders.Single(o => o.Id == id.Value), [.. parts.Where(p => p.OrderId == id.Value)], lines, when);
        foreach (var order in orders)
            (await db.Set<Payment>().AsNoTracking().Where(p => p.OrderId == order.Id).Select(p => p.Amount).ToListAsync()).ShouldAllBe(a => a == order.Total, when);
        foreach (var on in shelf)
        {
            var row = await db.Set<StockRow>().AsNoTracking().SingleAsync(r => r.Id == on.Sku.Value);
            var book = await db.Set<StockMovement>().AsNoTracking().Where(m => m.SkuId == on.Sku.Value).ToListAsync();
            var mine = lines.Where(l => l.SkuId == on.Sku.Value).Select(l => (l.Quantity, l.Shipped, parts.Single(p => p.Id == l.SubOrderId).State)).ToList();
            row.Free.ShouldBeGreaterThanOrEqualTo(0, when);
            var (sold, held) = (mine.Sum(l => l.Shipped), mine.Where(l => l.State != SubState.Cancelled).Sum(l => l.Quantity - l.Shipped));
            (row.Held, sold + row.Held + row.Free).ShouldBe((held, on.Stock), $"{when}: held, and sold + held + free");
            (book.Sum(m => m.OnHandChange), book.Sum(m => m.HeldChange)).ShouldBe((row.OnHand, row.Held), $"{when}: the book says otherwise than the row");
        }
    }

    private static void OneOrder(Cart cart, Order order, List<SubOrder> parts, List<OrderLine> all, string when)
    {
        order.Total.Minor.ShouldBe(cart.Total, when);
        parts.Select(p => p.MerchantId).Order().ShouldBe(cart.Lines.Select(l => l.What.Shop.Id).Distinct().Order(), $"{when}: one part for each shop");
        foreach (var part in parts)
        {
            part.Goods.Minor.ShouldBe(all.Where(l => l.SubOrderId == part.Id).Sum(l => l.Price.Minor * l.Quantity), when);
            part.Total.Minor.ShouldBe(part.Goods.Minor + part.Shipping.Minor, when);
        }
        (order.Goods.Minor, order.Shipping.Minor, order.Total.Minor).ShouldBe((parts.Sum(p => p.Goods.Minor), parts.Sum(p => p.Shipping.Minor), parts.Sum(p => p.Total.Minor)), when);
        all.Where(l => l.OrderId == order.Id).Select(l => (l.SkuId, l.Quantity)).Order().ShouldBe(cart.Lines.Select(l => (l.What.Sku.Value, l.Pieces)).Order(), when);
    }
}
