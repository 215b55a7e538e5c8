using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Merchants;

/// <summary>Pictures of a shop and its goods are served for as long as something shows them, and an order goes on showing what was bought.</summary>
public class PicturesOfGoodsTests
{
    [Theory, BothDatabases]
    public async Task A_sign_and_a_cover_that_are_replaced_are_gone(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        string sign = await shop.Picture(), cover = await shop.Picture(), next = await shop.Picture();
        await Decorate(shop, sign, cover);
        await Decorate(shop, next, next);
        foreach (var gone in new[] { sign, cover }) await TakeDownPictureTests.Becomes(shop.Owner.Client, Id.Parse(gone), HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(shop.Site.Browser(), Id.Parse(next), HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task A_picture_taken_out_of_a_gallery_is_gone_unless_an_order_shows_it(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        string bought = await shop.Picture(), extra = await shop.Picture(), next = await shop.Picture();
        var body = await shop.Body();
        var product = await shop.Sell(With(body, bought, extra));
        var sku = Id.Parse((await shop.Product(product)).GetProperty("skus")[0].GetProperty("id").GetString()!);
        var buyer = await shop.Site.SignedIn("buyer");
        await buyer.Buys(sku, 1, 9900);
        (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/goods/{product}", With(body, next))).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(shop.Owner.Client, Id.Parse(extra), HttpStatusCode.NotFound);
        await using var scope = shop.Site.Scope();
        await scope.ServiceProvider.GetRequiredService<FollowUse>().Run([Id.Parse(bought).Value], default);
        await TakeDownPictureTests.Becomes(buyer.Client, Id.Parse(bought), HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_a_colleague_showed_in_a_note_of_theirs_is_not_the_shops_to_show()
    {
        var shop = await TestShop.Open(TestSite.On(Provider.Sqlite));
        var clerk = await shop.Site.SignedIn("clerk");
        (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        var hers = await shop.Picture(clerk, "Note");
        var answer = await shop.Owner.Client.PostAsJsonAsync("/api/v1/office/goods", With(await shop.Body(), hers));
        (await answer.Code()).ShouldBe("goods.picture.unknown");
        (await clerk.Client.PostAsJsonAsync("/api/v1/office/goods", With(await shop.Body(), hers))).EnsureSuccessStatusCode();
    }

    private static Dictionary<string, object?> With(Dictionary<string, object?> product, params string[] pictures)
    {
        product["pictures"] = pictures.Select(id => new { id }).ToArray();
        return product;
    }

    private static async Task Decorate(TestShop shop, string sign, string cover) => (await shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shop",
        new { name = TestShop.Both("铺", "Shop"), about = TestShop.Both("", ""), shipsFrom = TestShop.Both("杭州", "Hangzhou"), signId = sign, coverId = cover })).EnsureSuccessStatusCode();
}
