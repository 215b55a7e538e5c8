using System.Net;
using System.Net.Http.Json;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Orders;

/// <summary>Two who move one order in the same moment.</summary>
public class AtOnceTests
{
    [Theory, BothDatabases]
    public async Task Two_clerks_who_send_at_once_take_what_they_sent_and_nothing_of_other_orders(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 10);
        TestPerson buyer = await site.SignedIn("five"), other = await site.SignedIn("three");
        var order = await buyer.PaidOrder(pot, 5, 990);
        await other.PaidOrder(pot, 3, 990);
        var part = await buyer.Part(order);
        var line = (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString()!;
        Task<HttpResponseMessage> Send(int pieces) =>
            shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1382440", lines = new Dictionary<string, int> { [line] = pieces } });
        (await Send(1)).EnsureSuccessStatusCode();
        var sent = await site.Meet($"goods_orders where id = {order.Value}", 2, () => Send(2));
        sent.ShouldAllBe(a => a.IsSuccessStatusCode);
        var seen = (await buyer.Order(order)).GetProperty("parts")[0];
        (seen.GetProperty("lines")[0].GetProperty("shipped").GetInt32(), seen.GetProperty("state").GetString()).ShouldBe((5, "shipped"));
        (await shop.Stock(pot)).ShouldBe((5, 3), "what the other order waits for is still there");
    }

    [Theory, BothDatabases]
    public async Task Two_shops_that_call_their_parts_off_at_once_close_the_order(Provider provider)
    {
        var site = TestSite.On(provider);
        var (buyer, order, (one, first), (two, second)) = await TestBuying.PaidOfTwoShops(site);
        var off = await site.Meet($"goods_orders where id = {order.Value}", () => CallOff(one, first), () => CallOff(two, second));
        off.ShouldAllBe(a => a.IsSuccessStatusCode);
        (await buyer.State(order)).ShouldBe("cancelled");
    }

    [Theory, BothDatabases]
    public async Task The_last_part_that_is_done_closes_the_order_also_beside_a_cancellation(Provider provider)
    {
        var site = TestSite.On(provider);
        var (buyer, order, (one, first), (two, second)) = await TestBuying.PaidOfTwoShops(site);
        (await one.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{first}/parcels", new { carrier = "sf", tracking = "SF1382441" })).EnsureSuccessStatusCode();
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { part = first.ToString() })).EnsureSuccessStatusCode();
        await using var scope = site.Scope();
        Instant? past = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(1));
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SubOrder>().Where(s => s.Id == first.Value).ExecuteUpdateAsync(s => s.SetProperty(x => x.DoneBy, past));
        await site.Meet($"goods_orders where id = {order.Value}", async () => (await CallOff(two, second)).StatusCode, async () =>
        {
            await scope.ServiceProvider.GetRequiredService<FinishReceived>().Run(CancellationToken.None);
            return HttpStatusCode.NoContent;
        });
        (await buyer.State(order)).ShouldBe("done");
    }

    [Theory, BothDatabases]
    public async Task Two_clicks_on_pay_lead_to_one_page_of_the_bank(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(700, 5);
        var buyer = await site.SignedIn("clicks");
        var (order, url) = await buyer.Buys(pot, 1, 700);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Fail"));
        var answers = await site.Meet($"goods_orders where id = {order.Value}", 2, () => buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/pay", new { }).Json());
        answers[0].GetProperty("payUrl").GetString().ShouldBe(answers[1].GetProperty("payUrl").GetString());
    }

    private static Task<HttpResponseMessage> CallOff(TestStall shop, Id part) => shop.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/cancel", new { text = "Sold out" });
}
