using System.Net;
using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;
using Kaki.Tests.Goods;

namespace Kaki.Tests.Host.Http;

/// <summary>Without script: an act that cannot be taken back is named and asked for a second time, on a page of its own.</summary>
public class AskFirstTests
{
    [Fact]
    public async Task A_colleague_is_removed_by_the_second_yes()
    {
        var shop = await TestShop.Open(TestSite.On(Provider.Sqlite));
        var clerk = await shop.Site.SignedIn("clerk");
        (await shop.Owner.Client.PutAsJsonAsync($"/api/v1/office/staff/{clerk.Handle}", new { role = "clerk" })).EnsureSuccessStatusCode();
        var staff = Page(await shop.Owner.Client.GetStringAsync("/office/staff"));
        var remove = staff.QuerySelectorAll("form").Single(f => Fields(f) is var fields && fields.Contains(("act", "remove")) && fields.Contains(("handle", clerk.Handle)));
        var asked = await Send(shop.Owner.Client, "/office/staff", remove);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sure = Page(await asked.Content.ReadAsStringAsync());
        sure.QuerySelector("h1")!.TextContent.ShouldContain($"Remove {clerk.Name} from the shop?");
        (await clerk.Client.GetAsync("/office/goods")).StatusCode.ShouldBe(HttpStatusCode.OK, "nothing happens before yes");
        var yes = sure.QuerySelector("main form")!;
        (await Send(shop.Owner.Client, yes.GetAttribute("action")!, yes)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await clerk.Client.GetAsync("/office/goods")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task A_part_of_an_order_is_called_off_by_the_second_yes(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestStall.Open(site);
        var (_, pot) = await shop.Sells(990, 5);
        var buyer = await site.SignedIn("waiting");
        var order = await buyer.PaidOrder(pot, 1, 990);
        var desk = $"/office/orders/{await buyer.Part(order)}";
        var form = Page(await shop.Keeper.Client.GetStringAsync(desk)).QuerySelectorAll("form").Single(f => f.GetAttribute("action")!.Contains("handler=Cancel", StringComparison.Ordinal));
        form.QuerySelector("[name=reason]")!.SetAttribute("value", "Sold out");
        var sure = Page(await (await Send(shop.Keeper.Client, form.GetAttribute("action")!, form)).Content.ReadAsStringAsync());
        (await buyer.State(order)).ShouldBe("paid", "nothing happens before yes");
        var yes = sure.QuerySelector("main form")!;
        (await Send(shop.Keeper.Client, yes.GetAttribute("action")!, yes)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await buyer.State(order)).ShouldBe("cancelled");
    }

    [Fact]
    public async Task The_page_that_asks_says_nothing_to_who_comes_by_its_address()
    {
        var visitor = TestSite.On(Provider.Sqlite).Browser();
        (await visitor.GetAsync("/sure")).Headers.Location!.ToString().ShouldBe("/");
        (await visitor.PostAsync("/sure", new FormUrlEncodedContent([new("x", "y")]))).Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task Neither_yes_nor_no_leads_to_another_host()
    {
        var visitor = TestSite.On(Provider.Sqlite).Browser();
        var question = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(visitor.BaseAddress!) { Path = "//elsewhere.example/x" }.Uri) { Content = new FormUrlEncodedContent([new("_ask", "Sure?")]) };
        question.Headers.Referrer = new UriBuilder(visitor.BaseAddress!) { Path = "//elsewhere.example/" }.Uri;
        var sure = Page(await (await visitor.SendAsync(question)).Content.ReadAsStringAsync());
        sure.QuerySelector("main form")!.GetAttribute("action").ShouldBe("/");
        sure.QuerySelector("main .acts a")!.GetAttribute("href").ShouldBe("/");
    }

    private static IHtmlDocument Page(string html) => new HtmlParser().ParseDocument(html);

    private static List<(string Name, string Value)> Fields(IElement form) => [.. form.QuerySelectorAll("input[name]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))];

    private static Task<HttpResponseMessage> Send(HttpClient client, string to, IElement form) =>
        client.PostAsync(to, new FormUrlEncodedContent(Fields(form).Select(f => KeyValuePair.Create(f.Name, f.Value))));
}
