using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Goods.Office;

/// <summary>What a form of the desks was refused for stands beside its field, the field says so, and the focus is there.</summary>
public class RefusedFormTests
{
    private sealed record Wrong(string Page, string Field, string Kept, params (string Name, string Value)[] Form);

    [Fact]
    public async Task In_the_office_the_field_says_it_and_what_was_typed_stays()
    {
        var shop = await TestShop.Open(TestSite.On(Provider.Sqlite));
        var sku = (await shop.Product(await shop.Sell())).GetProperty("skus")[0].GetProperty("id").GetString();
        var category = await shop.CategoryId();
        foreach (var wrong in new Wrong[]
        {
            new("/office/shipping", "flat", "7", ("flat", "a lot"), ("dispatchDays", "7")),
            new("/office/shipping", "flat", "7", ("flat", "12,50"), ("dispatchDays", "7")),
            new("/office/shipping", "freeFrom", "7", ("flat", "7"), ("freeFrom", "lots"), ("dispatchDays", "2")),
            new("/office/shipping", "dispatchDays", "7", ("flat", "7"), ("dispatchDays", "99")),
            new("/office/shipping", "excluded", "7", [("flat", "7"), ("dispatchDays", "2"), .. Kaki.Goods.Merchants.Regions.All.Select(r => ("excluded", r))]),
            new("/office/shop", "nameZh", "From here", ("nameZh", ""), ("nameEn", ""), ("fromZh", ""), ("fromEn", "From here")),
            new("/office/shop", "fromZh", "Kiln", ("nameEn", "Kiln"), ("fromZh", "")),
            new("/office/staff", "handle", "nobody_at_all", ("act", "seat"), ("handle", "nobody_at_all"), ("role", "Clerk")),
            new($"/office/stock/{sku}", "pieces", "a recount", ("act", "Receive"), ("pieces", "many"), ("note", "a recount")),
            new($"/office/stock/{sku}", "pieces", "a recount", ("act", "Receive"), ("pieces", "0"), ("note", "a recount")),
            new("/office/goods/new", "titleZh", "88", ("categoryId", category), ("attributes[material]", "0"), ("variants[0].choices", ""), ("variants[0].sold", "true"), ("variants[0].price", "88")),
            new("/office/goods/new", "attributes[material]", "88", ("titleEn", "Pot"), ("categoryId", category), ("variants[0].choices", ""), ("variants[0].sold", "true"), ("variants[0].price", "88")),
            new("/office/goods/new", "variants[0].price", "Pot", ("titleEn", "Pot"), ("categoryId", category), ("attributes[material]", "0"), ("variants[0].choices", ""), ("variants[0].sold", "true"), ("variants[0].price", "dear")),
            new("/office/goods/new", "variants[0].stock", "Pot", ("titleEn", "Pot"), ("categoryId", category), ("attributes[material]", "0"), ("variants[0].choices", ""), ("variants[0].sold", "true"), ("variants[0].price", "88"), ("variants[0].stock", "heaps")),
            new("/office/goods/new", "variants[1].code", "Pot", [("titleEn", "Pot"), ("categoryId", category), ("attributes[material]", "0"),
                ("options[0].zh", "大小"), ("options[0].values[0].zh", "小"), ("options[0].values[1].zh", "大"), ("variants[0].choices", "0"), ("variants[0].price", "88"),
                ("variants[1].choices", "1"), ("variants[1].sold", "true"), ("variants[1].price", "88"), ("variants[1].code", new string('L', 41))]),
        }) await Beside(shop.Owner, wrong);
    }

    [Fact]
    public async Task All_that_is_wrong_in_the_rows_of_a_product_is_marked_at_once()
    {
        var shop = await TestShop.Open(TestSite.On(Provider.Sqlite));
        var page = await Sent(shop.Owner, "/office/goods/new", ("titleZh", ""), ("categoryId", await shop.CategoryId()), ("options[0].zh", "大小"), ("options[0].values[0].zh", "小"), ("options[0].values[1].zh", "大"),
            ("variants[0].choices", "0"), ("variants[0].sold", "true"), ("variants[0].price", "0"), ("variants[1].choices", "1"), ("variants[1].sold", "true"), ("variants[1].price", "dear"), ("variants[1].stock", "-5"));
        page.QuerySelectorAll("[aria-invalid=true]").Select(f => f.GetAttribute("name")).ShouldBe(["titleZh", "titleEn", "variants[0].price", "variants[1].price", "variants[1].stock"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_belongs_to_no_field_stands_above_the_form()
    {
        var shop = await TestShop.Open(TestSite.On(Provider.Sqlite));
        var page = await Sent(shop.Owner, "/office/shipping", ("flat", "7"), ("dispatchDays", "2"), ("version", "999"));
        page.QuerySelector("form.form [role=alert]")!.TextContent.ShouldContain("changed");
        page.QuerySelector("[aria-invalid]").ShouldBeNull();
        page.QuerySelector<AngleSharp.Html.Dom.IHtmlInputElement>("[name=flat]")!.Value.ShouldBe("7");
    }

    [Fact]
    public async Task In_the_console_the_field_says_it_and_what_was_typed_stays()
    {
        var site = TestSite.On(Provider.Sqlite);
        TestPerson keeper = await site.SignedIn("keeper", Rights.Operate), member = await site.SignedIn("member");
        foreach (var wrong in new Wrong[]
        {
            new("/console/shops", "Owner", "teapots", ("Owner", "nobody_at_all"), ("Slug", "teapots"), ("NameEn", "Teapots"), ("FromEn", "Here"), ("Currency", "CNY")),
            new("/console/shops", "Slug", "Teapots", ("Owner", member.Handle), ("Slug", "no slug!"), ("NameEn", "Teapots"), ("FromEn", "Here"), ("Currency", "CNY")),
            new("/console/shops", "NameZh", "teapots", ("Owner", member.Handle), ("Slug", "teapots"), ("FromEn", "Here"), ("Currency", "CNY")),
            new("/console/shops", "Currency", "teapots", ("Owner", member.Handle), ("Slug", "teapots"), ("NameEn", "Teapots"), ("FromEn", "Here"), ("Currency", "¥")),
            new("/console/words?handler=put", "Text", "harmless", ("Text", " "), ("Action", "Mark"), ("Innocent", "harmless")),
            new($"/console/people/{member.Handle}?handler=role", "Role", "a reason", ("Role", "king"), ("Why", "a reason")),
        }) await Beside(keeper, wrong);
    }

    private static async Task Beside(TestPerson who, Wrong wrong)
    {
        var page = await Sent(who, wrong.Page, wrong.Form);
        var about = $"{wrong.Page}: {wrong.Field}";
        var field = page.QuerySelector($"[name=\"{wrong.Field}\"][aria-invalid=true]").ShouldNotBeNull(about);
        field.GetAttribute("aria-describedby").ShouldNotBeNull(about);
        page.GetElementById(field.GetAttribute("aria-describedby")!.Split(' ')[0])!.TextContent.ShouldNotBeEmpty(about);
        page.QuerySelectorAll("[autofocus]").Single().ShouldBe(field, about);
        page.QuerySelector("form.form [role=alert]")!.TextContent.ShouldContain("Put what is marked right");
        page.QuerySelectorAll("input, textarea").Any(i => (i.GetAttribute("value") ?? i.TextContent).Contains(wrong.Kept)).ShouldBeTrue(about);
    }

    private static async Task<IDocument> Sent(TestPerson who, string page, params (string Name, string Value)[] form)
    {
        var answer = await who.Client.PostAsync(page, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        ((int)answer.StatusCode).ShouldBeInRange(400, 422, page);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
