using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Goods.Merchants;

public class OpenShopTests
{
    [Theory, BothDatabases]
    public async Task Only_an_operator_opens_a_shop_or_keeps_categories(Provider provider)
    {
        var site = TestSite.On(provider);
        var member = await site.SignedIn("member");
        (await member.Client.PostAsJsonAsync("/api/v1/shops", Shop(member, "my-own-shop"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await member.Client.PutAsJsonAsync("/api/v1/categories/mine", new { name = TestShop.Both("我", "Mine"), position = 1 })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await site.Browser().PostAsJsonAsync("/api/v1/shops", Shop(member, "my-own-shop"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task An_address_belongs_to_one_shop_and_a_member_to_one(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var other = await shop.Site.SignedIn("other");
        (await (await shop.Operator.Client.PostAsJsonAsync("/api/v1/shops", Shop(other, shop.Slug))).Code()).ShouldBe("goods.shop.taken");
        (await (await shop.Operator.Client.PostAsJsonAsync("/api/v1/shops", Shop(shop.Owner, shop.Slug + "-b"))).Code()).ShouldBe("goods.staff.taken");
    }

    [Theory, BothDatabases]
    public async Task Addresses_and_currencies_have_a_shape(Provider provider)
    {
        var site = TestSite.On(provider);
        var (boss, other) = (await site.SignedIn("boss", Rights.Operate), await site.SignedIn("other"));
        foreach (var slug in new[] { "", "A b", "-x-", "../etc", new string('a', 41) })
            (await (await boss.Client.PostAsJsonAsync("/api/v1/shops", Shop(other, slug))).Code()).ShouldBe("goods.shop.slug", slug);
        (await (await boss.Client.PostAsJsonAsync("/api/v1/shops", Shop(other, "fine-slug", "yuan"))).Code()).ShouldBe("goods.currency");
    }

    [Theory, BothDatabases]
    public async Task Shipping_terms_reach_the_buyer(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var id = await shop.Sell();
        (await shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shipping", new { flatMinor = 800, freeFromMinor = 19900, dispatchDays = 3, excluded = new[] { "CN-XZ" } })).EnsureSuccessStatusCode();
        var html = await shop.Site.Browser().GetStringAsync($"/goods/{id}");
        html.ShouldContain("Delivery ¥8, free from ¥199");
        html.ShouldContain("within 3 days");
        (await shop.Site.Browser().GetStringAsync($"/shops/{shop.Slug}")).ShouldContain("Does not send to Tibet");
        foreach (var (wrong, code) in new (object, string)[]
                 {
                     (new { flatMinor = -1, dispatchDays = 3 }, "goods.shipping.flat"), (new { flatMinor = 0, dispatchDays = 0 }, "goods.shipping.days"),
                     (new { flatMinor = 0, dispatchDays = 1, excluded = new[] { "MOON" } }, "goods.shipping.region"),
                 })
            (await (await shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shipping", wrong)).Code()).ShouldBe(code);
    }

    private static object Shop(TestPerson owner, string slug, string currency = "CNY") =>
        new { ownerId = owner.Id, slug, name = TestShop.Both("铺", "Shop"), about = TestShop.Both("", ""), shipsFrom = TestShop.Both("杭州", "Hangzhou"), currency };
}
