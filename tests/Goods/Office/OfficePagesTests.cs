using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Orders;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Goods.Office;

public class OfficePagesTests
{
    private static readonly string[] Pages = ["/office", "/office/goods", "/office/goods/new", "/office/stock", "/office/reviews", "/office/shipping", "/office/staff", "/office/shop"];

    [Fact]
    public async Task Every_page_opens_for_owner_and_clerk_and_for_nobody_else()
    {
        var shop = await TestShop.Open(TestSite.On(Provider.Sqlite));
        var clerk = await shop.Site.SignedIn("clerk");
        (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        var stranger = await shop.Site.SignedIn("stranger");
        foreach (var page in Pages)
        {
            (await shop.Owner.Client.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK, page);
            (await clerk.Client.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK, page);
            if (page != "/office") (await stranger.Client.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound, page);
            ((int)(await shop.Site.Browser().GetAsync(page)).StatusCode).ShouldBeOneOf(401, 303, 302);
        }
    }

    [Theory, BothDatabases]
    public async Task Who_has_no_shop_is_told_who_opens_one_and_an_operator_where(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        TestPerson stranger = await shop.Site.SignedIn("stranger"), keeper = await shop.Site.SignedIn("housekeeper", Rights.Operate);
        (await stranger.Client.GetAsync("/office")).Headers.Location!.ToString().ShouldBe("/office/none");
        var page = await stranger.Client.GetStringAsync("/office/none");
        page.ShouldContain("Shops are opened by the people who keep this site.");
        page.ShouldContain($"Your handle: @{stranger.Handle}");
        page.ShouldNotContain("/console/shops");
        var keepers = await keeper.Client.GetStringAsync("/office/none");
        keepers.ShouldContain("href=\"/console/shops\"");
        keepers.ShouldNotContain("Who opens shops");
        (await shop.Owner.Client.GetAsync("/office/none")).Headers.Location!.ToString().ShouldBe("/office");
    }

    [Theory, BothDatabases]
    public async Task A_clerk_changes_neither_shipping_terms_nor_staff_nor_the_shop(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var clerk = await shop.Site.SignedIn("clerk");
        (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        (await clerk.Client.PutAsJsonAsync("/api/v1/office/shipping", new { flatMinor = 100, dispatchDays = 1 })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "owner" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await clerk.Client.PutAsJsonAsync("/api/v1/office/shop", new { name = TestShop.Both("甲", "A"), about = TestShop.Both("", ""), shipsFrom = TestShop.Both("乙", "B") })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await shop.Owner.Client.DeleteAsync($"/api/v1/office/staff/{shop.Owner.Handle}")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, BothDatabases]
    public async Task A_sign_is_put_up_without_script_and_stays_up_when_the_form_is_sent_again(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var file = new ByteArrayContent(Painted.Png(24, 24, 77)) { Headers = { ContentType = new("image/png") } };
        MultipartFormDataContent Form() => new() { { new StringContent("Kiln"), "nameEn" }, { new StringContent("Here"), "fromEn" }, { new StringContent("true"), "open" } };
        var first = Form();
        first.Add(file, "signFile", "sign.png");
        (await shop.Owner.Client.PostAsync("/office/shop", first)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = new HtmlParser().ParseDocument(await shop.Owner.Client.GetStringAsync("/office/shop"));
        var sign = page.QuerySelector("k-upload[name=sign] [data-picture]")!.GetAttribute("data-picture")!;
        var again = Form();
        again.Add(new StringContent(sign), "sign.id");
        (await shop.Owner.Client.PostAsync("/office/shop", again)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await shop.Owner.Client.GetStringAsync("/office/shop")).ShouldContain($"data-picture=\"{sign}\"");
    }

    [Theory, BothDatabases]
    public async Task The_form_makes_variants_without_script_and_saves_them(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var fields = new List<KeyValuePair<string, string>>
        {
            new("titleZh", "茶壶"), new("titleEn", "Teapot"), new("categoryId", await shop.CategoryId()), new("attributes[material]", "0"), new("attributes[volume]", ""),
            new("pictures[0].id", await shop.Picture()), new("options[0].zh", "大小"), new("options[0].en", "Size"),
            new("options[0].values[0].zh", "大"), new("options[0].values[0].en", "Large"), new("options[0].values[1].zh", ""), new("options[0].values[1].en", ""), new("options[0].values[2].zh", "小"), new("options[0].values[2].en", "Small"),
            new("variants[0].choices", ""), new("variants[0].sold", "true"), new("variants[0].price", "128.5"),
        };
        var shown = await shop.Owner.Client.PostAsync("/office/goods/new", new FormUrlEncodedContent([.. fields, new("act", "variants")]));
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await shown.Content.ReadAsStringAsync();
        html.ShouldContain("name=\"variants[1].choices\" value=\"1\"");
        html.ShouldContain("value=\"128.5\"");
        fields.RemoveAll(f => f.Key.StartsWith("variants", StringComparison.Ordinal) || f.Key.Contains("values[1]") || f.Key.Contains("values[2]"));
        fields.AddRange([new("options[0].values[1].zh", "小"), new("options[0].values[1].en", "Small"), new("variants[0].choices", "0"), new("variants[0].sold", "true"), new("variants[0].price", "1,128.50"), new("variants[0].stock", "3"),
            new("variants[1].choices", "1"), new("variants[1].price", "88"), new("act", "on")]);
        var saved = await shop.Owner.Client.PostAsync("/office/goods/new", new FormUrlEncodedContent(fields));
        saved.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await saved.Content.ReadAsStringAsync());
        var product = await shop.Product(saved.Headers.Location!.ToString().Split('/')[^1]);
        product.GetProperty("skus").GetArrayLength().ShouldBe(1);
        product.GetProperty("price").GetProperty("minor").GetInt64().ShouldBe(112850);
    }

    [Theory, BothDatabases]
    public async Task Saved_and_not_to_be_sold_it_is_not_saved_either(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        List<KeyValuePair<string, string>> fields = [new("titleEn", "Bare"), new("categoryId", await shop.CategoryId()), new("attributes[material]", "0"), new("variants[0].choices", ""), new("variants[0].sold", "true"), new("variants[0].price", "8"), new("act", "on")];
        async Task<int> Made() => (await shop.Owner.Client.GetAsync("/api/v1/office/goods").Json()).GetProperty("items").GetArrayLength();
        var refused = await shop.Owner.Client.PostAsync("/office/goods/new", new FormUrlEncodedContent(fields));
        ((int)refused.StatusCode).ShouldBe(400);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"Bare\"");
        (await Made()).ShouldBe(0);
        (await shop.Owner.Client.PostAsync("/office/goods/new", new FormUrlEncodedContent([.. fields, new("pictures[0].id", await shop.Picture())]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Made()).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task The_form_keeps_what_a_picture_says_in_the_other_language(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        string both = await shop.Picture(), english = await shop.Picture();
        body["pictures"] = new object[] { new { id = both, alt = TestShop.Both("白杯子", "A white cup") }, new { id = english, alt = TestShop.Both("", "From above") } };
        body["options"] = Array.Empty<object>();
        body["variants"] = new object[] { new { choices = Array.Empty<int>(), priceMinor = 9900, code = "W" } };
        var id = await shop.Sell(body);
        // As the page shows it, with the first picture said anew.
        (await shop.Owner.Client.PostAsync($"/office/goods/{id}", new FormUrlEncodedContent([new("titleZh", "杯子"), new("titleEn", "Cup"), new("categoryId", await shop.CategoryId()), new("attributes[material]", "0"), new("act", "save"),
            new("variants[0].choices", ""), new("variants[0].sold", "true"), new("variants[0].price", "99"), new("pictures[0].id", both), new("pictures[0].alt", "很白的杯子"), new("pictures[1].id", english), new("pictures[1].alt", "From above")]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await shop.Product(id)).GetProperty("pictures").EnumerateArray().Select(p => p.GetProperty("alt").GetString()).ShouldBe(["A white cup", "From above"]);
    }

    [Theory, BothDatabases]
    public async Task A_form_with_more_combinations_than_it_shows_keeps_the_variants_there_are(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body();
        object Option(string name, int values) => new { name = TestShop.Both(name, name), values = Enumerable.Range(1, values).Select(v => new { name = TestShop.Both($"{name}{v}", $"{name}{v}") }).ToArray() };
        body["options"] = new[] { Option("S", 30), Option("C", 10) };
        body["variants"] = new[] { new { choices = new[] { 0, 0 }, priceMinor = 9900 }, new { choices = new[] { 29, 9 }, priceMinor = 8800 } };
        var id = (await shop.Make(body)).GetProperty("id").GetString()!;
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await shop.Owner.Client.GetStringAsync($"/office/goods/{id}"));
        var rows = page.QuerySelectorAll("input[name$='.choices']").Select(c => c.GetAttribute("value")).ToList();
        (rows.Count, rows[0], rows[^1]).ShouldBe((200, "0-0", "29-9"));
        page.QuerySelector("[name='variants[199].sold']")!.HasAttribute("checked").ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task A_refused_form_comes_back_with_what_was_written(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var answer = await shop.Owner.Client.PostAsync("/office/shipping", new FormUrlEncodedContent([new("flat", "a lot"), new("dispatchDays", "2")]));
        ((int)answer.StatusCode).ShouldBe(400);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("value=\"a lot\"");
        html.ShouldContain("Write an amount");
    }

    [Theory, BothDatabases]
    public async Task The_shop_keeps_its_sign_when_its_page_is_saved_and_when_it_is_refused(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var sign = await shop.Picture();
        (await shop.Owner.Client.PostAsync("/office/shop", Form(sign, null))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await shop.Owner.Client.GetStringAsync("/office/shop")).ShouldContain($"data-picture=\"{sign}\"");
        var stale = await shop.Owner.Client.PostAsync("/office/shop", Form(sign, "999"));
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var page = await stale.Content.ReadAsStringAsync();
        page.ShouldContain($"data-picture=\"{sign}\"");
        page.ShouldContain("Reload to see it as it is now");

        // Field for field what the script sends: k-upload names its one picture without a number.
        static FormUrlEncodedContent Form(string sign, string? version) => new(
            [new("nameZh", "窑"), new("nameEn", "Kiln"), new("fromZh", "景德镇"), new("fromEn", "Jingdezhen"), new("sign.id", sign), new("open", "true"), .. version is null ? Array.Empty<KeyValuePair<string, string>>() : [new("version", version)]]);
    }

    [Theory, BothDatabases]
    public async Task The_export_runs_no_formula_in_a_spreadsheet(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var body = await shop.Body("=1+1, \"cup\"");
        await shop.Make(body);
        var csv = await shop.Owner.Client.GetStringAsync("/office/goods.csv");
        csv.ShouldContain("\"'=1+1, \"\"cup\"\"\"");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
    }

    [Theory, BothDatabases]
    public async Task An_export_of_goods_holds_every_line_however_many(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        long product = Id.Parse((await shop.Make()).GetProperty("id").GetString()!);
        await using var scope = shop.Site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var sku = (await db.Set<Sku>().FirstAsync(s => s.ProductId == product)).Id;
        var merchant = await db.Set<Product>().Where(p => p.Id == product).Select(p => p.MerchantId).SingleAsync();
        var (products, skus) = (Copies.Until(product), Copies.Until(sku));
        await Copied(20_100, ("choice1", "n.i + 100"));
        await db.Copy<Product>(product, 120);
        await Copied(120, ("product_id", Copies.Of("product_id")));
        await db.Set<Product>().Where(p => p.Id < products && p.MerchantId == merchant).ExecuteDeleteAsync();

        // So many copies of the one variant, their stock, and the lines of the file: its head and the two variants made by hand first.
        async Task Copied(int times, (string, string) changed)
        {
            await db.Copy<Sku>(sku, times, changed);
            await db.Copy<StockRow>(sku, times);
            (await Lines(shop.Owner, "/office/goods.csv")).Distinct().Count().ShouldBe(3 + times);
            (await Lines(shop.Owner, "/api/v1/office/goods.csv")).Length.ShouldBe(3 + times);
            await db.Set<StockRow>().Where(r => r.Id < skus && r.ProductId == product).ExecuteDeleteAsync();
            await db.Set<Sku>().Where(s => s.Id < skus && db.Set<Product>().Any(p => p.Id == s.ProductId && p.MerchantId == merchant)).ExecuteDeleteAsync();
        }
    }

    [Theory, BothDatabases]
    public async Task An_export_of_orders_holds_every_line_however_many(Provider provider)
    {
        var site = TestSite.On(provider);
        var stall = await TestStall.Open(site);
        var buyer = await site.SignedIn("buyer");
        var order = await buyer.PaidOrder((await stall.Sells(990, 10)).Sku, 2, 990);
        long part = await buyer.Part(order);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (whole, line) = await db.Set<OrderLine>().Where(l => l.SubOrderId == part).Select(l => new ValueTuple<long, long>(l.OrderId, l.Id)).SingleAsync();
        await db.Copy<Order>(whole, 450);
        await db.Copy<SubOrder>(part, 450, ("order_id", Copies.Of("order_id")), ("placed_at", "o.placed_at - n.i / 7"));
        await db.Copy<OrderLine>(line, 450, ("order_id", Copies.Of("order_id")), ("sub_order_id", Copies.Of("sub_order_id")));
        var lines = await Lines(stall.Keeper, "/office/orders.csv");
        lines.Length.ShouldBe(452);
        var newest = await db.Set<SubOrder>().Where(s => s.MerchantId == stall.Id).OrderByDescending(s => s.PlacedAt).ThenByDescending(s => s.Id).Select(s => s.Id).ToListAsync();
        lines.Skip(1).Select(l => l.Split(',')[1]).ShouldBe(newest.Select(id => new Id(id).ToString()), "each order once");
        lines[1].ShouldContain(",19.80,");
        var me = buyer.Id.Value;
        (whole, part, line) = (Copies.Until(whole), Copies.Until(part), Copies.Until(line));
        await db.Set<OrderLine>().Where(l => l.Id < line && l.MerchantId == stall.Id).ExecuteDeleteAsync();
        await db.Set<SubOrder>().Where(s => s.Id < part && s.MerchantId == stall.Id).ExecuteDeleteAsync();
        await db.Set<Order>().Where(o => o.Id < whole && o.BuyerId == me).ExecuteDeleteAsync();
    }

    [Theory, BothDatabases]
    public async Task An_export_of_orders_says_what_a_part_costs_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var stall = await TestStall.Open(site, flat: 300);
        var ((_, pot), (_, cup)) = (await stall.Sells(990, 10), await stall.Sells(500, 10));
        var buyer = await site.SignedIn("buyer");
        await buyer.Puts(pot);
        await buyer.Puts(cup);
        (await buyer.Orders(await buyer.Address(), 1_790, (pot, 1, 990), (cup, 1, 500))).EnsureSuccessStatusCode();
        var lines = await Lines(stall.Keeper, "/office/orders.csv");
        lines.Skip(1).Select(l => string.Join(',', l.Split(',')[^3..])).Select(l => l[l.IndexOf(',')..]).ShouldBe([",,", ",3,17.90"], ignoreOrder: true);
    }

    [Theory, BothDatabases]
    public async Task Exports_are_asked_for_so_often_only(Provider provider)
    {
        var stall = await TestStall.Open(TestSite.On(provider));
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 31; i++) answers.Add(await stall.Keeper.Client.GetAsync(i % 2 == 0 ? "/office/orders.csv" : "/api/v1/office/goods.csv"));
        answers.Take(30).ShouldAllBe(a => a.IsSuccessStatusCode);
        answers[30].StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static async Task<string[]> Lines(TestPerson who, string path) => (await who.Client.GetStringAsync(path)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    [Theory, BothDatabases]
    public async Task A_stock_number_is_explained_by_its_lines(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var id = await shop.Sell();
        var sku = (await shop.Product(id)).GetProperty("skus")[0].GetProperty("id").GetString();
        var changed = await shop.Owner.Client.PostAsJsonAsync($"/api/v1/office/stock/{sku}", new { act = "count", pieces = 7, note = "two broke, one lost" }).Json();
        changed.GetProperty("onHand").GetInt32().ShouldBe(7);
        var lines = (await shop.Owner.Client.GetAsync($"/api/v1/office/stock/{sku}/movements").Json()).GetProperty("items");
        lines.EnumerateArray().Sum(l => l.GetProperty("onHandChange").GetInt32()).ShouldBe(7);
        lines[0].GetProperty("who").GetString().ShouldBe(shop.Owner.Name);
        var other = await TestShop.Open(shop.Site);
        (await other.Owner.Client.PostAsJsonAsync($"/api/v1/office/stock/{sku}", new { act = "count", pieces = 1 })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await shop.Owner.Client.PostAsJsonAsync($"/api/v1/office/stock/{sku}", new { act = "receive", pieces = 0 })).Code()).ShouldBe("goods.stock.count");
        (await shop.Owner.Client.GetAsync($"/office/stock/{sku}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
