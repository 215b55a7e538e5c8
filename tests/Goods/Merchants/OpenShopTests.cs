using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
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
        foreach (var slug in new[] { "", "A b", "-x-", "../etc", new string('a', 41), "two-lines\n" })
            (await (await boss.Client.PostAsJsonAsync("/api/v1/shops", Shop(other, slug))).Code()).ShouldBe("goods.shop.slug", slug);
        foreach (var currency in new[] { "yuan", "KWD", "XXX", "cny" }) (await (await boss.Client.PostAsJsonAsync("/api/v1/shops", Shop(other, "fine-slug", currency))).Code()).ShouldBe("goods.currency", currency);
    }

    [Theory, BothDatabases]
    public async Task A_shop_belongs_to_somebody_who_is_there(Provider provider)
    {
        var site = TestSite.On(provider);
        var (boss, nobody) = (await site.SignedIn("boss", Rights.Operate), new TestPerson(null!, 42, "nobody", "Nobody"));
        (await (await boss.Client.PostAsJsonAsync("/api/v1/shops", Shop(nobody, "shop-of-nobody"))).Code()).ShouldBe("goods.staff.unknown_id");
        (await site.Browser().GetAsync("/api/v1/shops/shop-of-nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task For_whom_a_shop_is_opened_is_told(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        await Soon.Holds(async () => (await shop.Owner.Client.GetAsync("/api/v1/notices?kind=orders").Json()).GetProperty("items").EnumerateArray()
            .Any(n => n.GetProperty("kind").GetString() == "seated" && n.GetProperty("url").GetString() == "/office" && n.GetProperty("handle").GetString() == shop.Operator.Handle), "A notice of the shop");
    }

    [Theory, BothDatabases]
    public async Task Shops_are_described_by_whole_characters(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var about = new string('a', 149) + "\U0001F352 and more";
        var put = await shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shop", new { name = TestShop.Both("杯子铺", "Cup shop"), about = TestShop.Both(about, about), shipsFrom = TestShop.Both("杭州", "Hangzhou"), open = true });
        put.IsSuccessStatusCode.ShouldBeTrue(await put.Content.ReadAsStringAsync());
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await shop.Site.Browser().GetStringAsync($"/shops/{shop.Slug}"));
        page.QuerySelector("meta[name=description]")!.GetAttribute("content").ShouldBe(new string('a', 149) + "…");
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

    [Theory, BothDatabases]
    public async Task What_is_read_of_a_shop_and_its_shipping_is_sent_back_changed_and_loses_nothing(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var (sign, cover, other) = (await shop.Picture(), await shop.Picture(), await shop.Site.SignedIn("other"));
        (await shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shop", new { name = TestShop.Both("杯子铺", "Cup shop"), about = TestShop.Both("杯子", "Cups"), shipsFrom = TestShop.Both("杭州", "Hangzhou"), signId = sign, coverId = cover, open = true })).EnsureSuccessStatusCode();
        (await shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shipping", new { flatMinor = 800, freeFromMinor = 19900, dispatchDays = 3, excluded = new[] { "CN-XZ" } })).EnsureSuccessStatusCode();
        await Changed(shop, "/api/v1/office/shop", body => body["name"]!["en"] = "Cups and more");
        await Changed(shop, "/api/v1/office/shipping", body => body["dispatchDays"] = 4);
        var read = await shop.Owner.Client.GetAsync("/api/v1/office/shop").Json();
        (read.GetProperty("name").GetProperty("en").GetString(), read.GetProperty("signId").GetString(), read.GetProperty("coverId").GetString()).ShouldBe(("Cups and more", sign, cover));
        var terms = await shop.Owner.Client.GetAsync("/api/v1/office/shipping").Json();
        (terms.GetProperty("dispatchDays").GetInt32(), terms.GetProperty("freeFromMinor").GetInt64(), terms.GetProperty("excluded")[0].GetString()).ShouldBe((4, 19900, "CN-XZ"));
        (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/staff/{other.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        (await other.Client.GetAsync("/api/v1/office/shop")).StatusCode.ShouldBe(HttpStatusCode.OK, "a clerk reads");
        (await other.Client.PutAsJsonAsync("/api/v1/office/shop", read)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    // Read, changed and sent back with its tag; sent so once more it is too late.
    private static async Task Changed(TestShop shop, string path, Action<JsonNode> change)
    {
        var read = await shop.Owner.Client.GetAsync(path);
        var body = JsonNode.Parse(await read.Content.ReadAsStringAsync())!;
        change(body);
        foreach (var status in new[] { HttpStatusCode.NoContent, HttpStatusCode.PreconditionFailed })
        {
            using var put = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body), Headers = { IfMatch = { read.Headers.ETag! } } };
            (await shop.Owner.Client.SendAsync(put)).StatusCode.ShouldBe(status, path);
        }
    }

    private static object Shop(TestPerson owner, string slug, string currency = "CNY") =>
        new { ownerId = owner.Id, slug, name = TestShop.Both("铺", "Shop"), about = TestShop.Both("", ""), shipsFrom = TestShop.Both("杭州", "Hangzhou"), currency };
}
