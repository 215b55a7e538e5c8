using System.Net;
using System.Net.Http.Json;
using FsCheck;
using FsCheck.Fluent;
using Kaki.Goods;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Orders;

/// <summary>What a shop does not send does not keep money and stock for good.</summary>
public class UnsentTests
{
    [Theory, BothDatabases]
    public async Task A_buyer_calls_off_what_was_not_sent_in_time(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site, flat: 600);
        var (_, pot) = await shop.Sells(990, 10);
        TestPerson buyer = await site.SignedIn("tired"), other = await site.SignedIn("other");
        var (order, url) = await buyer.Buys(pot, 2, 990, shipping: 600);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Never"));
        var part = await buyer.Part(order);
        Task<HttpResponseMessage> CallOff(TestPerson who) => who.Client.PostAsync($"/api/v1/orders/{order}/parts/{part}/cancel", null);
        (await (await CallOff(buyer)).Code()).ShouldBe("order.state", "the shop has time left");
        (await buyer.Client.GetStringAsync($"/orders/{order}")).ShouldNotContain("Call off what is not sent");
        await Late(site, part, TimeSpan.FromMinutes(1));
        (await CallOff(other)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.Client.GetStringAsync($"/orders/{order}")).ShouldContain("Call off what is not sent");
        (await shop.Keeper.Client.GetStringAsync($"/office/orders/{part}")).ShouldContain("Late: the buyer may call off");
        (await CallOff(buyer)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await CallOff(buyer)).Code()).ShouldBe("order.state");
        (await buyer.State(order)).ShouldBe("cancelled");
        (await buyer.History(order)).ShouldBe(["placed", "paid", "cancelled", "refunded"]);
        (await Refunded(site, order)).ShouldBe(2_580);
        (await shop.Stock(pot)).ShouldBe((10, 0));
        (await buyer.Client.GetStringAsync($"/orders/{order}")).ShouldContain("It was not sent in time, and you called it off.");
        await Soon.Holds(async () => (await shop.Keeper.Client.GetStringAsync("/notices")).Contains("An order, or part of one, was cancelled", StringComparison.Ordinal), "The notice for the shop");
    }

    [Theory, BothDatabases]
    public async Task A_shop_does_not_speak_for_the_buyer_or_the_house(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var buyer = await site.SignedIn("buyer");
        var order = await buyer.PaidOrder((await shop.Sells(990, 10)).Sku, 1, 990);
        var part = await buyer.Part(order);
        Task<HttpResponseMessage> CallOff(string text) => shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text });
        foreach (var word in new[] { "buyer", "time", "unsent.buyer", " Unsent.House " }) (await (await CallOff(word)).Code()).ShouldBe("order.reason_of_house", word);
        (await CallOff("The buyer asked us to")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await buyer.Client.GetStringAsync($"/orders/{order}")).ShouldContain("The shop called it off: The buyer asked us to.");
    }

    [Theory, BothDatabases]
    public async Task A_shop_calls_off_the_rest_and_what_was_sent_is_received_reviewed_and_done(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site, flat: 600);
        var ((_, pot), (tea, cup)) = (await shop.Sells(990, 10), await shop.Sells(300, 10, "Cup"));
        var buyer = await site.SignedIn("some");
        await buyer.Puts(pot, 3);
        await buyer.Puts(cup, 1);
        var placed = await buyer.Orders(await buyer.Address(), 3_870, (pot, 3, 990), (cup, 1, 300)).Json();
        var order = Id.Parse(placed.GetProperty("order").GetString()!);
        await buyer.Client.GetAsync(await buyer.AtTheBank(placed.GetProperty("payUrl").GetString()!, "Never"));
        var part = await buyer.Part(order);
        var lines = (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines").EnumerateArray().ToDictionary(l => l.GetProperty("title").GetString()!, l => l.GetProperty("id").GetString()!);
        (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1382440", lines = new Dictionary<string, int> { [lines["Pot"]] = 1 } })).EnsureSuccessStatusCode();
        (await shop.Keeper.Client.GetStringAsync($"/office/orders/{part}")).ShouldContain("Call off the rest and refund it");
        (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "The kiln broke" })).EnsureSuccessStatusCode();
        (await buyer.History(order)).ShouldBe(["placed", "paid", "partShipped", "restCancelled", "refunded"]);
        (await Refunded(site, order)).ShouldBe(2 * 990 + 300, "delivery was done");
        ((await shop.Stock(pot)), (await shop.Stock(cup))).ShouldBe(((9, 0), (10, 0)));
        var page = await buyer.Client.GetStringAsync($"/orders/{order}");
        page.ShouldContain("The shop called off what it had not sent: The kiln broke.");
        page.ShouldContain("2 of it called off");
        (await (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1382441" })).Code()).ShouldBe("order.state");
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { })).EnsureSuccessStatusCode();
        (await (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/lines/{lines["Cup"]}/review", new { stars = 1, text = "Never came" })).Code()).ShouldBe("goods.review.not_received");
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/lines/{lines["Pot"]}/review", new { stars = 5, text = "Came" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await buyer.Client.GetAsync("/api/v1/orders?tab=review").Json()).GetProperty("items").GetArrayLength().ShouldBe(0, "the cup never came");
        await using var scope = site.Scope();
        (await scope.ServiceProvider.GetRequiredService<GoodsReads>().HasBought(buyer.MemberId, [tea])).ShouldBeEmpty();
        Instant? past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SubOrder>().Where(s => s.Id == part.Value).ExecuteUpdateAsync(s => s.SetProperty(x => x.DoneBy, past));
        await scope.ServiceProvider.GetRequiredService<FinishReceived>().Run(CancellationToken.None);
        (await buyer.State(order)).ShouldBe("done");
    }

    [Theory, BothDatabases]
    public async Task Long_after_its_day_the_clock_calls_off_what_was_not_sent(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 20);
        var buyer = await site.SignedIn("waits");
        Id nothing = await buyer.PaidOrder(pot, 2, 990), some = await buyer.PaidOrder(pot, 3, 990), soon = await buyer.PaidOrder(pot, 1, 990);
        var line = (await buyer.Order(some)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString()!;
        (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{await buyer.Part(some)}/parcels", new { carrier = "sf", tracking = "SF1382442", lines = new Dictionary<string, int> { [line] = 1 } })).EnsureSuccessStatusCode();
        foreach (var (order, days) in new[] { (nothing, 8), (some, 8), (soon, 6) }) await Late(site, await buyer.Part(order), TimeSpan.FromDays(days));
        await using (var scope = site.Scope()) await scope.ServiceProvider.GetRequiredService<CancelUnsent>().Run(CancellationToken.None);
        (await buyer.History(nothing)).ShouldBe(["placed", "paid", "cancelled", "refunded"]);
        (await buyer.History(some)).ShouldBe(["placed", "paid", "partShipped", "restCancelled", "refunded"]);
        (await buyer.State(soon)).ShouldBe("paid");
        ((await Refunded(site, nothing)), (await Refunded(site, some))).ShouldBe((1_980, 1_980));
        (await shop.Stock(pot)).ShouldBe((19, 1));
        (await buyer.Client.GetStringAsync($"/orders/{some}")).ShouldContain("The rest was not sent in time and was called off.");
    }

    [Theory, BothDatabases]
    public async Task Sent_and_called_off_at_once_only_one_happens(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 10);
        TestPerson buyer = await site.SignedIn("torn"), other = await site.SignedIn("other");
        var order = await buyer.PaidOrder(pot, 3, 990);
        await other.PaidOrder(pot, 4, 990);
        var part = await buyer.Part(order);
        var line = (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString()!;
        Task<HttpResponseMessage> Send(int pieces) =>
            shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1382443", lines = new Dictionary<string, int> { [line] = pieces } });
        (await Send(1)).EnsureSuccessStatusCode();
        await Late(site, part, TimeSpan.FromMinutes(1));
        var answers = await site.Meet($"goods_orders where id = {order.Value}", () => Send(1), () => buyer.Client.PostAsync($"/api/v1/orders/{order}/parts/{part}/cancel", null));
        answers[1].StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var sent = (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("shipped").GetInt32();
        sent.ShouldBe(answers[0].IsSuccessStatusCode ? 2 : 1);
        (await Refunded(site, order)).ShouldBe((3 - sent) * 990);
        (await shop.Stock(pot)).ShouldBe((10 - sent, 4));
    }

    [Fact]
    public void What_was_sent_and_what_goes_back_come_to_what_was_paid()
    {
        var lines = Gen.NonEmptyListOf(from price in Gen.Choose(1, int.MaxValue) from quantity in Gen.Choose(1, 99) from sent in Gen.Choose(0, 99) select (Price: (long)price, Quantity: quantity, Sent: Math.Min(sent, quantity)));
        Prop.ForAll((from l in lines from delivery in Gen.Choose(0, 100_00) select (Lines: l.ToList(), Delivery: delivery)).ToArbitrary(), bought =>
        {
            Money goods = new(bought.Lines.Sum(l => l.Price * l.Quantity), "CNY"), delivery = new(bought.Delivery, "CNY");
            var part = new SubOrder { OrderId = 1, BuyerId = 1, MerchantId = 1, Goods = goods, Shipping = delivery, Total = goods + delivery };
            var now = new Instant(0);
            part.Pay(now);
            var all = bought.Lines.Select(l => new OrderLine { OrderId = 1, SubOrderId = 1, BuyerId = 1, MerchantId = 1, ProductId = 1, SkuId = 1, Price = new(l.Price, "CNY"), Quantity = l.Quantity }).ToList();
            foreach (var (line, sent) in all.Zip(bought.Lines.Select(l => l.Sent)).Where(x => x.Second > 0)) line.Ship(sent);
            var worth = all.Sum(l => l.Price.Minor * l.Shipped);
            if (worth > 0) part.Ship(all.TrueForAll(l => l.ToShip == 0), now, TimeSpan.FromDays(1));
            if (part.State == SubState.Shipped) return worth == goods.Minor;
            return part.GivesBack(all).Minor + worth + (worth > 0 ? delivery.Minor : 0) == part.Total.Minor;
        }).QuickCheckThrowOnFailure();
    }

    private static async Task Late(TestSite site, Id part, TimeSpan by)
    {
        Instant? then = Instant.Now(TimeProvider.System).Minus(by);
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SubOrder>().Where(s => s.Id == part.Value).ExecuteUpdateAsync(s => s.SetProperty(x => x.ShipBy, then));
    }

    private static async Task<long> Refunded(TestSite site, Id order)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Payment>().Where(p => p.OrderId == order.Value).SumAsync(p => p.RefundedMinor);
    }
}
