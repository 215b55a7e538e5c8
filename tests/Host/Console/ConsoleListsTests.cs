using System.Net;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Desk;

/// <summary>What the console lists, read by programs.</summary>
public class ConsoleListsTests
{
    [Theory, BothDatabases]
    public async Task Moderators_read_everybody_a_page_at_a_time_or_by_handle(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson mod = await site.SignedIn("mod", Rights.Moderate), sought = await site.SignedIn("sought");
        for (var i = 0; i < 51; i++) await site.SignedIn("crowd");
        var first = await mod.Client.GetAsync("/api/v1/console/people").Json();
        first.GetProperty("items").GetArrayLength().ShouldBe(50);
        var rest = await mod.Client.GetAsync($"/api/v1/console/people?after={first.GetProperty("next").GetString()}").Json();
        Ids(first).Intersect(Ids(rest)).ShouldBeEmpty();
        Ids(rest)[0].ShouldNotBeEmpty();
        var found = (await mod.Client.GetAsync($"/api/v1/console/people?text=@{sought.Handle}").Json()).GetProperty("items").EnumerateArray().First(p => p.GetProperty("handle").GetString() == sought.Handle);
        (found.GetProperty("id").GetString(), found.GetProperty("role").GetString()).ShouldBe((sought.Id.ToString(), "member"));
        (await mod.Client.GetAsync("/api/v1/console/people?after=nonsense")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task Operators_read_shops_orders_and_what_happened_to_one(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson keeper = await site.SignedIn("keeper", Rights.Operate), mod = await site.SignedIn("mod", Rights.Moderate), buyer = await site.SignedIn("buyer");
        var stall = await TestStall.Open(site);
        var (_, sku) = await stall.Sells(2_000, 9);
        var order = await buyer.PaidOrder(sku, 1, 2_000);
        var shop = (await keeper.Client.GetAsync("/api/v1/console/shops").Json()).GetProperty("items").EnumerateArray().Single(s => s.GetProperty("slug").GetString() == stall.Slug);
        (shop.GetProperty("ownerId").GetString(), shop.GetProperty("open").GetBoolean(), shop.GetProperty("products").GetInt32()).ShouldBe((stall.Keeper.Id.ToString(), true, 1));
        var row = (await keeper.Client.GetAsync($"/api/v1/console/orders?state=paid&text={order}").Json()).GetProperty("items").EnumerateArray().Single();
        (row.GetProperty("id").GetString(), row.GetProperty("buyerId").GetString(), row.GetProperty("state").GetString()).ShouldBe((order.ToString(), buyer.Id.ToString(), "paid"));
        (await keeper.Client.GetAsync($"/api/v1/console/orders?state=placed&text={order}").Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
        var story = await keeper.Client.GetAsync($"/api/v1/console/orders/{order}").Json();
        story.GetProperty("payments")[0].GetProperty("state").GetString().ShouldBe("paid");
        story.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("room").GetString()).ShouldContain("stock");
        story.GetRawText().ShouldNotContain("13800002046");
        var no = await keeper.Client.GetAsync("/api/v1/console/orders?state=lost");
        (no.StatusCode, await no.Code()).ShouldBe((HttpStatusCode.BadRequest, "choice"));
        (await keeper.Client.GetStringAsync($"/console/orders/{order}")).ShouldContain("pill ok");
        foreach (var path in new[] { "shops", "orders", $"orders/{order}" }) (await mod.Client.GetAsync($"/api/v1/console/{path}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
    }

    private static string[] Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetString()!)];
}
