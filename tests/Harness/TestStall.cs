using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Goods;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>A shop with a keeper, and goods to buy in it.</summary>
internal sealed record TestStall(TestSite Site, long Id, string Slug, TestPerson Keeper, long Category)
{
    private static int last;

    public static async Task<TestStall> Open(TestSite site, long flat = 0, long? freeFrom = null, string[]? excluded = null, string currency = "CNY")
    {
        var keeper = await site.SignedIn("keeper");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var slug = $"testshop-{Interlocked.Increment(ref last)}";
        var shop = Merchant.Open(db.NextId(), slug, currency, Instant.Now(TimeProvider.System));
        shop.Describe(new("试验店", "Test shop"), Text2.None, new("杭州", "Hangzhou"));
        var rule = new ShippingRule { Id = shop.Id };
        rule.Set(new Money(flat, currency), freeFrom, 2, excluded ?? []);
        var category = new Category { Id = db.NextId(), Slug = "cat-" + slug, Name = new("类", "Kind") };
        db.AddRange(shop, rule, category, new Staff { Id = db.NextId(), MerchantId = shop.Id, MemberId = keeper.MemberId, Role = StaffRole.Owner, Since = Instant.Now(TimeProvider.System) });
        await db.SaveChangesAsync();
        return new(site, shop.Id, slug, keeper, category.Id);
    }

    /// <summary>A product on sale with one variant.</summary>
    public async Task<(Id Product, Id Sku)> Sells(long price, int stock, string title = "Pot", string currency = "CNY")
    {
        await using var scope = Site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = Instant.Now(TimeProvider.System);
        var product = new Product { Id = db.NextId(), MerchantId = Id, CategoryId = Category, Title = new(title, title) };
        var sku = new Sku { Id = db.NextId(), ProductId = product.Id };
        var change = sku.Reprice(new Money(price, currency), null, db.NextId(), Keeper.MemberId, now);
        var picture = new ProductPicture { Id = db.NextId(), ProductId = product.Id, PictureId = db.NextId(), Width = 100, Height = 100, Colour = "#aabbcc" };
        product.Settle([picture], [sku], now);
        product.PutOnSale(now);
        var book = scope.ServiceProvider.GetRequiredService<StockBook>();
        await db.Write(async () =>
        {
            db.AddRange(product, sku, picture, change!);
            book.Open(sku);
            await db.SaveChangesAsync();
            if (stock > 0) await book.Receive(sku.Id, stock, Keeper.MemberId);
        });
        return (product.Id, sku.Id);
    }

    public async Task Reprice(Id sku, long price)
    {
        await using var scope = Site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var row = await db.Set<Sku>().SingleAsync(s => s.Id == sku.Value);
        db.Add(row.Reprice(new Money(price, row.Price.Currency), null, db.NextId(), Keeper.MemberId, Instant.Now(TimeProvider.System))!);
        await db.SaveChangesAsync();
    }

    public async Task<(int OnHand, int Held)> Stock(Id sku)
    {
        await using var scope = Site.Scope();
        var row = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<StockRow>().AsNoTracking().SingleAsync(r => r.Id == sku.Value);
        return (row.OnHand, row.Held);
    }
}

/// <summary>What a buyer does, over HTTP.</summary>
internal static class TestBuying
{
    public static async Task<string> Address(this TestPerson buyer, string region = "CN-ZJ") =>
        (await buyer.Client.PostAsJsonAsync("/api/v1/addresses", new { name = "许多多", phone = "13800002046", region, street = "竹竿巷 18 号 3 幢 502" }).Json()).GetProperty("id").GetString()!;

    public static async Task Puts(this TestPerson buyer, Id sku, int quantity = 1) =>
        (await buyer.Client.PostAsJsonAsync("/api/v1/cart/lines", new { sku = sku.ToString(), quantity })).EnsureSuccessStatusCode();

    public static Task<HttpResponseMessage> Orders(this TestPerson buyer, string address, long total, params (Id Sku, int Quantity, long Minor)[] lines) =>
        buyer.Client.PostAsJsonAsync("/api/v1/orders", new { address, total, lines = lines.Select(l => new { sku = l.Sku.ToString(), quantity = l.Quantity, minor = l.Minor }) });

    /// <summary>Puts one variant into the cart and orders it.</summary>
    public static async Task<(Id Order, string PayUrl)> Buys(this TestPerson buyer, Id sku, int quantity, long price, long shipping = 0)
    {
        await buyer.Puts(sku, quantity);
        var placed = await buyer.Orders(await buyer.Address(), price * quantity + shipping, (sku, quantity, price)).Json();
        return (Id.Parse(placed.GetProperty("order").GetString()!), placed.GetProperty("payUrl").GetString()!);
    }

    /// <summary>Decides at the test bank; answers where the browser goes, if it does.</summary>
    public static async Task<Uri?> AtTheBank(this TestPerson buyer, string payUrl, string choice) =>
        (await buyer.Client.PostAsync(payUrl, new FormUrlEncodedContent([new("choice", choice)]))).Headers.Location;

    public static Task<JsonElement> Order(this TestPerson buyer, Id order) => buyer.Client.GetAsync($"/api/v1/orders/{order}").Json();

    public static async Task<string> State(this TestPerson buyer, Id order) => (await buyer.Order(order)).GetProperty("state").GetString()!;

    public static async Task<List<string>> History(this TestPerson buyer, Id order) =>
        [.. (await buyer.Order(order)).GetProperty("history").EnumerateArray().Select(s => s.GetProperty("kind").GetString()!)];

    public static async Task<Id> PaidOrder(this TestPerson buyer, Id sku, int quantity, long price)
    {
        var (order, url) = await buyer.Buys(sku, quantity, price);
        await buyer.Client.GetAsync(await buyer.AtTheBank(url, "Never"));
        return order;
    }

    /// <summary>A paid order of 5 from one shop and 3 from another.</summary>
    public static async Task<(TestPerson Buyer, Id Order, (TestStall Shop, Id Part) One, (TestStall Shop, Id Part) Two)> PaidOfTwoShops(TestSite site)
    {
        TestStall one = await TestStall.Open(site), two = await TestStall.Open(site);
        var ((_, pot), (_, cup)) = (await one.Sells(500, 5), await two.Sells(300, 5));
        var buyer = await site.SignedIn("both");
        await buyer.Puts(pot);
        await buyer.Puts(cup);
        var placed = await buyer.Orders(await buyer.Address(), 800, (pot, 1, 500), (cup, 1, 300)).Json();
        var order = Id.Parse(placed.GetProperty("order").GetString()!);
        await buyer.Client.GetAsync(await buyer.AtTheBank(placed.GetProperty("payUrl").GetString()!, "Never"));
        var parts = (await buyer.Order(order)).GetProperty("parts").EnumerateArray().ToDictionary(p => p.GetProperty("shopSlug").GetString()!, p => Id.Parse(p.GetProperty("id").GetString()!));
        return (buyer, order, (one, parts[one.Slug]), (two, parts[two.Slug]));
    }

    /// <summary>The one part of an order of one shop.</summary>
    public static async Task<Id> Part(this TestPerson buyer, Id order) => Id.Parse((await buyer.Order(order)).GetProperty("parts")[0].GetProperty("id").GetString()!);
}
