using System.Net;
using System.Net.Http.Json;
using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Office;

public class SaveProductTests
{
    private const string Goods = "/api/v1/office/goods";

    [Theory, BothDatabases]
    public async Task A_shop_makes_a_draft_and_then_sells_it(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var id = (await shop.Make()).GetProperty("id").GetString()!;
        (await shop.Site.Browser().GetAsync($"/api/v1/goods/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await shop.Owner.Client.PostAsJsonAsync($"{Goods}/sale", new { ids = new[] { id }, onSale = true });
        var product = await shop.Product(id);
        product.GetProperty("title").GetString().ShouldBe("Cup");
        product.GetProperty("price").GetProperty("minor").GetInt64().ShouldBe(9900);
        product.GetProperty("highestPrice").GetProperty("minor").GetInt64().ShouldBe(10900);
        product.GetProperty("skus").EnumerateArray().Select(s => s.GetProperty("stock").GetInt32()).ShouldBe([10, 10]);
        product.GetProperty("attributes").EnumerateArray().Select(a => a.GetProperty("value").GetString()).ShouldBe(["Clay", "300 ml"]);
    }

    [Theory, BothDatabases]
    public async Task Attributes_are_held_to_their_templates(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        async Task<string?> Try(params (string, string)[] attributes)
        {
            var body = await shop.Body();
            body["attributes"] = attributes.ToDictionary(a => a.Item1, a => a.Item2);
            return await (await shop.Owner.Client.PostAsJsonAsync(Goods, body)).Code();
        }
        (await Try()).ShouldBe("goods.attribute.needed");
        (await Try(("material", "2"))).ShouldBe("goods.attribute.choice");
        (await Try(("material", "0"), ("volume", "much"))).ShouldBe("goods.attribute.number");
        (await Try(("material", "0"), ("care", new string('x', 121)))).ShouldBe("goods.attribute.long");
        (await Try(("material", "0"), ("colour", "red"))).ShouldBe("goods.attribute.unknown");
    }

    [Theory, BothDatabases]
    public async Task Bad_input_is_named_and_changes_nothing(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var stranger = await shop.Site.SignedIn("stranger");
        var strangePicture = await shop.Picture(stranger);
        (string Field, object? Value, string Code)[] wrongs =
        [
            ("title", TestShop.Both("", " "), "goods.text.needed"),
            ("title", TestShop.Both(new string('长', 81), ""), "goods.text.long"),
            ("about", TestShop.Both(new string('长', 4001), ""), "goods.text.long"),
            ("categoryId", "2", "goods.category.unknown"),
            ("variants", Array.Empty<object>(), "goods.variants.count"),
            ("variants", null, "goods.variants.count"),
            ("variants", new[] { new { choices = new[] { 0 }, priceMinor = 0L } }, "goods.price.range"),
            ("variants", new[] { new { choices = new[] { 0 }, priceMinor = long.MaxValue } }, "goods.price.range"),
            ("variants", new[] { new { choices = new[] { 5 }, priceMinor = 100L } }, "goods.variants.choices"),
            ("variants", new[] { new { choices = Array.Empty<int>(), priceMinor = 100L } }, "goods.variants.choices"),
            ("variants", new[] { new { choices = new[] { 0 }, priceMinor = 100L }, new { choices = new[] { 0 }, priceMinor = 200L } }, "goods.variants.twice"),
            ("variants", new[] { new { choices = new[] { 0 }, priceMinor = 100L, stock = -1 } }, "goods.stock.count"),
            ("options", new[] { new { name = TestShop.Both("色", "Colour"), values = new[] { new { name = TestShop.Both("白", "White") }, new { name = TestShop.Both("白", "Pale") } } } }, "goods.options.twice"),
            ("options", new[] { new { name = TestShop.Both("色", "Colour"), values = Array.Empty<object>() } }, "goods.options.values"),
            ("pictures", new[] { new { id = strangePicture } }, "goods.picture.unknown"),
        ];
        foreach (var (field, value, code) in wrongs)
        {
            var body = await shop.Body();
            body[field] = value;
            var answer = await shop.Owner.Client.PostAsJsonAsync(Goods, body);
            ((int)answer.StatusCode).ShouldBe(400, field);
            (await answer.Code()).ShouldBe(code, field);
        }
        (await shop.Owner.Client.GetAsync(Goods).Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Two_hundred_variants_fit_and_one_more_does_not(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        object[] Values(int n) => [.. Enumerable.Range(0, n).Select(i => new { name = TestShop.Both($"值{i}", $"v{i}") })];
        body["options"] = new[] { new { name = TestShop.Both("甲", "A"), values = Values(21) }, new { name = TestShop.Both("乙", "B"), values = Values(10) } };
        object[] Variants(int n) => [.. Enumerable.Range(0, n).Select(i => new { choices = new[] { i / 10, i % 10 }, priceMinor = 100 + i })];
        body["variants"] = Variants(201);
        (await (await shop.Owner.Client.PostAsJsonAsync(Goods, body)).Code()).ShouldBe("goods.variants.count");
        body["variants"] = Variants(200);
        (await shop.Make(body)).GetProperty("id").GetString().ShouldNotBeNull();
    }

    [Theory, BothDatabases]
    public async Task A_shop_keeps_so_many_products_and_a_product_so_many_variants_and_no_more(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        var id = (await shop.Make(body)).GetProperty("id").GetString()!;
        long full = Id.Parse(id);
        await using var scope = shop.Site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var sku = await db.Set<Sku>().Where(s => s.ProductId == full).Select(s => s.Id).FirstAsync();
        var (products, skus) = (Copies.Until(full), Copies.Until(sku));
        await db.Copy<Sku>(sku, 998, ("choice1", "n.i + 100"), ("retired", "true"));
        (await shop.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).StatusCode.ShouldBe(HttpStatusCode.OK, "what is sold already may be saved on");
        object three = TestShop.Both("红", "Red"), one = TestShop.Both("白", "White"), two = TestShop.Both("蓝", "Blue");
        body["options"] = new[] { new { name = TestShop.Both("颜色", "Colour"), values = new object[] { new { name = one }, new { name = two }, new { name = three } } } };
        body["variants"] = new object[] { new { choices = new[] { 2 }, priceMinor = 9900 } };
        (await (await shop.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).Code()).ShouldBe("goods.variants.ever");
        await db.Set<Sku>().Where(s => s.Id < skus && s.ProductId == full).ExecuteDeleteAsync();
        await db.Copy<Product>(full, 9_999);
        var merchant = await db.Set<Product>().Where(p => p.Id == full).Select(p => p.MerchantId).SingleAsync();
        (await (await shop.Owner.Client.PostAsJsonAsync(Goods, await shop.Body())).Code()).ShouldBe("goods.many");
        await db.Set<Product>().Where(p => p.Id < products && p.MerchantId == merchant).ExecuteDeleteAsync();
        (await shop.Owner.Client.PostAsJsonAsync(Goods, await shop.Body())).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, BothDatabases]
    public async Task Another_shop_finds_nothing_to_change_and_a_stranger_no_office(Provider provider)
    {
        var site = TestSite.On(provider);
        var (mine, theirs) = (await TestShop.Open(site), await TestShop.Open(site));
        var id = (await mine.Make()).GetProperty("id").GetString()!;
        var body = await theirs.Body();
        (await theirs.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await theirs.Owner.Client.PostAsJsonAsync($"{Goods}/sale", new { ids = new[] { id }, onSale = true })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.SignedIn("nobody")).Client.PostAsJsonAsync(Goods, body)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Browser().PostAsJsonAsync(Goods, body)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task A_change_made_from_an_old_reading_is_refused(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        var made = await shop.Make(body);
        var (id, version) = (made.GetProperty("id").GetString()!, made.GetProperty("version").GetInt64());
        body["version"] = version;
        body["brand"] = "First";
        (await shop.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).StatusCode.ShouldBe(HttpStatusCode.OK);
        body["brand"] = "Second";
        (await shop.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        body["version"] = null;
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Goods}/{id}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        (await shop.Owner.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory, BothDatabases]
    public async Task Of_changes_made_at_once_from_one_reading_one_is_kept(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        var made = await shop.Make(body);
        body["version"] = made.GetProperty("version").GetInt64();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => shop.Owner.Client.PutAsJsonAsync($"{Goods}/{made.GetProperty("id").GetString()}", new Dictionary<string, object?>(body) { ["brand"] = $"B{i}" })));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(5);
    }

    [Theory, BothDatabases]
    public async Task A_variant_that_is_dropped_and_taken_up_again_keeps_its_identity_and_stock(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        var id = await shop.Sell(body);
        var before = (await shop.Product(id)).GetProperty("skus").EnumerateArray().Select(s => s.GetProperty("id").GetString()).ToList();
        body["options"] = new[] { new { name = TestShop.Both("颜色", "Colour"), values = new object[] { new { key = 1, name = TestShop.Both("白", "White") }, new { key = 2, name = TestShop.Both("靛", "Indigo") } } } };
        var both = body["variants"];
        body["variants"] = new[] { new { choices = new[] { 0 }, priceMinor = 9900 } };
        (await shop.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).EnsureSuccessStatusCode();
        (await shop.Product(id)).GetProperty("skus").GetArrayLength().ShouldBe(1);
        body["variants"] = both;
        (await shop.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).EnsureSuccessStatusCode();
        var after = (await shop.Product(id)).GetProperty("skus").EnumerateArray().ToList();
        after.Select(s => s.GetProperty("id").GetString()).ShouldBe(before);
        after.Select(s => s.GetProperty("stock").GetInt32()).ShouldBe([10, 10]);
        after[1].GetProperty("variant").GetString().ShouldBe("Indigo");
    }

    [Theory, BothDatabases]
    public async Task A_reduction_shows_the_lowest_price_of_the_month_before_and_nothing_higher(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        var id = await shop.Sell(body);
        async Task Price(long minor)
        {
            body["variants"] = new[] { new { choices = new[] { 0 }, priceMinor = minor } };
            (await shop.Owner.Client.PutAsJsonAsync($"{Goods}/{id}", body)).EnsureSuccessStatusCode();
        }
        await Price(20000); // raised for an hour, so that the reduction may look larger
        await Price(9000);
        var sku = (await shop.Product(id)).GetProperty("skus")[0];
        sku.GetProperty("was").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object, sku.ToString());
        sku.GetProperty("was").GetProperty("minor").GetInt64().ShouldBe(9900);
        await Price(15000);
        (await shop.Product(id)).GetProperty("skus")[0].GetProperty("was").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await shop.Product(id)).GetProperty("skus")[0].GetProperty("lowest").GetProperty("minor").GetInt64().ShouldBe(9000);
        var history = await shop.Site.Browser().GetAsync($"/api/v1/goods/{id}/prices").Json();
        history.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("price").GetProperty("minor").GetInt64()).Where(p => p != 10900).ShouldBe([15000, 9000, 20000, 9900]);
    }

    [Fact]
    public void A_reduction_is_news_for_thirty_days()
    {
        var at = new Instant(0);
        var sku = new Sku { Id = 1, ProductId = 1 };
        sku.Reprice(new(1000, "CNY"), null, 1, 1, at);
        sku.Reprice(new(800, "CNY"), 1000, 2, 1, at);
        sku.WasOn(at.Plus(TimeSpan.FromDays(29)))!.Value.Minor.ShouldBe(1000);
        sku.WasOn(at.Plus(TimeSpan.FromDays(30))).ShouldBeNull();
    }

    [Theory, BothDatabases]
    public async Task Goods_without_a_picture_are_not_sold(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        body["pictures"] = Array.Empty<object>();
        var id = (await shop.Make(body)).GetProperty("id").GetString();
        (await (await shop.Owner.Client.PostAsJsonAsync($"{Goods}/sale", new { ids = new[] { id }, onSale = true })).Code()).ShouldBe("goods.picture.needed");
    }
}
