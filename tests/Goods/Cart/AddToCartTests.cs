using System.Net.Http.Json;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Goods.Cart;

public class AddToCartTests
{
    [Theory, BothDatabases]
    public async Task Two_clicks_at_once_put_two_pieces_into_the_cart(Provider provider)
    {
        var site = TestSite.On(provider);
        var (_, pot) = await (await TestStall.Open(site)).Sells(700, 9);
        var buyer = await site.SignedIn("clicks");
        await site.Meet($"goods_skus where id = {pot.Value}", 2, () => buyer.Client.PostAsJsonAsync("/api/v1/cart/lines", new { sku = pot.ToString(), quantity = 1 }).Json());
        (await buyer.Client.GetAsync("/api/v1/cart").Json()).GetProperty("pieces").GetInt32().ShouldBe(2);
    }
}
