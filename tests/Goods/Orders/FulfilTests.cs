using System.Net;
using System.Net.Http.Json;
using Kaki.Goods;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Orders;

public class FulfilTests
{
    [Theory, BothDatabases]
    public async Task Of_a_long_history_the_newest_is_told(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 5);
        TestPerson buyer = await site.SignedIn("patient"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var order = await buyer.PaidOrder(pot, 1, 990);
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            for (var i = 0; i < 500; i++) db.Step(order.Value, null, StepKind.PaymentFailed, StepBy.Bank, null, Instant.Now(TimeProvider.System));
            await db.SaveChangesAsync();
        }
        (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{await buyer.Part(order)}/cancel", new { text = "Sold out" })).EnsureSuccessStatusCode();
        (await buyer.History(order))[^2..].ShouldBe(["cancelled", "refunded"]);
        var story = await keeper.Client.GetAsync($"/api/v1/console/orders/{order}").Json();
        story.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("what").GetString()).ShouldContain("cancelled");
        story.GetProperty("parts")[0].GetProperty("items")[0].GetProperty("heldNow").GetInt32().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Sent_in_two_parcels_received_and_done_with_a_line_of_history_for_each(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 10);
        var buyer = await site.SignedIn("parcels");
        var order = await buyer.PaidOrder(pot, 3, 990);
        var part = await buyer.Part(order);
        var line = (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString()!;
        var ship = $"/api/v1/office/orders/{part}/parcels";
        (await (await shop.Keeper.Client.PostAsJsonAsync(ship, new { carrier = "sf", tracking = new string('7', 32) + "\n" })).Code()).ShouldBe("order.tracking");
        (await (await shop.Keeper.Client.PostAsJsonAsync(ship, new { carrier = "sf", tracking = "SF1382440", lines = new Dictionary<string, int> { [line] = 4 } })).Code()).ShouldBe("order.pieces");
        (await shop.Keeper.Client.PostAsJsonAsync(ship, new { carrier = "sf", tracking = "SF1382440", lines = new Dictionary<string, int> { [line] = 1 } }).Json()).GetProperty("complete").GetBoolean().ShouldBeFalse();
        (await (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { })).Code()).ShouldBe("order.state");
        (await shop.Keeper.Client.PostAsJsonAsync(ship, new { carrier = "zto", tracking = "7551 9020 448" }).Json()).GetProperty("complete").GetBoolean().ShouldBeTrue();
        (await shop.Stock(pot)).ShouldBe((7, 0));
        (await (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "no" })).Code()).ShouldBe("order.state");
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Instant? past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
        await db.Set<SubOrder>().Where(s => s.Id == part.Value).ExecuteUpdateAsync(s => s.SetProperty(x => x.DoneBy, past));
        await scope.ServiceProvider.GetRequiredService<FinishReceived>().Run(CancellationToken.None);
        (await buyer.State(order)).ShouldBe("done");
        (await buyer.History(order)).ShouldBe(["placed", "paid", "partShipped", "shipped", "received", "done"]);
        (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("parcels")[1].GetProperty("tracking").GetString().ShouldBe("75519020448");
    }

    [Theory, BothDatabases]
    public async Task What_was_sent_long_ago_counts_as_received(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 10);
        var buyer = await site.SignedIn("silent");
        var order = await buyer.PaidOrder(pot, 1, 990);
        var part = await buyer.Part(order);
        (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1382441" })).EnsureSuccessStatusCode();
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Instant? past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
        await db.Set<SubOrder>().Where(s => s.Id == part.Value).ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmBy, past));
        await scope.ServiceProvider.GetRequiredService<ConfirmShipped>().Run(CancellationToken.None);
        (await buyer.History(order))[^1].ShouldBe("received");
    }

    [Theory, BothDatabases]
    public async Task A_shop_calls_its_part_off_and_the_money_and_stock_go_back(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 10);
        var buyer = await site.SignedIn("sorry");
        var order = await buyer.PaidOrder(pot, 2, 990);
        var part = await buyer.Part(order);
        (await (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = " " })).Code()).ShouldBe("order.reason");
        (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "Broken in the warehouse" })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await buyer.Client.GetStringAsync($"/orders/{order}")).Contains("<dt>Refunded</dt>"), "The page's knowledge of what was given back");
        (await buyer.State(order)).ShouldBe("cancelled");
        (await buyer.History(order)).ShouldBe(["placed", "paid", "cancelled", "refunded"]);
        (await shop.Stock(pot)).ShouldBe((10, 0));
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var reference = new Id((await db.Set<Payment>().SingleAsync(p => p.OrderId == order.Value)).Id).ToString();
        var charge = await db.Set<SandboxCharge>().SingleAsync(c => c.Reference == reference);
        (await db.Set<SandboxRefund>().SingleAsync(r => r.ChargeId == charge.Id)).Amount.Minor.ShouldBe(1_980);
    }

    [Theory, BothDatabases]
    public async Task A_shop_does_not_learn_what_its_buyer_paid_to_others(Provider provider)
    {
        var (buyer, order, (shop, part), _) = await TestBuying.PaidOfTwoShops(TestSite.On(provider));
        var seen = await shop.Keeper.Client.GetStringAsync($"/api/v1/office/orders/{part}");
        seen.ShouldContain("\"minor\":500");
        seen.ShouldNotContain("\"minor\":800");
        (await shop.Keeper.Client.GetStringAsync($"/office/orders/{part}")).ShouldNotContain("¥8");
        (await buyer.Order(order)).GetProperty("history").GetRawText().ShouldContain("\"minor\":800");
    }

    [Theory, BothDatabases]
    public async Task Two_who_move_an_order_at_once_do_not_both_succeed(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 10);
        var buyer = await site.SignedIn("torn");
        var order = await buyer.PaidOrder(pot, 1, 990);
        var part = await buyer.Part(order);
        var answers = await Task.WhenAll(
            shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1382442" }),
            shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "No" }));
        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(1);
        (await shop.Stock(pot)).Held.ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Demo_orders_of_the_past_keep_the_rules(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site, flat: 600);
        var (product, pot) = await shop.Sells(990, 3);
        var buyer = await site.SignedIn("demo");
        var then = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromDays(20));
        await using var scope = site.Scope();
        var line = (await scope.ServiceProvider.GetRequiredService<PastOrders>().Singles([new(buyer.MemberId, pot, then, PastStage.Received)])).ShouldHaveSingleItem();
        Id order = line.OrderId;
        line.ProductId.ShouldBe(product.Value);
        (await shop.Stock(pot)).ShouldBe((3, 0), "what lies on the shelf stays what it was");
        (await buyer.History(order)).ShouldBe(["placed", "paid", "shipped", "received"]);
        (await buyer.Order(order)).GetProperty("total").GetProperty("minor").GetInt64().ShouldBe(1_590);
        (await scope.ServiceProvider.GetRequiredService<GoodsReads>().HasBought(buyer.MemberId, [product])).ShouldContain(product.Value);
    }

    [Theory, BothDatabases]
    public async Task What_a_demo_order_cost_goes_back_when_the_shop_cancels_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 3);
        var buyer = await site.SignedIn("demoback");
        await using var scope = site.Scope();
        Id order = (await scope.ServiceProvider.GetRequiredService<PastOrders>().Singles([new(buyer.MemberId, pot, Instant.Now(TimeProvider.System).Minus(TimeSpan.FromHours(5)), PastStage.Paid)]))[0].OrderId;
        (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{await buyer.Part(order)}/cancel", new { text = "sold out" })).EnsureSuccessStatusCode();
        await scope.ServiceProvider.GetRequiredService<SendRefunds>().Run(CancellationToken.None);
        (await buyer.History(order)).ShouldBe(["placed", "paid", "cancelled", "refunded"]);
    }
}
