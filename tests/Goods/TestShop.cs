using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;

namespace Kaki.Tests.Goods;

/// <summary>A shop with its owner, and a shelf of its own to put goods on.</summary>
internal sealed record TestShop(TestSite Site, TestPerson Operator, TestPerson Owner, string Slug, string Category)
{
    private static int last;

    public static async Task<TestShop> Open(TestSite site)
    {
        var boss = await site.SignedIn("boss", Rights.Operate);
        var owner = await site.SignedIn("owner");
        var n = Interlocked.Increment(ref last);
        var slug = $"shop-{n}-{Guid.CreateVersion7():N}"[..24];
        var opened = await boss.Client.PostAsJsonAsync("/api/v1/shops", new { ownerId = owner.Id, slug, name = Both("杯子铺", "Cup shop"), about = Both("杯子", "Cups"), shipsFrom = Both("杭州", "Hangzhou"), currency = "CNY" });
        await opened.Json();
        var category = $"cups-{n}-{Guid.CreateVersion7():N}"[..24];
        var put = await boss.Client.PutAsJsonAsync($"/api/v1/categories/{category}", new
        {
            name = Both("杯子", "Cups"), position = n,
            attributes = new object[]
            {
                new { key = "material", name = Both("材质", "Material"), kind = "choice", required = true, choices = new[] { Both("陶", "Clay"), Both("玻璃", "Glass") } },
                new { key = "volume", name = Both("容量", "Volume"), kind = "number", required = false, unit = "ml" },
                new { key = "care", name = Both("保养", "Care"), kind = "text", required = false },
            },
        });
        put.IsSuccessStatusCode.ShouldBeTrue(await put.Content.ReadAsStringAsync());
        return new(site, boss, owner, slug, category);
    }

    public static object Both(string zh, string en) => new { zh, en };

    public async Task<string> CategoryId()
    {
        var all = await Owner.Client.GetAsync("/api/v1/categories").Json();
        return all.GetProperty("items").EnumerateArray().Single(c => c.GetProperty("slug").GetString() == Category).GetProperty("id").GetString()!;
    }

    public async Task<string> Picture(TestPerson? by = null, string purpose = "Goods")
    {
        var content = new ByteArrayContent(Painted.Png(24, 24, Interlocked.Increment(ref last)));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        var answer = await (by ?? Owner).Client.PostAsync($"/api/v1/pictures?purpose={purpose}", content).Json();
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>The body of a product with two colours, as the office sends it; change it before sending.</summary>
    public async Task<Dictionary<string, object?>> Body(string titleEn = "Cup", long price = 9900, int stock = 10) => new()
    {
        ["title"] = Both("杯子", titleEn), ["about"] = Both("好用", "Useful"), ["brand"] = "Kiln", ["categoryId"] = await CategoryId(),
        ["attributes"] = new Dictionary<string, string> { ["material"] = "0", ["volume"] = "300" },
        ["options"] = new[] { new { name = Both("颜色", "Colour"), values = new object[] { new { name = Both("白", "White") }, new { name = Both("蓝", "Blue") } } } },
        ["variants"] = new object[] { new { choices = new[] { 0 }, priceMinor = price, code = "W", stock }, new { choices = new[] { 1 }, priceMinor = price + 1000, code = "B", stock } },
        ["pictures"] = new[] { new { id = await Picture() } },
    };

    public async Task<JsonElement> Make(Dictionary<string, object?>? body = null) => await (await Owner.Client.PostAsJsonAsync("/api/v1/office/goods", body ?? await Body())).Json();

    /// <summary>Makes a product and puts it on sale.</summary>
    public async Task<string> Sell(Dictionary<string, object?>? body = null)
    {
        var id = (await Make(body)).GetProperty("id").GetString()!;
        var put = await Owner.Client.PostAsJsonAsync("/api/v1/office/goods/sale", new { ids = new[] { id }, onSale = true });
        put.IsSuccessStatusCode.ShouldBeTrue(await put.Content.ReadAsStringAsync());
        return id;
    }

    public Task<JsonElement> Product(string id) => Site.Browser().GetAsync($"/api/v1/goods/{id}").Json();

    public static long Id(string text) => Kaki.Kernel.Id.Parse(text).Value;
}
