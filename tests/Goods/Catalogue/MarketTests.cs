using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Catalogue;

public class MarketTests
{
    [Theory, BothDatabases]
    public async Task Pages_of_the_market_neither_repeat_nor_skip_in_any_order(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var made = new List<string>();
        for (var i = 0; i < 7; i++) made.Add(await shop.Sell(await shop.Body($"Cup {i}", price: 1000 + i / 2 * 100)));
        foreach (var sort in new[] { "new", "sold", "cheap", "dear" })
        {
            var seen = new List<string>();
            string? after = null;
            do
            {
                var page = await shop.Site.Browser().GetAsync($"/api/v1/goods?category={shop.Category}&sort={sort}&size=3{(after is null ? "" : "&after=" + after)}").Json();
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
                after = page.GetProperty("next").GetString();
            } while (after is not null);
            seen.Order().ShouldBe(made.Order(), sort);
        }
    }

    [Theory, BothDatabases]
    public async Task What_is_bought_while_the_best_sold_are_read_comes_once_all_the_same(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var made = new List<Id>();
        for (var i = 0; i < 5; i++) made.Add((await shop.Sells(990, 5)).Product);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var (product, i) in made.Select((p, i) => (p, i))) await db.CountSold(product, 10 + i);
        Task<JsonElement> Read(string? after) => site.Browser().GetAsync($"/api/v1/goods?shop={shop.Slug}&sort=sold&size=2{(after is null ? "" : "&after=" + after)}").Json();
        List<string?> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString())];
        var first = await Read(null);
        await db.CountSold(made[0], 50); // from the end to the very front
        await db.CountSold(made[4], -9); // and the other way
        var second = await Read(first.GetProperty("next").GetString());
        var third = await Read(second.GetProperty("next").GetString());
        string?[] seen = [.. Ids(first), .. Ids(second), .. Ids(third)];
        seen.Order(StringComparer.Ordinal).ShouldBe(made.Select(m => m.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task The_market_filters_by_price_and_stock(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var (cheap, dear, gone) = (await shop.Sell(await shop.Body("Cheap", 1000)), await shop.Sell(await shop.Body("Dear", 90000)), await shop.Sell(await shop.Body("Gone", 1000, stock: 0)));
        async Task<List<string?>> Found(string query) => [.. (await shop.Site.Browser().GetAsync($"/api/v1/goods?shop={shop.Slug}&{query}").Json()).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString())];
        (await Found("to=5000&inStock=true")).ShouldBe([cheap]);
        (await Found("from=5000")).ShouldBe([dear]);
        (await Found("to=5000")).ShouldBe([gone, cheap]);
        (await (await shop.Site.Browser().GetAsync("/api/v1/goods?after=nonsense")).Code()).ShouldBe("cursor.unknown");
        (await shop.Site.Browser().GetAsync("/goods?category=no-such-shelf")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var html = await shop.Site.Browser().GetStringAsync($"/goods?category={shop.Category}&to=50&stock=true");
        html.ShouldContain($"data-id=\"product:{cheap}\"");
        html.ShouldNotContain($"data-id=\"product:{dear}\"");
    }

    [Theory, BothDatabases]
    public async Task A_price_is_compared_by_the_unit_of_its_currency(Provider provider)
    {
        var site = TestSite.On(provider);
        TestStall yen = await TestStall.Open(site, currency: "JPY"), yuan = await TestStall.Open(site);
        var (dear, cheap, fen) = ((await yen.Sells(5_001, 3, currency: "JPY")).Product, (await yen.Sells(4_000, 3, currency: "JPY")).Product, (await yuan.Sells(5_000_00, 3)).Product);
        async Task<List<string>> Sold(TestStall shop, string query) => [.. (await site.Browser().GetAsync($"/api/v1/goods?shop={shop.Slug}&{query}").Json()).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];
        (await Sold(yen, "to=500000")).ShouldBe([cheap.ToString()]);
        (await Sold(yen, "from=500001")).ShouldBe([dear.ToString()]);
        (await Sold(yuan, "to=500000")).ShouldBe([fen.ToString()]);
    }

    [Theory, BothDatabases]
    public async Task What_is_off_sale_or_of_a_closed_shop_is_not_on_the_market(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var id = await shop.Sell();
        await shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shop", new { name = TestShop.Both("甲", "A"), about = TestShop.Both("", ""), shipsFrom = TestShop.Both("乙", "B"), open = false });
        (await shop.Site.Browser().GetAsync($"/api/v1/goods?category={shop.Category}").Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
        var product = await shop.Product(id);
        product.GetProperty("state").GetString().ShouldBe("offSale");
        product.GetProperty("skus")[0].GetProperty("stock").GetInt32().ShouldBe(0);
        (await shop.Site.Browser().GetStringAsync($"/goods/{id}")).ShouldContain("noindex");
    }

    [Theory, BothDatabases]
    public async Task Search_follows_a_shop_that_closes_opens_again_and_changes_its_name(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        string title = Word('a'), name = Word('f');
        string Word(char first) => string.Concat(shop.Slug.Where(char.IsAsciiLetterOrDigit).Select(c => (char)(first + c % 20)));
        var id = await shop.Sell(await shop.Body(title));
        async Task<bool> Found(string text) => (await shop.Site.Browser().GetStringAsync($"/search?q={text}&tab=goods")).Contains($"/goods/{id}", StringComparison.Ordinal);
        Task<HttpResponseMessage> Say(string called, bool open) => shop.Owner.Client.PutAsJsonAsync("/api/v1/office/shop", new { name = TestShop.Both(called, called), about = TestShop.Both("", ""), shipsFrom = TestShop.Both("乙", "B"), open });
        await Soon.Holds(() => Found(title), "Finding what is for sale");
        (await Say("Kiln", open: false)).EnsureSuccessStatusCode();
        await Soon.Holds(async () => !await Found(title), "Losing what a closed shop sold");
        (await Say(name, open: true)).EnsureSuccessStatusCode();
        await Soon.Holds(() => Found(name), "Finding it by the shop's new name");
    }

    [Theory, BothDatabases]
    public async Task Signed_out_the_product_page_is_the_same_bytes_for_everyone(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var id = await shop.Sell();
        var first = (await shop.Site.Browser().GetStringAsync($"/goods/{id}")).Split('\n');
        var stranger = shop.Site.Browser();
        stranger.DefaultRequestHeaders.UserAgent.ParseAdd("Another/1.0");
        (await stranger.GetStringAsync($"/goods/{id}?")).Split('\n').Except(first).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task The_product_page_speaks_to_people_without_script_and_to_machines(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var id = await shop.Sell(await shop.Body("Cup </script><b>"));
        var html = await shop.Site.Browser().GetStringAsync($"/goods/{id}?o0=Blue");
        var page = new HtmlParser().ParseDocument(html);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Cup </script><b>");
        page.QuerySelector("input[name=o0][checked]")!.GetAttribute("value").ShouldBe("Blue");
        page.QuerySelector("[data-sku=price]")!.TextContent.ShouldBe("¥109");
        page.QuerySelector("form#buy")!.GetAttribute("action").ShouldBe("/cart/lines");
        var data = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;
        data[0].GetProperty("@type").GetString().ShouldBe("Product");
        data[0].GetProperty("offers").GetProperty("price").GetString().ShouldBe("109");
        data[1].GetProperty("@type").GetString().ShouldBe("BreadcrumbList");
        page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!.ShouldEndWith($"/goods/{id}");
        JsonDocument.Parse(page.QuerySelector("k-sku script")!.TextContent).RootElement.GetProperty("skus").GetArrayLength().ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task What_is_looked_at_in_the_market_says_from_which_list_it_came(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestShop.Open(site);
        var id = await shop.Sell();
        var amy = await site.SignedIn();
        await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "My cup", body = "Holds tea", pictures = new[] { new { id = new Id((await TakeDownPictureTests.Added(site, amy)).Id), alt = "" } }, tags = new[] { new { productId = id, pictureIndex = 0, x = 10, y = 10 } } }).Json();
        var keeps = Id.Parse((await site.Browser().GetAsync($"/api/v1/shops/{shop.Slug}").Json()).GetProperty("id").GetString()!);
        foreach (var (path, list, thing) in new[] { ("/goods?sort=new", "k-fall[served='market']", "product:"), ($"/shops/{shop.Slug}", $"k-fall[served='shop:{keeps}']", $"product:{id}"), ($"/goods/{id}", $".shelf[data-served='product:{id}']", "note:") })
        {
            var first = new HtmlParser().ParseDocument(await site.Browser().GetStringAsync(path)).QuerySelector($"{list} [data-id]").ShouldNotBeNull(path);
            first.GetAttribute("data-id")!.ShouldStartWith(thing);
            first.GetAttribute("data-pos").ShouldBe("0");
        }
    }

    [Theory, BothDatabases]
    public async Task A_product_page_has_the_prices_its_variant_had(Provider provider)
    {
        var site = TestSite.On(provider);
        var stall = await TestStall.Open(site);
        var (product, sku) = await stall.Sells(2_000, 3);
        async Task<string[]> Prices() => [.. new HtmlParser().ParseDocument(await site.Browser().GetStringAsync($"/goods/{product}")).QuerySelectorAll(".prices dd").Select(d => d.TextContent)];
        (await Prices()).ShouldBeEmpty();
        await stall.Reprice(sku, 2_200);
        (await Prices()).ShouldBe(["¥22", "¥20"]);
        for (var price = 1; price <= 120; price++) await stall.Reprice(sku, price * 100);
        var told = new List<long>();
        for (var next = $"/api/v1/goods/{product}/prices"; next is not null;)
        {
            var page = await site.Browser().GetAsync(next).Json();
            told.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("price").GetProperty("minor").GetInt64()));
            next = page.GetProperty("next").GetString() is { } after ? $"/api/v1/goods/{product}/prices?after={after}" : null;
        }
        told.ShouldBe([.. Enumerable.Range(1, 120).Reverse().Select(p => p * 100L), 2_200, 2_000]);
    }

    [Theory, BothDatabases]
    public async Task A_shop_shows_itself_in_both_languages(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var id = await shop.Sell();
        (await shop.Site.Browser().GetStringAsync($"/shops/{shop.Slug}")).ShouldContain("Cup shop");
        var chinese = await shop.Site.Browser().GetStringAsync($"/shops/{shop.Slug}?lang=zh-CN");
        chinese.ShouldContain("杯子铺");
        chinese.ShouldContain("杭州发出");
        chinese.ShouldContain($"product:{id}");
        (await shop.Site.Browser().GetAsync("/shops/no-such-shop")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Suggestions_are_goods_whose_title_holds_the_text(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var word = $"zq{Guid.CreateVersion7():N}"[..14];
        var id = await shop.Sell(await shop.Body($"Big {word} cup"));
        var items = (await shop.Site.Browser().GetAsync($"/api/v1/goods/suggest?q={word.ToUpperInvariant()}").Json()).GetProperty("items");
        items.EnumerateArray().Select(i => i.GetProperty("id").GetString()).ShouldBe([id]);
        items[0].GetProperty("price").GetString().ShouldBe("¥99");
        (await shop.Site.Browser().GetAsync("/api/v1/goods/suggest?q=" + new string('x', 300)).Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
