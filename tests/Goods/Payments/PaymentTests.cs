using System.Net;
using System.Net.Http.Json;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Goods.Payments;

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
            await Bank.Told(site);
            if (choice == "Lost") await Bank.Polled(site, order);
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
        var payment = await Bank.PaymentOf(site, order);
        var body = Bank.Body(payment, 1_980);
        await Task.WhenAll(buyer.Client.GetAsync(back), Bank.Send(site, "msg_race" + order, body), Bank.Send(site, "msg_race" + order, body), Bank.Send(site, "msg_other" + order, body), Bank.Polled(site, order));
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
        var payment = await Bank.PaymentOf(site, order);
        await using var scope = site.Scope();
        var (db, settle) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<SettlePayment>());
        var back = new ReturnFromPayment(db, new AskBank(db, settle, [new SlowBank()], TimeProvider.System), NullLogger<ReturnFromPayment>.Instance);
        (await back.Run(buyer.Caller(), payment, default)).ShouldBe($"/orders/{order}");
    }

    [Theory, BothDatabases]
    public async Task A_payment_the_bank_does_not_answer_about_stands_behind_the_others(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 10);
        var buyer = await site.SignedIn("waiting");
        var (order, _) = await buyer.Buys(pot, 1, 990);
        await using var scope = site.Scope();
        var (services, db) = (scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<AppDb>());
        var past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
        var ask = new AskBank(db, services.GetRequiredService<SettlePayment>(), [new SlowBank()], TimeProvider.System);
        async Task Moves(Func<Task> work)
        {
            await db.Set<Payment>().Where(p => p.OrderId == order.Value).ExecuteUpdateAsync(s => s.SetProperty(p => p.AskAt, past));
            await work();
            (await db.Set<Payment>().AsNoTracking().SingleAsync(p => p.OrderId == order.Value)).AskAt.ShouldNotBeNull().ShouldBeGreaterThan(past.Plus(TimeSpan.FromMinutes(1)));
        }
        await Moves(() => new PollPayments(db, ask, TimeProvider.System, NullLogger<PollPayments>.Instance).Run(default));
        await db.Set<Order>().Where(o => o.Id == order.Value).ExecuteUpdateAsync(s => s.SetProperty(o => o.PayBy, past));
        await Moves(() => new CancelUnpaid(db, services.GetRequiredService<CancelOrder>(), ask, new OrderSettings(), TimeProvider.System, NullLogger<CancelUnpaid>.Instance).Run(default));
    }

    [Theory, BothDatabases]
    public async Task A_page_of_the_bank_that_stood_open_for_days_is_still_asked_about(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var buyer = await site.SignedIn("days");
        var (order, url) = await buyer.Buys((await shop.Sells(990, 10)).Sku, 1, 990);
        (await buyer.Client.PostAsync($"/api/v1/orders/{order}/cancel", null)).EnsureSuccessStatusCode();
        await using var scope = site.Scope();
        var payments = scope.ServiceProvider.GetRequiredService<AppDb>().Set<Payment>().AsNoTracking().Where(p => p.OrderId == order.Value);
        var now = Instant.Now(TimeProvider.System);
        var begun = now.Minus(TimeSpan.FromDays(3));
        await payments.ExecuteUpdateAsync(s => s.SetProperty(p => p.BegunAt, begun));
        await Bank.Polled(site, order);
        (await payments.SingleAsync()).AskAt.ShouldNotBeNull().ShouldBeGreaterThan(now.Plus(TimeSpan.FromHours(12)));
        await buyer.AtTheBank(url, "Lost");
        await Bank.Polled(site, order);
        (await buyer.History(order)).ShouldBe(["placed", "cancelled", "paidLate", "refunded"]);
    }

    [Theory, BothDatabases]
    public async Task The_test_bank_waits_a_day_for_an_answer(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var buyer = await site.SignedIn("days");
        var (order, url) = await buyer.Buys((await shop.Sells(990, 10)).Sku, 1, 990);
        var reference = new Id(await Bank.PaymentOf(site, order)).ToString();
        await using (var scope = site.Scope())
        {
            var longAgo = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromHours(25));
            await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SandboxCharge>().Where(c => c.Reference == reference).ExecuteUpdateAsync(s => s.SetProperty(c => c.At, longAgo));
        }
        (await buyer.Client.GetStringAsync(url)).ShouldContain("Declined");
        await buyer.AtTheBank(url, "Pay");
        await Bank.Polled(site, order);
        (await buyer.History(order)).ShouldBe(["placed", "paymentFailed"]);
    }

    [Theory, BothDatabases]
    public async Task A_second_payment_goes_back_beside_the_order(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var buyer = await site.SignedIn("twice");
        var (order, url) = await buyer.Buys((await shop.Sells(4_200, 5)).Sku, 1, 4_200);
        var first = await Bank.PaymentOf(site, order);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Fail"));
        var next = (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { }).Json()).GetProperty("payUrl").GetString()!;
        await buyer.Client.GetAsync(await buyer.AtTheBank(next, "Never"));
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var reference = new Id(first).ToString();
            var charge = await db.Set<SandboxCharge>().SingleAsync(c => c.Reference == reference);
            (db.Entry(charge).Property(c => c.State).CurrentValue, db.Entry(charge).ComplexProperty(c => c.Paid).CurrentValue) = (ChargeState.Paid, charge.Amount); // the bank thought better of it
            await db.SaveChangesAsync();
        }
        (await Bank.Send(site, "msg_twice" + order, Bank.Body(first, 4_200))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await buyer.History(order)).ShouldBe(["placed", "paymentFailed", "paid", "paidLate", "refunded"]);
        var page = await buyer.Client.GetStringAsync($"/orders/{order}");
        page.ShouldContain("Paid a second time");
        page.ShouldNotContain("<dt>Refunded</dt>", customMessage: "the order is paid, and nothing of it was given back");
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
        await Bank.Told(site);
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
    public async Task A_refund_the_bank_would_not_take_on_is_asked_for_again_by_an_operator(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(900, 5);
        TestPerson buyer = await site.SignedIn("again"), keeper = await site.SignedIn("keeper", Rights.Operate);
        var (order, url) = await buyer.Buys(pot, 1, 900);
        (await buyer.Client.PostAsync($"/api/v1/orders/{order}/cancel", null)).EnsureSuccessStatusCode();
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Pay"));
        await Bank.Told(site);
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
        var payment = await Bank.PaymentOf(site, order);
        var body = Bank.Body(payment, 500);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (await Bank.Send(site, "msg_forged" + order, body, secret: new byte[32])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Bank.Send(site, "msg_old" + order, body, at: now - 301)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Bank.Send(site, "msg_changed" + order, body, sent: body.Replace("500", "501"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Bank.Send(site, "msg_nobody" + order, Bank.Body(12345, 500))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await buyer.State(order)).ShouldBe("placed");
        (await Bank.Send(site, "msg_true" + order, body)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
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
    public void Every_node_of_a_site_signs_with_one_secret(Provider provider)
    {
        var services = TestSite.On(provider).Services;
        SandboxKeys Node(string folder) => new(new ConfigurationBuilder().AddInMemoryCollection([new("Data", Path.Combine(Path.GetTempPath(), folder))]).Build(), services.GetRequiredService<DatabaseSettings>(), services.GetRequiredService<IServer>());
        Node("kaki-node-one").TokenOf("charge").ShouldBe(Node("kaki-node-two").TokenOf("charge"));
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
        (await stranger.Client.GetAsync($"/pay/{new Id(await Bank.PaymentOf(site, order))}/return")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
