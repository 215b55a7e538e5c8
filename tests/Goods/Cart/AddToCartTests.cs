using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Trust.Limits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Cart;

public class AddToCartTests
{
    [Theory, BothDatabases]
    public async Task What_is_bought_again_stays_in_the_cart_where_the_rest_is_refused(Provider provider)
    {
        var site = TestSite.On(provider);
        var (buyer, order, _, _) = await TestBuying.PaidOfTwoShops(site);
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            foreach (var hour in new[] { 0, 1 }) // this one, and the next should it begin now
            {
                var now = Instant.Now(TimeProvider.System).Plus(TimeSpan.FromHours(hour));
                var window = now.Micros / 3_600_000_000;
                var bucket = $"cart.add:{buyer.MemberId}";
                await db.Set<RateWindow>().Where(r => r.Bucket == bucket && r.Window == window).ExecuteDeleteAsync();
                db.Add(new RateWindow { Bucket = bucket, Window = window, Count = 599, Until = now.Plus(TimeSpan.FromHours(1)) });
            }
            await db.SaveChangesAsync();
        }
        var answer = await buyer.Client.PostAsync($"/api/v1/orders/{order}/again", null).Json();
        (answer.GetProperty("added").GetInt32(), answer.GetProperty("left").GetInt32()).ShouldBe((1, 1));
    }

    [Theory, BothDatabases]
    public async Task Two_clicks_at_once_put_two_pieces_into_the_cart(Provider provider)
    {
        var site = TestSite.On(provider);
        var (_, pot) = await (await TestStall.Open(site)).Sells(700, 9);
        var buyer = await site.SignedIn("clicks");
        await site.Meet($"goods_skus where id = {pot.Value}", 2, () => buyer.Client.PostAsJsonAsync("/api/v1/cart/lines", new { sku = pot.ToString(), quantity = 1 }).Json());
        (await Pieces(buyer)).ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task Two_who_add_to_one_line_at_once_lose_no_piece(Provider provider)
    {
        var site = TestSite.On(provider);
        var (_, pot) = await (await TestStall.Open(site)).Sells(700, 9);
        var buyer = await site.SignedIn("windows");
        await buyer.Puts(pot);
        await site.Meet($"goods_cart_lines where member_id = {buyer.MemberId}", 3, () => buyer.Client.PostAsJsonAsync("/api/v1/cart/lines", new { sku = pot.ToString(), quantity = 1 }).Json());
        (await Pieces(buyer)).ShouldBe(4);
    }

    [Theory, BothDatabases]
    public async Task A_piece_added_while_the_cart_is_bought_is_bought_or_still_there(Provider provider)
    {
        var site = TestSite.On(provider);
        var (_, pot) = await (await TestStall.Open(site)).Sells(700, 9);
        var buyer = await site.SignedIn("beside");
        await buyer.Puts(pot);
        var address = await buyer.Address();
        var answers = await site.Meet($"goods_cart_lines where member_id = {buyer.MemberId}",
            () => buyer.Client.PostAsJsonAsync("/api/v1/cart/lines", new { sku = pot.ToString(), quantity = 1 }), () => buyer.Orders(address, 700, (pot, 1, 700)));
        answers[0].StatusCode.ShouldBe(HttpStatusCode.OK);
        if (!answers[1].IsSuccessStatusCode) (await answers[1].Code()).ShouldBe("checkout.lines");
        (await Pieces(buyer)).ShouldBe(answers[1].IsSuccessStatusCode ? 1 : 2);
    }

    // The purchase takes lines out by how many there are of each, the ticks go by the lines as they lie.
    [Theory, BothDatabases]
    public async Task Ticking_all_and_buying_at_once_do_not_wait_for_each_other(Provider provider)
    {
        var site = TestSite.On(provider);
        var stall = await TestStall.Open(site);
        Id pot = (await stall.Sells(700, 9)).Sku, cup = (await stall.Sells(300, 9, "Cup")).Sku;
        var buyer = await site.SignedIn("ticks");
        await buyer.Puts(pot, 2);
        await buyer.Puts(cup);
        var address = await buyer.Address();
        var answers = await site.Meet($"goods_cart_lines where member_id = {buyer.MemberId}",
            () => buyer.Client.PutAsJsonAsync("/api/v1/cart/picked", new { picked = true }), () => buyer.Orders(address, 1_700, (pot, 2, 700), (cup, 1, 300)));
        answers.ShouldAllBe(a => a.IsSuccessStatusCode);
    }

    private static async Task<int> Pieces(TestPerson buyer) => (await buyer.Client.GetAsync("/api/v1/cart").Json()).GetProperty("pieces").GetInt32();
}
