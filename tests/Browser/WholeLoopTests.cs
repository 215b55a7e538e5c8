using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>What the house is for, on a phone, in both languages: from a note to a thing, and back to a note of one's own that somebody else finds.</summary>
public class WholeLoopTests
{
    [Theory, InlineData("zh-CN"), InlineData("en")]
    public async Task Somebody_discovers_buys_receives_reviews_and_writes_their_own_note(string language)
    {
        var words = Said.In(language);
        await using var buyer = await Chrome.Visit(new(language));
        await buyer.Join("loop");
        await Discover(buyer);
        var order = await Buy(buyer);
        await Sees(buyer.Page, words.Paid);
        await Ship(language);
        await buyer.Page.ReloadAsync();
        await Sees(buyer.Page, words.OnItsWay);
        await Receive(buyer.Page, order);
        await Review(buyer, order, words.Review);
        var title = $"{words.Title} {Guid.CreateVersion7():n}"[..20];
        await PublishTests.Compose(buyer, title, words.Body, words.Find);
        await buyer.Page.ClickAsync("button[name=act][value=publish]");
        await buyer.Page.WaitForURLAsync("**/notes/*");
        await using var somebody = await Chrome.Visit(new(language));
        await somebody.Join("found");
        await PublishTests.FoundInFeed(somebody, title);
        await PublishTests.FoundBySearch(somebody, title);
    }

    private sealed record Said(string Paid, string OnItsWay, string Review, string Title, string Body, string Find)
    {
        public static Said In(string language) => language == "en"
            ? new("To be sent", "On its way", "Dry through a night of rain.", "First camp", "Slept well. #camping", "tent")
            : new("待发货", "运输中", "下了一夜雨，里面是干的。", "第一次露营", "睡得很好。#露营", "帐篷");
    }

    private static async Task Discover(Visitor buyer)
    {
        await buyer.Go("/");
        await buyer.Page.Locator($"[data-id='note:{buyer.Town.Note}'] .card-body").ClickAsync();
        await buyer.Page.WaitForURLAsync($"**/notes/{buyer.Town.Note}");
        await buyer.Page.Locator($".goods-row a[href='/goods/{buyer.Town.Product}']").ClickAsync();
        await buyer.Page.WaitForURLAsync($"**/goods/{buyer.Town.Product}");
    }

    /// <summary>Another colour than the one offered, in the sheet; then cart, address, checkout and the bank. Answers the order's path.</summary>
    private static async Task<string> Buy(Visitor buyer)
    {
        var page = buyer.Page;
        await page.Locator("a.cell[href='#sku']").ClickAsync();
        await page.Locator("dialog[open] fieldset").First.Locator("label").Last.ClickAsync();
        await page.Locator("dialog[open] [data-sku=ok]").ClickAsync();
        await page.Locator(".bar button[form=buy]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".bar a[href='/cart'] .dot")).ToHaveTextAsync("1");
        await page.Locator(".bar a[href='/cart']").ClickAsync();
        await page.WaitForURLAsync("**/cart");
        await page.Locator("a[href='/checkout']").ClickAsync();
        await Buying.Address(buyer);
        await page.Locator(".bar button.btn-main").ClickAsync();
        return await Buying.Pay(buyer);
    }

    // The shop ships from a desk.
    private static async Task Ship(string language)
    {
        await using var seller = await Chrome.Visit(new(language, Desk: true));
        await seller.As(Town.Seller);
        await seller.Go("/office/orders");
        await seller.Page.Locator("[data-row]").First.ClickAsync();
        await seller.Page.FillAsync("#tracking", "SF138244057716");
        await seller.Page.Locator("form[action$='/ship'] button.primary").ClickAsync();
        await Assertions.Expect(seller.Page.Locator("form[action$='/ship']")).ToHaveCountAsync(0);
    }

    private static async Task Receive(IPage page, string order)
    {
        await page.Locator("form[action$='/receive'] button").Last.ClickAsync();
        await page.Locator("dialog[open] [data-yes]").ClickAsync();
        await Assertions.Expect(page.Locator($"a[href='{order}/review']").First).ToBeVisibleAsync();
    }

    private static async Task Review(Visitor buyer, string order, string words)
    {
        var page = buyer.Page;
        await page.Locator($"a[href='{order}/review']").First.ClickAsync();
        await page.Locator("textarea[name=text]").First.FillAsync(words);
        await page.SetInputFilesAsync("k-upload > input[type=file]", UploadTests.File(Painted.Png(400, 400, words.Length)));
        await Assertions.Expect(page.Locator("k-upload input[name$='.id']")).ToHaveCountAsync(1);
        await page.Locator("form button.btn-main").First.ClickAsync();
        await Assertions.Expect(page.Locator("textarea[name=text]").First).ToHaveValueAsync(words);
        await buyer.Go($"/goods/{buyer.Town.Product}/reviews");
        var review = page.Locator(".review", new() { HasText = words });
        await Assertions.Expect(review).ToHaveCountAsync(1);
        await Assertions.Expect(review.Locator(".pics img")).ToHaveCountAsync(1);
    }

    // The bank's message may reach the shop a moment after the buyer is back.
    private static async Task Sees(IPage page, string state)
    {
        for (var i = 0; i < 20 && !(await page.Locator("main").InnerTextAsync()).Contains(state); i++)
        {
            await page.WaitForTimeoutAsync(300);
            await page.ReloadAsync();
        }
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(state);
    }
}
