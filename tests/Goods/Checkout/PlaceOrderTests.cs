using System.Net;
using System.Net.Http.Json;
using Kaki.Goods.Addresses;
using Kaki.Goods.Checkout;
using Kaki.Goods.Orders;
using Kaki.Goods.Payments;
using Kaki.Goods.Payments.Sandbox;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Checkout;

public class PlaceOrderTests
{
    [Theory, BothDatabases]
    public async Task Goods_of_two_shops_are_one_order_with_a_part_for_each(Provider provider)
    {
        var site = TestSite.On(provider);
        var near = await TestStall.Open(site, flat: 800, freeFrom: 10_000);
        var far = await TestStall.Open(site, flat: 1200);
        var (_, kettle) = await near.Sells(5_000, 10, "Kettle");
        var (_, beans) = await far.Sells(1_280, 10, "Beans");
        var buyer = await site.SignedIn("duo");
        await buyer.Puts(kettle, 2);
        await buyer.Puts(beans, 3);
        var placed = await buyer.Orders(await buyer.Address(), 10_000 + 3 * 1_280 + 1_200, (kettle, 2, 5_000), (beans, 3, 1_280)).Json();
        var order = await buyer.Order(Id.Parse(placed.GetProperty("order").GetString()!));
        order.GetProperty("shipping").GetProperty("minor").GetInt64().ShouldBe(1_200, "the first shop sends free from 100");
        order.GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("total").GetProperty("minor").GetInt64()).ShouldBe(order.GetProperty("total").GetProperty("minor").GetInt64());
        order.GetProperty("parts").GetArrayLength().ShouldBe(2);
        (await near.Stock(kettle)).ShouldBe((10, 2));
        (await buyer.Client.GetAsync("/api/v1/cart").Json()).GetProperty("pieces").GetInt32().ShouldBe(0);
        order.GetProperty("shipTo").GetProperty("phone").GetString().ShouldBe("138****2046");
    }

    [Theory, BothDatabases]
    public async Task A_price_that_changed_is_refused_and_nothing_happens(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(3_000, 5);
        var buyer = await site.SignedIn("late");
        await buyer.Puts(pot);
        var address = await buyer.Address();
        await shop.Reprice(pot, 3_300);
        var answer = await buyer.Orders(address, 3_000, (pot, 1, 3_000));
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Code()).ShouldBe("checkout.price");
        (await shop.Stock(pot)).ShouldBe((5, 0));
        (await buyer.Client.GetAsync("/api/v1/cart").Json()).GetProperty("shops")[0].GetProperty("lines")[0].GetProperty("priceChange").GetInt64().ShouldBe(300);
        (await buyer.Orders(address, 3_300, (pot, 1, 3_300))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task The_checkout_page_shows_again_what_changed_and_then_takes_the_order(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(3_000, 5);
        var buyer = await site.SignedIn("page");
        await buyer.Puts(pot);
        var address = await buyer.Address();
        await shop.Reprice(pot, 3_600);
        FormUrlEncodedContent Form(string key, long price) => new([new("_key", key), new("address", address), new("seen", new PlaceOrder.Seen(pot, 1, price).ToString()), new("total", price.ToString())]);
        var again = await buyer.Client.PostAsync("/checkout", Form("page-1", 3_000));
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("¥36");
        var first = await buyer.Client.PostAsync("/checkout", Form("page-2", 3_600));
        var second = await buyer.Client.PostAsync("/checkout", Form("page-2", 3_600));
        first.Headers.Location!.ToString().ShouldStartWith("/sandbox-pay/");
        second.Headers.Location.ShouldBe(first.Headers.Location, "a double submit is one order");
        (await shop.Stock(pot)).ShouldBe((5, 1));
    }

    [Theory, BothDatabases]
    public async Task However_many_buy_at_once_nothing_is_sold_twice(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        const int stock = 7, buyers = 12;
        var (_, rare) = await shop.Sells(1_000, stock, "Rare");
        var people = new List<(TestPerson Buyer, string Address)>();
        for (var i = 0; i < buyers; i++)
        {
            var buyer = await site.SignedIn("rush");
            await buyer.Puts(rare, 1 + i % 2);
            people.Add((buyer, await buyer.Address()));
        }
        var answers = await Task.WhenAll(people.Select((p, i) => p.Buyer.Orders(p.Address, 1_000 * (1 + i % 2), (rare, 1 + i % 2, 1_000))));
        var won = answers.Select((a, i) => (Answer: a, Pieces: 1 + i % 2, People: people[i])).Where(x => x.Answer.IsSuccessStatusCode).ToList();
        foreach (var lost in answers.Where(a => !a.IsSuccessStatusCode)) (await lost.Code()).ShouldBe("checkout.stock");
        won.Sum(w => w.Pieces).ShouldBeInRange(stock - 1, stock);
        (await shop.Stock(rare)).ShouldBe((stock, won.Sum(w => w.Pieces)));
        foreach (var (answer, _, (buyer, _)) in won)
            (await buyer.Client.PostAsync($"/api/v1/orders/{(await answer.Json()).GetProperty("order").GetString()}/cancel", null)).EnsureSuccessStatusCode();
        (await shop.Stock(rare)).ShouldBe((stock, 0), "every held piece came back");
    }

    [Theory, BothDatabases]
    public async Task One_cart_sent_twice_at_once_is_one_order(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(2_500, 3);
        var buyer = await site.SignedIn("twice");
        await buyer.Puts(pot);
        var address = await buyer.Address();
        var answers = await site.Meet($"goods_cart_lines where member_id = {buyer.MemberId}", 2, () => buyer.Orders(address, 2_500, (pot, 1, 2_500)));
        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(1);
        (await answers.Single(a => !a.IsSuccessStatusCode).Code()).ShouldBeOneOf("checkout.lines", "checkout.empty");
        (await shop.Stock(pot)).ShouldBe((3, 1));
    }

    [Theory, BothDatabases]
    public async Task Nobody_holds_more_than_five_orders_they_have_not_paid(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(900, 50);
        var buyer = await site.SignedIn("hoards");
        var address = await buyer.Address();
        Task<HttpResponseMessage> Buy() => buyer.Client.PostAsJsonAsync("/api/v1/orders", new { address, total = 900, direct = true, lines = new[] { new { sku = pot.ToString(), quantity = 1, minor = 900 } } });
        var answers = await site.Meet($"people_members where id = {buyer.MemberId}", 7, Buy);
        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(5);
        (await shop.Stock(pot)).ShouldBe((50, 5));
        var refused = await Buy();
        (refused.StatusCode, await refused.Code()).ShouldBe((HttpStatusCode.UnprocessableEntity, "order.unpaid"));
        var page = await buyer.Client.PostAsync("/checkout", new FormUrlEncodedContent([new("sku", pot.ToString()), new("n", "1"), new("address", address), new("total", "900"), new("seen", $"{pot}.1.900")]));
        var said = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync()).QuerySelector("[role=alert]")!;
        said.TextContent.ShouldContain("Pay or cancel one of them first.");
        said.QuerySelector("a")!.GetAttribute("href").ShouldBe("/orders");
        (await buyer.Client.PostAsync($"/api/v1/orders/{await Latest(buyer)}/cancel", null)).EnsureSuccessStatusCode();
        (await Buy()).EnsureSuccessStatusCode();
    }

    [Theory, BothDatabases]
    public async Task An_order_whose_bank_did_not_answer_stands_and_can_still_be_paid_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(2_500, 3);
        var buyer = await site.SignedIn("cut");
        await buyer.Puts(pot);
        var address = Id.Parse(await buyer.Address());
        await using (var scope = site.Scope())
        {
            // Without a request the bank cannot be asked, as if it were away.
            (await scope.ServiceProvider.GetRequiredService<PlaceOrder>().Run(buyer.Caller(), new(address, [new(pot, 1, 2_500)], 2_500), null!)).PayUrl.ShouldBeNull();
            var again = await Should.ThrowAsync<Refusal>(async () => await scope.ServiceProvider.GetRequiredService<StartPayment>().Run(buyer.Caller(), await Latest(buyer), "sandbox", null!));
            (again.Code, again.Status).ShouldBe(("payment.unreachable", 503));
        }
        var order = await Latest(buyer);
        (await shop.Stock(pot)).ShouldBe((3, 1));
        var url = (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { }).Json()).GetProperty("payUrl").GetString()!;
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { }).Json()).GetProperty("payUrl").GetString().ShouldBe(url);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Never"));
        (await buyer.State(order)).ShouldBe("paid");
        await using var look = site.Scope();
        (await look.ServiceProvider.GetRequiredService<AppDb>().Set<Payment>().CountAsync(p => p.OrderId == order.Value)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_shop_that_does_not_send_there_refuses(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site, excluded: ["CN-XZ"]);
        var (_, pot) = await shop.Sells(100, 3);
        var buyer = await site.SignedIn("lhasa");
        await buyer.Puts(pot);
        (await (await buyer.Orders(await buyer.Address("CN-XZ"), 100, (pot, 1, 100))).Code()).ShouldBe("checkout.region");
    }

    [Theory, BothDatabases]
    public async Task Anothers_address_order_and_cart_line_are_not_found(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(100, 9);
        var owner = await site.SignedIn("owner");
        var thief = await site.SignedIn("thief");
        var (order, _) = await owner.Buys(pot, 1, 100);
        await owner.Puts(pot);
        var line = (await owner.Client.GetAsync("/api/v1/cart").Json()).GetProperty("shops")[0].GetProperty("lines")[0].GetProperty("id").GetString();
        var address = await owner.Address();
        await thief.Puts(pot);
        (await thief.Orders(address, 100, (pot, 1, 100))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await thief.Client.GetAsync($"/api/v1/orders/{order}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await thief.Client.GetAsync($"/orders/{order}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await thief.Client.PostAsync($"/api/v1/orders/{order}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await thief.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await thief.Client.DeleteAsync($"/api/v1/cart/lines/{line}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await thief.Client.PutAsJsonAsync($"/api/v1/addresses/{address}", new { name = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var other = await TestStall.Open(site);
        var part = await owner.Part(order);
        (await other.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF12345678" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "no" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<Id> Latest(TestPerson buyer) => Id.Parse((await buyer.Client.GetAsync("/api/v1/orders").Json()).GetProperty("items")[0].GetProperty("id").GetString()!);
}
