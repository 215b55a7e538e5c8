namespace Kaki.Browser.Tests.Harness;

/// <summary>What the house is for, step by step and on any site: from a note to a thing, and back to a note of one's own that somebody else finds.</summary>
/// <param name="language">In which everybody of it looks at the site.</param>
internal sealed class Loop(OpenSite site, string language)
{
    private readonly Said words = Said.In(language);

    private sealed record Said(string Paid, string OnItsWay, string Review, string Title, string Body)
    {
        public static Said In(string language) => language == "en"
            ? new("To be sent", "On its way", "Dry through a night of rain.", "First camp", "Slept well. #camping")
            : new("待发货", "运输中", "下了一夜雨，里面是干的。", "第一次露营", "睡得很好。#露营");
    }

    public Task<Visitor> Visit(bool desk = false) => Chrome.Visit(new(language, Desk: desk), site);

    /// <summary>Scrolls to the note, reads it, and goes on to a thing it tags.</summary>
    public static async Task Discover(Visitor buyer, string note, string product)
    {
        await buyer.Go("/");
        var card = buyer.Page.Locator($"[data-id='note:{note}'] .card-body");
        await Fall.ToTheEnd(buyer.Page, until: card);
        await card.ClickAsync();
        await buyer.Page.WaitForURLAsync($"**/notes/{note}");
        await buyer.Page.Locator($".goods-row a[href='/goods/{product}']").ClickAsync();
        await buyer.Page.WaitForURLAsync($"**/goods/{product}");
    }

    /// <summary>Another variant than the one offered, where there are several; then into the cart, which holds so many.</summary>
    public static async Task Take(Visitor buyer, int inCart)
    {
        var page = buyer.Page;
        await page.Locator("a.cell[href='#sku']").ClickAsync();
        var options = page.Locator("dialog[open] fieldset");
        await Assertions.Expect(page.Locator("dialog[open] [data-sku=ok]")).ToBeVisibleAsync();
        if (await options.CountAsync() > 0) await options.First.Locator("label").Last.ClickAsync();
        await page.Locator("dialog[open] [data-sku=ok]").ClickAsync();
        await page.Locator(".bar button[form=buy]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".bar a[href='/cart'] .dot")).ToHaveTextAsync($"{inCart}");
    }

    /// <summary>Cart, address, checkout and the bank.</summary>
    /// <returns>The order's path.</returns>
    public async Task<string> Buy(Visitor buyer)
    {
        var page = buyer.Page;
        await page.Locator(".bar a[href='/cart']").ClickAsync();
        await page.WaitForURLAsync("**/cart");
        await page.Locator("a[href='/checkout']").ClickAsync();
        await Buying.Address(buyer);
        await page.Locator(".bar button.btn-main").ClickAsync();
        var order = await Buying.Pay(buyer);
        await Sees(page, words.Paid);
        return order;
    }

    /// <summary>A shop sends its newest order, from a desk.</summary>
    public async Task Ship(string keeper)
    {
        await using var seller = await Visit(desk: true);
        await seller.As(keeper);
        await seller.Go("/office/orders");
        await seller.Page.Locator("[data-row]").First.ClickAsync();
        await seller.Page.FillAsync("#tracking", "SF138244057716");
        await seller.Page.Locator("form[action*='handler=Ship'] button.primary").ClickAsync();
        await Assertions.Expect(seller.Page.Locator("form[action*='handler=Ship']")).ToHaveCountAsync(0);
    }

    public async Task Receive(Visitor buyer, string order)
    {
        var page = buyer.Page;
        await page.ReloadAsync();
        await Sees(page, words.OnItsWay);
        await page.Locator("form[action$='/receive'] button").Last.ClickAsync();
        await page.Locator("dialog[open] [data-yes]").ClickAsync();
        await Assertions.Expect(page.Locator($"a[href='{order}/review']").First).ToBeVisibleAsync();
    }

    /// <summary>Says of one thing of the order what it is like, with a picture.</summary>
    public async Task Review(Visitor buyer, string order, string product)
    {
        var page = buyer.Page;
        await page.Locator($"a[href='{order}/review']").First.ClickAsync();
        var thing = page.Locator($"section:has(a[href='/goods/{product}'])");
        await thing.Locator("label.opt").First.ClickAsync();
        await thing.Locator("textarea[name^=text]").FillAsync(words.Review);
        await thing.Locator("k-upload > input[type=file]").SetInputFilesAsync(UploadTests.File(Painted.Png(400, 400, words.Review.Length)));
        await Assertions.Expect(thing.Locator("k-upload input[name$='.id']")).ToHaveCountAsync(1);
        await thing.Locator("button.btn-main").ClickAsync();
        await Assertions.Expect(thing.Locator("textarea[name^=text]")).ToHaveValueAsync(words.Review);
        await buyer.Go($"/goods/{product}/reviews");
        var review = page.Locator(".review", new() { HasText = words.Review });
        await Assertions.Expect(review).ToHaveCountAsync(1);
        await Assertions.Expect(review.Locator(".pics img")).ToHaveCountAsync(1);
    }

    /// <summary>Writes a note that tags what a search for <paramref name="find"/> finds first.</summary>
    /// <returns>Its title, unlike any other.</returns>
    public async Task<string> Write(Visitor buyer, string find)
    {
        var title = $"{words.Title} {Guid.CreateVersion7():n}"[..20];
        await PublishTests.Compose(buyer, title, words.Body, find);
        await buyer.Page.ClickAsync("button[name=act][value=publish]");
        await buyer.Page.WaitForURLAsync("**/notes/*");
        return title;
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
