using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Everything that matters is done by plain links and forms; script only makes it quicker.</summary>
public class NoScriptTests
{
    private static readonly Look English = new(Script: false), Chinese = new("zh-CN", Script: false);

    private static async Task SignIn(Visitor visitor, string handle)
    {
        await visitor.Go("/sign-in");
        await visitor.Page.FillAsync("#handle", handle);
        await visitor.Page.FillAsync("#password", Town.Password);
        await visitor.Page.ClickAsync("#sign-in-send");
        await visitor.Page.WaitForURLAsync(url => !url.Contains("sign-in"));
    }

    private static async Task<string[]> Cards(IPage page)
    {
        var cards = page.Locator(".fall > [data-id]");
        return [.. await Task.WhenAll((await cards.AllAsync()).Select(async c => (await c.GetAttributeAsync("data-id"))!))];
    }

    [Fact]
    public async Task The_feed_goes_on_by_its_link_and_repeats_nothing()
    {
        await using var visitor = await Chrome.Visit(English);
        await visitor.Go("/");
        var seen = new List<string>(await Cards(visitor.Page));
        while (await visitor.Page.Locator("a[rel=next]").CountAsync() > 0)
        {
            await visitor.Page.Locator("a[rel=next]").ClickAsync();
            seen.AddRange(await Cards(visitor.Page));
        }
        seen.ShouldBeUnique();
        seen.Count.ShouldBeGreaterThanOrEqualTo(Town.Notes);
    }

    [Fact]
    public async Task Somebody_searches_reads_likes_saves_follows_and_comments()
    {
        await using var visitor = await Chrome.Visit(English);
        await SignIn(visitor, await visitor.Register("plain"));
        var page = visitor.Page;
        await visitor.Go("/search");
        await page.FillAsync("input[type=search]", "rain");
        await page.PressAsync("input[type=search]", "Enter");
        await page.Locator(".fall .card-body").First.ClickAsync();
        await page.WaitForURLAsync("**/notes/*");
        foreach (var act in new[] { "k-act[kind=like] > .act", "k-act[kind=save] > .act", "k-act[kind=follow] > button" })
        {
            await page.Locator(act).ClickAsync();
            await Assertions.Expect(page.Locator(act)).ToHaveAttributeAsync("aria-pressed", "true");
        }
        await page.FillAsync("#say textarea", "Read to the end, without a line of script.");
        await page.Locator("#say form > .btn").ClickAsync();
        await Assertions.Expect(page.Locator(".cmt-text", new() { HasText = "without a line of script" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Somebody_buys_pays_and_sees_the_order_paid()
    {
        await using var visitor = await Chrome.Visit(Chinese);
        await SignIn(visitor, await visitor.Register("plain"));
        var page = visitor.Page;
        await visitor.Go($"/goods/{visitor.Town.Product}");
        await page.Locator("a.cell[href='#sku']").ClickAsync();
        await page.Locator("fieldset[data-option='0'] label").Last.ClickAsync();
        await page.Locator("fieldset[data-option='1'] label").Last.ClickAsync();
        await page.Locator("button[data-sku=ok]").ClickAsync();
        await page.WaitForURLAsync("**/cart");
        await page.Locator("button[name=quantity][value='2']").ClickAsync();
        await Assertions.Expect(page.Locator("output.num")).ToHaveTextAsync("2");
        await page.Locator("a[href='/checkout']").ClickAsync();
        await Buying.Address(visitor);
        await page.Locator(".bar button.btn-main").ClickAsync();
        await Buying.Pay(visitor);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("待发货");
    }

    [Fact]
    public async Task Somebody_publishes_with_a_picture_and_changes_the_note_later()
    {
        await using var visitor = await Chrome.Visit(English);
        await SignIn(visitor, await visitor.Register("plain"));
        var page = visitor.Page;
        await visitor.Go("/publish");
        await page.FillAsync("input[name=title]", "By hand");
        await page.FillAsync("textarea[name=body]", "Ink, paper, a form. #plainpages");
        await page.SetInputFilesAsync("input[name=files]", [UploadTests.File(Painted.Png(1300, 1000, 31, grain: true)), UploadTests.File(Painted.Png(600, 800, 32))]);
        await page.ClickAsync("button[name=act][value=publish]");
        await page.WaitForURLAsync("**/notes/*");
        await Assertions.Expect(page.Locator(".reel-slide img")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("a.topic", new() { HasText = "plainpages" })).ToHaveCountAsync(1);
        await page.Locator("a[href$='/edit']").First.ClickAsync();
        await page.FillAsync("input[name=title]", "By hand, twice");
        await page.FillAsync("input[name='pictures[0].alt']", "Grain of paper");
        await page.CheckAsync("input[name=out] >> nth=1");
        await page.ClickAsync("button[name=act][value=publish]");
        await page.WaitForURLAsync("**/notes/*");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("By hand, twice");
        await Assertions.Expect(page.Locator(".reel-slide img")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".reel-slide img")).ToHaveAttributeAsync("alt", "Grain of paper");
    }
}
