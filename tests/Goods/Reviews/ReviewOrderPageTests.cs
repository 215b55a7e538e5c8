using System.Net;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using static Kaki.Tests.Goods.Reviews.Reviewing;

namespace Kaki.Tests.Goods.Reviews;

/// <summary>The page on which a buyer reviews what came of an order.</summary>
public class ReviewOrderPageTests
{
    [Theory, BothDatabases]
    public async Task The_buyer_writes_it_on_a_page_without_script(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var product = await shop.Sell();
        var buyer = await shop.Site.SignedIn("buyer");
        var line = await Line(shop, buyer, product, received: true);
        var order = await OrderOf(shop.Site, line);
        var page = await buyer.Client.GetStringAsync($"/orders/{order}/review");
        page.ShouldContain("Review what you received");
        new HtmlParser().ParseDocument(page).QuerySelectorAll("[type=radio][checked]").ShouldBeEmpty("nobody has given a star yet");
        var none = await buyer.Client.PostAsync($"/orders/{order}/review", new MultipartFormDataContent { { new StringContent(line.ToString()), "line" }, { new StringContent(""), $"text[{line}]" } });
        none.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await none.Content.ReadAsStringAsync()).ShouldContain("Give between one and five stars");
        foreach (var said in new[] { "Your review is published", "Your review is changed" })
        {
            var form = new MultipartFormDataContent { { new StringContent(line.ToString()), "line" }, { new StringContent("3"), $"stars[{line}]" }, { new StringContent("A little crooked"), $"text[{line}]" } };
            var answer = await buyer.Client.PostAsync($"/orders/{order}/review", form);
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            (await buyer.Client.GetStringAsync(answer.Headers.Location)).ShouldContain(said);
        }
        (await shop.Site.Browser().GetStringAsync($"/goods/{product}")).ShouldContain("A little crooked");
        (await shop.Owner.Client.GetAsync($"/orders/{order}/review")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task A_picture_that_came_with_words_that_were_refused_stays_with_them(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var buyer = await shop.Site.SignedIn("buyer");
        var line = await Line(shop, buyer, await shop.Sell(), received: true);
        var picture = await shop.Picture(buyer);
        var form = new MultipartFormDataContent { { new StringContent(line.ToString()), "line" }, { new StringContent("3"), $"stars[{line}]" }, { new StringContent(new string('w', 1001)), $"text[{line}]" }, { new StringContent(picture), $"pictures[{line}][0].id" } };
        var answer = await buyer.Client.PostAsync($"/orders/{await OrderOf(shop.Site, line)}/review", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"data-picture=\"{picture}\"");
    }

    [Theory, BothDatabases]
    public async Task What_was_written_of_one_thing_of_an_order_stays_when_another_is_published(Provider provider)
    {
        var shop = await TestShop.Open(TestSite.On(provider));
        var buyer = await shop.Site.SignedIn("buyer");
        var first = await Line(shop, buyer, await shop.Sell(), received: true);
        var second = await Line(shop, buyer, await shop.Sell(), received: true, beside: first);
        var page = $"/orders/{await OrderOf(shop.Site, first)}/review";
        MultipartFormDataContent Form(Id pressed) => new()
        {
            { new StringContent(pressed.ToString()), "line" }, { new StringContent("4"), $"stars[{first}]" }, { new StringContent("Holds tea"), $"text[{first}]" },
            { new StringContent("2"), $"stars[{second}]" }, { new StringContent("Half a thought"), $"text[{second}]" },
        };
        var answer = await buyer.Client.PostAsync(page, Form(first));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var shown = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        shown.QuerySelector($"#t-{second}")!.TextContent.ShouldBe("Half a thought");
        shown.QuerySelector($"[name='stars[{second}]'][checked]")!.GetAttribute("value").ShouldBe("2");
        (await buyer.Client.GetStringAsync(page)).ShouldNotContain("Half a thought"); // not published yet
        (await buyer.Client.PostAsync(page, Form(second))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await buyer.Client.GetStringAsync(page)).ShouldContain("Half a thought");
    }
}
