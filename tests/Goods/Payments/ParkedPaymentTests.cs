using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Goods.Care;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Payments;

/// <summary>Another sum came than was asked: an operator decides.</summary>
public class ParkedPaymentTests
{
    [Theory, BothDatabases]
    public async Task Another_sum_is_parked_and_never_counts_as_paid(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        var buyer = await site.SignedIn("short");
        var (order, url) = await buyer.Buys(pot, 1, 4_200);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Short"));
        await Bank.Told(site);
        (await buyer.State(order)).ShouldBe("placed");
        (await buyer.History(order)).ShouldBe(["placed", "paymentParked"]);
    }

    [Theory, BothDatabases]
    public async Task An_operator_accepts_a_parked_payment_and_the_order_is_paid_once(Provider provider)
    {
        var (site, shop, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        (await Accept(buyer, payment, "it is mine")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Accept(keeper, payment, " ")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Accept(keeper, payment, "one cent")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Accept(keeper, payment, "one cent")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await buyer.State(order)).ShouldBe("paid");
        (await buyer.History(order)).ShouldBe(["placed", "paymentParked", "paid"]);
        var line = (await keeper.Client.GetAsync($"/api/v1/audit?thing=payment:{payment}").Json()).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (line.GetProperty("act").GetString(), line.GetProperty("why").GetString()).ShouldBe(("payment.accept", "one cent"));
        await using var scope = site.Scope();
        (await PaidOrdersHavePayments.Unpaid(scope.ServiceProvider.GetRequiredService<AppDb>()).AnyAsync(o => o.Id == order.Value)).ShouldBeFalse("the doctor finds nothing wrong with it");
    }

    [Theory, BothDatabases]
    public async Task Of_too_small_a_sum_that_counted_no_more_goes_back_than_came(Provider provider)
    {
        var (site, shop, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        (await Accept(keeper, payment, "one cent")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Sums(buyer, order)).ShouldContain("Paid: ¥41.99");
        await CallOff(shop, await buyer.Part(order));
        (await Back(site, payment)).ShouldBe(("Done 4199", 4_199));
        (await buyer.State(order)).ShouldBe("cancelled");
        (await Sums(buyer, order)).ShouldBe(["Goods: ¥42", "Delivery: Free", "Paid: ¥41.99", "Refunded: ¥41.99"]);
    }

    [Theory, BothDatabases]
    public async Task What_came_beyond_the_price_goes_back_when_it_counts_and_the_price_when_it_is_called_off(Provider provider)
    {
        var (site, shop, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Came(site, buyer, pot, 4_200, new(4_500, "CNY"));
        (await Accept(keeper, payment, "a tip")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Back(site, payment)).ShouldBe(("Done 300", 300));
        (await Sums(buyer, order)).ShouldBe(["Goods: ¥42", "Delivery: Free", "Paid: ¥42"], "the surplus was never for the order");
        var steps = (await buyer.Order(order)).GetProperty("history").EnumerateArray().Select(s => (s.GetProperty("kind").GetString(), s.GetProperty("amount")));
        steps.Where(s => s.Item1 is "paid" or "refunded").Select(s => s.Item2.GetProperty("minor").GetInt64()).ShouldBe([4_500, 300]);
        await CallOff(shop, await buyer.Part(order));
        (await Back(site, payment)).ShouldBe(("Done 300, Done 4200", 4_500));
        (await keeper.Client.GetStringAsync($"/console/orders/{order}")).ShouldContain("More came than was asked");
    }

    [Theory, BothDatabases]
    public async Task Money_of_another_currency_does_not_count(Provider provider)
    {
        var (site, shop, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Came(site, buyer, pot, 4_200, new(4_200, "USD"));
        (await (await Accept(keeper, payment, "nearly")).Code()).ShouldBe("payment.currency");
        (await GiveBack(keeper, payment, "not ours")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Back(site, payment)).ShouldBe(("Done 4200", 4_200));
        (await buyer.State(order)).ShouldBe("placed");
        (await buyer.Order(order)).GetProperty("history").EnumerateArray().Skip(1).ShouldAllBe(s => s.GetProperty("amount").ValueKind == JsonValueKind.Null, "dollars are no yuan");
        (await Sums(buyer, order)).ShouldNotContain(s => s.StartsWith("Refunded", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Where_nothing_came_the_payment_is_closed_and_nothing_goes_back(Provider provider)
    {
        var (site, _, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Came(site, buyer, pot, 4_200, new(0, "CNY"));
        (await GiveBack(keeper, payment, "nothing came")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Back(site, payment)).ShouldBe(("", 0));
        (await buyer.State(order)).ShouldBe("placed");
    }

    [Theory, BothDatabases]
    public async Task An_order_waits_for_the_operator_also_after_the_time_to_pay(Provider provider)
    {
        var (site, _, pot, kept, keeper) = await Open(provider);
        var given = await site.SignedIn("given");
        var (accepted, first) = await Parked(site, kept, pot, 4_200);
        var (returned, second) = await Parked(site, given, pot, 4_200);
        async Task Overdue()
        {
            await using var scope = site.Scope();
            var past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
            await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Order>().Where(o => o.Id == accepted.Value || o.Id == returned.Value).ExecuteUpdateAsync(s => s.SetProperty(o => o.PayBy, past));
            await scope.ServiceProvider.GetRequiredService<CancelUnpaid>().Run(CancellationToken.None);
        }
        await Overdue();
        (await kept.State(accepted)).ShouldBe("placed");
        (await Accept(keeper, first, "one cent")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GiveBack(keeper, second, "too little")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Overdue();
        ((await kept.State(accepted)), (await given.State(returned))).ShouldBe(("paid", "cancelled"));
    }

    [Theory, BothDatabases]
    public async Task An_order_whose_payment_nobody_decides_about_holds_its_stock_for_some_days_only(Provider provider)
    {
        var (site, shop, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        await using (var scope = site.Scope())
        {
            var past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
            await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Order>().Where(o => o.Id == order.Value).ExecuteUpdateAsync(s => s.SetProperty(o => o.PayBy, past));
            await scope.ServiceProvider.GetRequiredService<CancelUnpaid>().Run(CancellationToken.None);
        }
        (await buyer.State(order)).ShouldBe("cancelled");
        (await shop.Stock(pot)).ShouldBe((5, 0));
        (await buyer.Client.GetStringAsync($"/orders/{order}")).ShouldContain("What came differs from the price");
        (await (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{await buyer.Part(order)}/cancel", new { text = "undecided" })).Code()).ShouldBe("order.reason_of_house");
        (await keeper.Client.GetStringAsync("/console/orders?State=parked")).ShouldContain(order.ToString());
        (await GiveBack(keeper, payment, "too little")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Back(site, payment)).ShouldBe(("Done 4199", 4_199));
    }

    [Theory, BothDatabases]
    public async Task An_operator_gives_back_what_really_came_and_the_order_can_still_be_paid(Provider provider)
    {
        var (site, shop, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        (await GiveBack(keeper, payment, "asked for it")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GiveBack(keeper, payment, "asked for it")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Bank.Told(site); // whatever the bank says again changes nothing
        await using var scope = site.Scope();
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SandboxCharge>().AsNoTracking().SingleAsync(c => c.Reference == payment.ToString())).RefundedMinor.ShouldBe(4_199);
        (await buyer.History(order)).ShouldBe(["placed", "paymentParked", "refunded"]);
        var returned = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Payment>().AsNoTracking().SingleAsync(p => p.Id == payment.Value);
        (returned.Amount.Minor, returned.RefundedMinor).ShouldBe((4_199, 4_199), "what came, and that it went back");
        var next = (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { }).Json()).GetProperty("payUrl").GetString()!;
        await buyer.Client.GetAsync(await buyer.AtTheBank(next, "Pay"));
        (await buyer.State(order)).ShouldBe("paid");
        (await Sums(buyer, order)).ShouldBe(["Goods: ¥42", "Delivery: Free", "Paid: ¥42"], "what was given back before was never for it");
    }

    [Theory, BothDatabases]
    public async Task A_parked_payment_of_an_order_that_is_off_is_given_back_never_accepted(Provider provider)
    {
        var (site, shop, pot, buyer, keeper) = await Open(provider);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        (await buyer.Client.PostAsync($"/api/v1/orders/{order}/cancel", null)).EnsureSuccessStatusCode();
        (await (await Accept(keeper, payment, "late")).Code()).ShouldBe("payment.order_over");
        var page = await keeper.Client.PostAsync($"/console/orders/{order}?handler=return", new FormUrlEncodedContent([new("Payment", payment.ToString()), new("Why", "off")]));
        page.Headers.Location!.ToString().ShouldBe($"/console/orders/{order}");
        (await keeper.Client.GetStringAsync($"/console/orders/{order}")).ShouldContain("Given back");
        (await shop.Stock(pot)).ShouldBe((5, 0));
    }

    /// <summary>A shop with five pots at 42.00, a buyer, and an operator.</summary>
    private static async Task<(TestSite Site, TestStall Shop, Id Pot, TestPerson Buyer, TestPerson Keeper)> Open(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        return (site, shop, (await shop.Sells(4_200, 5)).Sku, await site.SignedIn("buyer"), await site.SignedIn("keeper", Rights.Operate));
    }

    private static Task<HttpResponseMessage> Accept(TestPerson who, Id payment, string why) => who.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/acceptance", new { why });

    private static Task<HttpResponseMessage> GiveBack(TestPerson who, Id payment, string why) => who.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/return", new { why });

    private static async Task<(Id Order, Id Payment)> Parked(TestSite site, TestPerson buyer, Id sku, long price)
    {
        var (order, url) = await buyer.Buys(sku, 1, price);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Short"));
        await Bank.Told(site);
        return (order, await Bank.PaymentOf(site, order));
    }

    /// <summary>The buyer paid, and another sum arrived.</summary>
    private static async Task<(Id Order, Id Payment)> Came(TestSite site, TestPerson buyer, Id sku, long price, Money sum)
    {
        var (order, url) = await buyer.Buys(sku, 1, price);
        await buyer.AtTheBank(url, "Lost");
        Id payment = await Bank.PaymentOf(site, order);
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var charge = await db.Set<SandboxCharge>().SingleAsync(c => c.Reference == payment.ToString());
            db.Entry(charge).ComplexProperty(c => c.Paid).CurrentValue = sum;
            await db.SaveChangesAsync();
        }
        await Bank.Polled(site, order);
        return (order, payment);
    }

    private static async Task CallOff(TestStall shop, Id part) => (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "Sold out" })).EnsureSuccessStatusCode();

    /// <summary>What the order's page says of its money.</summary>
    private static async Task<List<string>> Sums(TestPerson buyer, Id order)
    {
        var page = new HtmlParser().ParseDocument(await buyer.Client.GetStringAsync($"/orders/{order}"));
        return [.. page.QuerySelector("aside dl.sum")!.Children.Select(s => $"{s.QuerySelector("dt")!.TextContent}: {s.QuerySelector("dd")!.TextContent.Trim()}")];
    }

    /// <summary>The refunds of a payment, and what the bank gave back of it.</summary>
    private static async Task<(string Refunds, long Given)> Back(TestSite site, Id payment)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var refunds = await db.Set<Refund>().AsNoTracking().Where(r => r.PaymentId == payment.Value).OrderBy(r => r.Id).ToListAsync();
        var charge = await db.Set<SandboxCharge>().AsNoTracking().SingleAsync(c => c.Reference == payment.ToString());
        return (string.Join(", ", refunds.Select(r => $"{r.State} {r.Amount.Minor}")), charge.RefundedMinor);
    }
}
