using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>What the house is for, on a phone, in both languages: from a note to a thing, and back to a note of one's own.</summary>
public class WholeLoopTests
{
    [Theory, InlineData("zh-CN"), InlineData("en")]
    public async Task Somebody_discovers_buys_receives_reviews_and_writes_their_own_note(string language)
    {
        await using var buyer = await Chrome.Visit(new(language));
        await buyer.Join("loop");
        var page = buyer.Page;
        await Discover(buyer);
        await PutInCart(buyer);
        var order = await CheckOutAndPay(buyer);
        await Ship(language);
        await Receive(page, order);
        await Review(buyer, order, language == "en" ? "Warm light, lasts the night." : "光很暖，能亮一整夜。");
        var title = $"{(language == "en" ? "First camp" : "第一次露营")} {Guid.CreateVersion7():n}"[..20];
        await PublishTests.Compose(buyer, title, language == "en" ? "Slept well. #camping" : "睡得很好。#露营", language == "en" ? "tent" : "帐篷");
        await page.ClickAsync("button[name=act][value=publish]");
        await page.WaitForURLAsync("**/notes/*");
        await PublishTests.Found(buyer, title);
    }

    private static async Task Discover(Visitor buyer)
    {
        await buyer.Go("/");
        await buyer.Page.Locator($"[data-id='note:{buyer.Town.Note}'] .card-body").ClickAsync();
        await buyer.Page.WaitForURLAsync($"**/notes/{buyer.Town.Note}");
        await buyer.Page.Locator($".goods-row a[href='/goods/{buyer.Town.Product}']").ClickAsync();
        await buyer.Page.WaitForURLAsync($"**/goods/{buyer.Town.Product}");
    }

    private static async Task PutInCart(Visitor buyer)
    {
        var page = buyer.Page;
        await page.Locator(".bar button[form=buy]").First.ClickAsync();
        if (!page.Url.EndsWith("/cart", StringComparison.Ordinal))
        {
            // With a choice still open the sheet comes first.
            var ok = page.Locator("dialog[open] [data-sku=ok]");
            if (await ok.CountAsync() > 0)
            {
                await page.Locator("dialog[open] fieldset").First.Locator("label").First.ClickAsync();
                await page.Locator("dialog[open] fieldset").Last.Locator("label").First.ClickAsync();
                await ok.ClickAsync();
            }
            await page.WaitForURLAsync("**/cart");
        }
        await page.Locator("a[href='/checkout']").ClickAsync();
        await page.WaitForURLAsync("**/checkout*");
    }

    private static async Task<string> CheckOutAndPay(Visitor buyer)
    {
        var page = buyer.Page;
        await page.Locator("a.addr").ClickAsync();
        await page.WaitForURLAsync("**/addresses*");
        await page.FillAsync("#name", "Lin");
        await page.FillAsync("#phone", "13800002046");
        await page.SelectOptionAsync("#region", new SelectOptionValue { Index = 3 });
        await page.FillAsync("#street", "12 Mulberry Lane");
        await page.Locator("#form button.btn-main").ClickAsync();
        await page.WaitForURLAsync("**/checkout*");
        await page.Locator(".bar button.btn-main").ClickAsync();
        await page.WaitForURLAsync("**/sandbox-pay/*");
        await page.Locator("button[name=choice][value=Pay]").ClickAsync();
        var back = page.Locator("main a.btn-main");
        await page.WaitForURLAsync(url => url.Contains("/orders/") || url.Contains("/sandbox-pay/"));
        if (page.Url.Contains("/sandbox-pay/") && await back.CountAsync() > 0) await back.ClickAsync();
        await page.WaitForURLAsync("**/orders/*");
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task Ship(string language)
    {
        await using var seller = await Chrome.Visit(new(language, Desk: true));
        await seller.As(Town.Seller);
        var row = seller.Page.Locator("[data-row]").First;
        for (var i = 0; i < 20; i++)
        {
            await seller.Go("/office/orders");
            if (await row.CountAsync() > 0) break;
            await seller.Page.WaitForTimeoutAsync(300); // the payment's message may still be on its way
        }
        await row.ClickAsync();
        await seller.Page.FillAsync("#tracking", "SF138244057716");
        await seller.Page.Locator("form[action$='/ship'] button.primary").ClickAsync();
        await Assertions.Expect(seller.Page.Locator("form[action$='/ship']")).ToHaveCountAsync(0);
    }

    private static async Task Receive(IPage page, string order)
    {
        await page.GotoAsync(order);
        await page.Locator("form[action$='/receive'] button").Last.ClickAsync();
        await page.Locator("dialog[open] .btn-main, dialog[open] button").Last.ClickAsync();
        await Assertions.Expect(page.Locator($"a[href='{order}/review']").First).ToBeVisibleAsync();
    }

    private static async Task Review(Visitor buyer, string order, string words)
    {
        var page = buyer.Page;
        await page.Locator($"a[href='{order}/review']").First.ClickAsync();
        await page.Locator("textarea[name=text]").First.FillAsync(words);
        await page.Locator("form button.btn-main").First.ClickAsync();
        await page.WaitForLoadStateAsync();
        await buyer.Go($"/goods/{buyer.Town.Product}/reviews");
        await Assertions.Expect(page.Locator(".review", new() { HasText = words })).ToHaveCountAsync(1);
    }
}
