using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Host.Demo;
using Kaki.Kernel;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Goods.Catalogue;

public class CategoryTests
{
    [Theory, BothDatabases]
    public async Task What_goods_have_stated_stays_what_they_meant(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        await shop.Make();
        object Material(string kind, params object[] choices) => new { name = TestShop.Both("杯子", "Cups"), attributes = new[] { new { key = "material", name = TestShop.Both("材质", "Material"), kind, required = true, choices } } };
        object clay = TestShop.Both("陶", "Clay"), glass = TestShop.Both("玻璃", "Glass"), steel = TestShop.Both("钢", "Steel");
        (await Put(shop, shop.Category, Material("choice", clay))).ShouldBe((400, "goods.category.in_use"));
        (await Put(shop, shop.Category, Material("text"))).ShouldBe((400, "goods.category.in_use"));
        (await Put(shop, shop.Category, Material("choice", glass, clay))).ShouldBe((400, "goods.category.in_use"));
        (await Put(shop, shop.Category, Material("choice", steel, clay, glass))).ShouldBe((400, "goods.category.in_use"));
        (await Put(shop, shop.Category, Material("choice", TestShop.Both("陶瓷", "Ceramic"), glass, steel))).ShouldBe((204, null));
    }

    [Theory, BothDatabases]
    public async Task There_are_two_levels_and_no_third(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        string below = shop.Category[..20] + "-b", other = shop.Category[..20] + "-c";
        object Named(string? parent, int position = 0, long? version = null) => new { name = TestShop.Both("", "Shelf"), parent, position, version };
        (await Put(shop, below, Named(shop.Category))).ShouldBe((204, null));
        (await Put(shop, other, Named(below))).ShouldBe((400, "goods.category.parent"));
        (await Put(shop, other, Named(null))).ShouldBe((204, null));
        (await Put(shop, shop.Category, Named(other))).ShouldBe((400, "goods.category.parent"));
        (await Put(shop, other, Named(other))).ShouldBe((400, "goods.category.parent"));
        (await Put(shop, other, Named(shop.Category, position: -1))).ShouldBe((204, null));
        var names = (await shop.Owner.Client.GetAsync("/api/v1/categories").Json()).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("slug").GetString()!).ToList();
        names.SkipWhile(n => n != shop.Category).Take(3).ShouldBe([shop.Category, other, below]);
        (await Put(shop, below, Named(shop.Category, version: 99))).ShouldBe((412, "changed"));
    }

    [Theory, BothDatabases]
    public async Task Two_operators_who_add_one_at_once_meet_no_error(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var slug = shop.Category[..20] + "-2";
        var answers = await shop.Site.Meet($"goods_categories where slug = '{shop.Category}'", 2, () => Put(shop, slug, new { name = TestShop.Both("", "Both"), parent = shop.Category, position = 1 }));
        answers.ShouldContain((204, null));
        answers.ShouldBeSubsetOf([(204, null), (400, "goods.category.taken")]);
    }

    [Theory, BothDatabases]
    public async Task A_short_name_ends_with_its_line(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        (await Put(shop, "shelf%0A", new { name = TestShop.Both("", "Shelf"), position = 1 })).ShouldBe((400, "goods.category.slug"));
        (await Put(shop, shop.Category, new { name = TestShop.Both("", "Shelf"), position = 1, attributes = new[] { new { key = "size\n", name = TestShop.Both("", "Size"), kind = "text", required = false } } })).ShouldBe((400, "goods.category.attributes"));
    }

    [Theory, BothDatabases]
    public async Task An_operator_adds_one_on_the_console_and_changes_none_by_adding(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        Dictionary<string, string> form = new() { ["NameZh"] = "新架", ["NameEn"] = "New shelf", ["Slug"] = shop.Category };
        var taken = await shop.Operator.Client.PostAsync("/console/categories", new FormUrlEncodedContent(form));
        taken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await taken.Content.ReadAsStringAsync()).ShouldContain("Another category has this short name");
        form["Slug"] = shop.Category[..20] + "-new";
        (await shop.Operator.Client.PostAsync("/console/categories", new FormUrlEncodedContent(form))).Headers.Location!.ToString().ShouldStartWith($"/console/categories/{form["Slug"]}");
        (await shop.Operator.Client.GetStringAsync($"/console/categories/{shop.Category}")).ShouldContain("value=\"Material\"");
        (await shop.Owner.Client.PostAsync("/console/categories", new FormUrlEncodedContent(form))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, BothDatabases]
    public async Task Only_a_market_without_any_is_given_categories(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        (await keeper.Client.PutAsJsonAsync("/api/v1/categories/ceramics", new { name = TestShop.Both("陶", "Clayware"), position = 12 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await FirstShelves.Put(site.Services);
        (await keeper.Client.GetAsync("/api/v1/categories").Json()).GetProperty("items").EnumerateArray().Count(c => c.GetProperty("slug").GetString() == "ceramics" && c.GetProperty("name").GetString() == "Clayware").ShouldBe(1);
    }

    private static async Task<(int Status, string? Code)> Put(TestShop shop, string slug, object body)
    {
        var answer = await shop.Operator.Client.PutAsJsonAsync($"/api/v1/categories/{slug}", body);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }
}
