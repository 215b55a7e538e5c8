using System.Net;
using System.Net.Http.Json;
using System.Text;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Goods.Orders;

public class PaymentTests
{
    [Theory, BothDatabases]
    public async Task However_the_bank_tells_the_order_is_paid_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 100);
        foreach (var choice in new[] { "Pay", "Away", "Late", "Twice", "Before", "Never", "Lost" })
        {
            var buyer = await site.SignedIn("payer");
            var (order, url) = await buyer.Buys(pot, 1, 990);
            var back = await buyer.AtTheBank(url, choice);
            if (choice is "Away" or "Lost") back.ShouldBeNull(choice);
            else await buyer.Client.GetAsync(back);
            await Told(site);
            if (choice == "Lost") await Polled(site, order);
            (await buyer.State(order)).ShouldBe("paid", choice);
            (await buyer.History(order)).Count(k => k == "paid").ShouldBe(1, choice);
        }
        await using var scope = site.Scope();
        var product = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Kaki.Goods.Catalogue.Product>().AsNoTracking().SingleAsync(p => p.MerchantId == shop.Id);
        product.Sold.ShouldBe(7);
    }

    [Theory, BothDatabases]
    public async Task Webhook_return_and_poll_at_once_make_one_paid_order(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 100);
        var buyer = await site.SignedIn("race");
        var (order, url) = await buyer.Buys(pot, 2, 990);
        var back = await buyer.AtTheBank(url, "Never");
        var payment = await PaymentOf(site, order);
        var body = Body(payment, 1_980);
        await Task.WhenAll(buyer.Client.GetAsync(back), Send(site, "msg_race" + order, body), Send(site, "msg_race" + order, body), Send(site, "msg_other" + order, body), Polled(site, order));
        (await buyer.History(order)).Count(k => k == "paid").ShouldBe(1);
        (await shop.Stock(pot)).ShouldBe((100, 2));
    }

    [Theory, BothDatabases]
    public async Task A_bank_that_does_not_answer_in_time_leads_back_to_the_order_all_the_same(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var buyer = await site.SignedIn("waiting");
        var (order, _) = await buyer.Buys((await shop.Sells(990, 10)).Sku, 1, 990);
        var payment = await PaymentOf(site, order);
        await using var scope = site.Scope();
        var (db, settle) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<SettlePayment>());
        var back = new ReturnFromPayment(db, new AskBank(db, settle, [new SlowBank()], TimeProvider.System), NullLogger<ReturnFromPayment>.Instance);
        (await back.Run(buyer.Caller(), payment, default)).ShouldBe($"/orders/{order}");
    }

    // A client that waited too long says that it was cancelled.
    private sealed class SlowBank : IPaymentProvider
    {
        public string Name => SandboxProvider.ProviderName;
        public Task<Opened> Begin(long paymentId, Money amount, string returnUrl, CancellationToken cancel) => throw new NotSupportedException();
        public Task<ChargeNews> Query(string reference, CancellationToken cancel) => throw new TaskCanceledException("The request was canceled", new TimeoutException());
        public Task Refund(string reference, long refundId, Money amount, CancellationToken cancel) => throw new NotSupportedException();
        public WebhookNews Verify(IHeaderDictionary headers, string body, Instant now) => throw new NotSupportedException();
    }

    [Theory, BothDatabases]
    public async Task Money_for_an_order_that_was_called_off_goes_back(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        var buyer = await site.SignedIn("toolate");
        var (order, url) = await buyer.Buys(pot, 1, 4_200);
        (await buyer.Client.PostAsync($"/api/v1/orders/{order}/cancel", null)).EnsureSuccessStatusCode();
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Pay"));
        await Told(site);
        (await buyer.State(order)).ShouldBe("cancelled");
        (await buyer.History(order)).ShouldBe(["placed", "cancelled", "paidLate", "refunded"]);
        (await shop.Stock(pot)).ShouldBe((5, 0));
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var payment = await db.Set<Payment>().AsNoTracking().SingleAsync(p => p.OrderId == order.Value);
        payment.RefundedMinor.ShouldBe(4_200);
        (await db.Set<SandboxCharge>().AsNoTracking().SingleAsync(c => c.Reference == new Id(payment.Id).ToString())).RefundedMinor.ShouldBe(4_200);
    }

    [Theory, BothDatabases]
    public async Task Another_sum_is_parked_and_never_counts_as_paid(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        var buyer = await site.SignedIn("short");
        var (order, url) = await buyer.Buys(pot, 1, 4_200);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Short"));
        await Told(site);
        (await buyer.State(order)).ShouldBe("placed");
        (await buyer.History(order)).ShouldBe(["placed", "paymentParked"]);
    }

    private static async Task<(Id Order, Id Payment)> Parked(TestSite site, TestPerson buyer, Id sku, long price)
    {
        var (order, url) = await buyer.Buys(sku, 1, price);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Short"));
        await Told(site);
        return (order, await PaymentOf(site, order));
    }

    [Theory, BothDatabases]
    public async Task An_operator_accepts_a_parked_payment_and_the_order_is_paid_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson buyer = await site.SignedIn("short"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        Task<HttpResponseMessage> Accept(TestPerson who, string? why) => who.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/acceptance", new { why });
        (await Accept(buyer, "it is mine")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Accept(keeper, " ")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Accept(keeper, "one cent")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Accept(keeper, "one cent")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await buyer.State(order)).ShouldBe("paid");
        (await buyer.History(order)).ShouldBe(["placed", "paymentParked", "paid"]);
        var line = (await keeper.Client.GetAsync($"/api/v1/audit?thing=payment:{payment}").Json()).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (line.GetProperty("act").GetString(), line.GetProperty("why").GetString()).ShouldBe(("payment.accept", "one cent"));
    }

    [Theory, BothDatabases]
    public async Task Of_too_small_a_sum_that_counted_no_more_goes_back_than_came(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson buyer = await site.SignedIn("short"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/acceptance", new { why = "one cent" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await CallOff(shop, await buyer.Part(order));
        (await Back(site, payment)).ShouldBe(("Done 4199", 4_199));
        (await buyer.State(order)).ShouldBe("cancelled");
    }

    [Theory, BothDatabases]
    public async Task What_came_beyond_the_price_goes_back_when_it_counts_and_the_price_when_it_is_called_off(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson buyer = await site.SignedIn("much"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, payment) = await Came(site, buyer, pot, 4_200, new(4_500, "CNY"));
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/acceptance", new { why = "a tip" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Back(site, payment)).ShouldBe(("Done 300", 300));
        await CallOff(shop, await buyer.Part(order));
        (await Back(site, payment)).ShouldBe(("Done 300, Done 4200", 4_500));
        (await keeper.Client.GetStringAsync($"/console/orders/{order}")).ShouldContain("More came than was asked");
    }

    [Theory, BothDatabases]
    public async Task Money_of_another_currency_does_not_count(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson buyer = await site.SignedIn("other"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, payment) = await Came(site, buyer, pot, 4_200, new(4_200, "USD"));
        (await (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/acceptance", new { why = "nearly" })).Code()).ShouldBe("payment.currency");
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/return", new { why = "not ours" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Back(site, payment)).ShouldBe(("Done 4200", 4_200));
        (await buyer.State(order)).ShouldBe("placed");
    }

    /// <summary>The buyer paid, and another sum arrived.</summary>
    private static async Task<(Id Order, Id Payment)> Came(TestSite site, TestPerson buyer, Id sku, long price, Money sum)
    {
        var (order, url) = await buyer.Buys(sku, 1, price);
        await buyer.AtTheBank(url, "Lost");
        Id payment = await PaymentOf(site, order);
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var charge = await db.Set<SandboxCharge>().SingleAsync(c => c.Reference == payment.ToString());
            db.Entry(charge).ComplexProperty(c => c.Paid).CurrentValue = sum;
            await db.SaveChangesAsync();
        }
        await Polled(site, order);
        return (order, payment);
    }

    private static async Task CallOff(TestStall shop, Id part) => (await shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "Sold out" })).EnsureSuccessStatusCode();

    /// <summary>The refunds of a payment, and what the bank gave back of it.</summary>
    private static async Task<(string Refunds, long Given)> Back(TestSite site, Id payment)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var refunds = await db.Set<Refund>().AsNoTracking().Where(r => r.PaymentId == payment.Value).OrderBy(r => r.Id).ToListAsync();
        var charge = await db.Set<SandboxCharge>().AsNoTracking().SingleAsync(c => c.Reference == payment.ToString());
        return (string.Join(", ", refunds.Select(r => $"{r.State} {r.Amount.Minor}")), charge.RefundedMinor);
    }

    [Theory, BothDatabases]
    public async Task An_order_waits_for_the_operator_also_after_the_time_to_pay(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson kept = await site.SignedIn("kept"), given = await site.SignedIn("given"), keeper = await site.SignedIn("keeper", Rights.Operate);
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
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{first}/acceptance", new { why = "one cent" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{second}/return", new { why = "too little" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Overdue();
        ((await kept.State(accepted)), (await given.State(returned))).ShouldBe(("paid", "cancelled"));
    }

    [Theory, BothDatabases]
    public async Task An_order_whose_payment_nobody_decides_about_holds_its_stock_for_some_days_only(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson buyer = await site.SignedIn("left"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        await using (var scope = site.Scope())
        {
            var past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
            await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Order>().Where(o => o.Id == order.Value).ExecuteUpdateAsync(s => s.SetProperty(o => o.PayBy, past));
            await scope.ServiceProvider.GetRequiredService<CancelUnpaid>().Run(CancellationToken.None);
        }
        (await buyer.State(order)).ShouldBe("cancelled");
        (await shop.Stock(pot)).ShouldBe((5, 0));
        (await keeper.Client.GetStringAsync("/console/orders?State=parked")).ShouldContain(order.ToString());
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/return", new { why = "too little" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Back(site, payment)).ShouldBe(("Done 4199", 4_199));
    }

    [Theory, BothDatabases]
    public async Task An_operator_gives_back_what_really_came_and_the_order_can_still_be_paid(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson buyer = await site.SignedIn("short"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/return", new { why = "asked for it" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/return", new { why = "asked for it" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await Told(site); // whatever the bank says again changes nothing
        await using var scope = site.Scope();
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SandboxCharge>().AsNoTracking().SingleAsync(c => c.Reference == payment.ToString())).RefundedMinor.ShouldBe(4_199);
        (await buyer.History(order)).ShouldBe(["placed", "paymentParked", "refunded"]);
        var next = (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { }).Json()).GetProperty("payUrl").GetString()!;
        await buyer.Client.GetAsync(await buyer.AtTheBank(next, "Pay"));
        (await buyer.State(order)).ShouldBe("paid");
    }

    [Theory, BothDatabases]
    public async Task A_parked_payment_of_an_order_that_is_off_is_given_back_never_accepted(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(4_200, 5);
        TestPerson buyer = await site.SignedIn("short"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, payment) = await Parked(site, buyer, pot, 4_200);
        (await buyer.Client.PostAsync($"/api/v1/orders/{order}/cancel", null)).EnsureSuccessStatusCode();
        (await (await keeper.Client.PostAsJsonAsync($"/api/v1/payments/{payment}/acceptance", new { why = "late" })).Code()).ShouldBe("payment.order_over");
        var page = await keeper.Client.PostAsync($"/console/orders/{order}?handler=return", new FormUrlEncodedContent([new("Payment", payment.ToString()), new("Why", "off")]));
        page.Headers.Location!.ToString().ShouldBe($"/console/orders/{order}");
        (await keeper.Client.GetStringAsync($"/console/orders/{order}")).ShouldContain("Given back");
        (await shop.Stock(pot)).ShouldBe((5, 0));
    }

    [Theory, BothDatabases]
    public async Task A_refund_the_bank_would_not_take_on_is_asked_for_again_by_an_operator(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(900, 5);
        TestPerson buyer = await site.SignedIn("again"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, url) = await buyer.Buys(pot, 1, 900);
        (await buyer.Client.PostAsync($"/api/v1/orders/{order}/cancel", null)).EnsureSuccessStatusCode();
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Pay"));
        await Told(site);
        Id refund;
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var row = await db.Set<Refund>().SingleAsync(r => r.OrderId == order.Value);
            refund = row.Id;
            var payment = await db.Set<Payment>().SingleAsync(p => p.Id == row.PaymentId);
            (db.Entry(row).Property(r => r.State).CurrentValue, db.Entry(payment).Property(p => p.RefundedMinor).CurrentValue) = (RefundState.Parked, 0); // as if the bank's yes had been lost on the way, every time
            await db.SaveChangesAsync();
        }
        (await keeper.Client.GetStringAsync("/console/orders?State=parked")).ShouldContain(order.ToString());
        (await buyer.Client.PostAsync($"/api/v1/refunds/{refund}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await keeper.Client.PostAsync($"/api/v1/refunds/{refund}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await keeper.Client.GetStringAsync("/console/orders?State=parked")).ShouldNotContain(order.ToString());
        (await keeper.Client.GetAsync($"/api/v1/audit?thing=refund:{refund}").Json()).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
    }

    [Theory, BothDatabases]
    public async Task A_forged_old_or_changed_message_changes_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(500, 5);
        var buyer = await site.SignedIn("forged");
        var (order, _) = await buyer.Buys(pot, 1, 500);
        var payment = await PaymentOf(site, order);
        var body = Body(payment, 500);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (await Send(site, "msg_forged" + order, body, secret: new byte[32])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Send(site, "msg_old" + order, body, at: now - 301)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Send(site, "msg_changed" + order, body, sent: body.Replace("500", "501"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Send(site, "msg_nobody" + order, Body(12345, 500))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.State(order)).ShouldBe("placed");
        (await Send(site, "msg_true" + order, body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await buyer.State(order)).ShouldBe("paid");
    }

    [Theory, BothDatabases]
    public async Task Not_paid_in_time_the_stock_comes_back_unless_the_bank_knows_better(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(700, 5);
        var slow = await site.SignedIn("slow");
        var quiet = await site.SignedIn("quiet");
        var (unpaid, _) = await slow.Buys(pot, 2, 700);
        var (untold, url) = await quiet.Buys(pot, 1, 700);
        await quiet.AtTheBank(url, "Lost");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
        await db.Set<Order>().Where(o => o.Id == unpaid.Value || o.Id == untold.Value).ExecuteUpdateAsync(s => s.SetProperty(o => o.PayBy, past));
        await scope.ServiceProvider.GetRequiredService<CancelUnpaid>().Run(CancellationToken.None);
        (await slow.State(unpaid)).ShouldBe("cancelled");
        (await quiet.State(untold)).ShouldBe("paid");
        (await shop.Stock(pot)).ShouldBe((5, 1));
    }

    [Theory, BothDatabases]
    public async Task A_declined_payment_may_be_tried_again(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(700, 5);
        var buyer = await site.SignedIn("again");
        var (order, url) = await buyer.Buys(pot, 1, 700);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Fail"));
        (await buyer.State(order)).ShouldBe("placed");
        var next = (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { }).Json()).GetProperty("payUrl").GetString()!;
        next.ShouldNotBe(url);
        await buyer.Client.GetAsync(await buyer.AtTheBank(next, "Pay"));
        (await buyer.History(order)).ShouldBe(["placed", "paymentFailed", "paid"]);
    }

    [Theory, BothDatabases]
    public async Task The_bank_page_needs_its_own_address_and_strangers_do_not_return(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(700, 5);
        var buyer = await site.SignedIn("mine");
        var (order, url) = await buyer.Buys(pot, 1, 700);
        var page = await buyer.Client.GetAsync(url);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("This is a test bank");
        (await buyer.Client.GetAsync(url[..url.IndexOf('?')] + "?t=guess")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var stranger = await site.SignedIn("stranger");
        (await stranger.Client.GetAsync($"/pay/{new Id(await PaymentOf(site, order))}/return")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task Told(TestSite site) => site.Services.GetRequiredService<SandboxSender>().SendDue(Instant.Now(TimeProvider.System).Plus(TimeSpan.FromMinutes(1)), CancellationToken.None);

    private static async Task Polled(TestSite site, Id order)
    {
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<AskBank>().About(await PaymentOf(site, order), "poll", CancellationToken.None);
    }

    private static async Task<long> PaymentOf(TestSite site, Id order)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Payment>().Where(p => p.OrderId == order.Value).OrderByDescending(p => p.Id).Select(p => p.Id).FirstAsync();
    }

    private static string Body(long payment, long amount) => $$$"""{"type":"charge.paid","data":{"charge":"1","reference":"{{{new Id(payment)}}}","state":"paid","amount":{{{amount}}},"currency":"CNY"}}""";

    private static async Task<HttpResponseMessage> Send(TestSite site, string id, string body, byte[]? secret = null, long? at = null, string? sent = null)
    {
        var time = at ?? TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments/sandbox/webhook") { Content = new StringContent(sent ?? body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time.ToString());
        request.Headers.Add("webhook-signature", StandardWebhook.Sign(secret ?? site.Services.GetRequiredService<SandboxKeys>().Secret, id, time, body));
        return await site.Browser().SendAsync(request);
    }
}
