using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Language and theme, with script and without.</summary>
public class ChoiceTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task The_language_changes_and_stays(bool script)
    {
        await using var visitor = await Chrome.Visit(new(Desk: true, Script: script));
        await visitor.Go("/?lang=en"); // as a link from elsewhere may say
        await visitor.Page.Locator(".rail button[value='zh-CN']").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await visitor.Go("/about");
        (await visitor.Page.GetAttributeAsync("html", "lang")).ShouldBe("zh-CN");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_dark_comes_and_stays(bool script)
    {
        await using var visitor = await Chrome.Visit(new(Desk: true, Script: script));
        await visitor.Go("/");
        var light = await Ground(visitor);
        await visitor.Page.Locator(".rail button[value='dark']").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        (await Ground(visitor)).ShouldNotBe(light);
        await visitor.Go("/about");
        (await visitor.Page.GetAttributeAsync("html", "data-theme")).ShouldBe("dark");
    }

    [Theory, InlineData(false, true), InlineData(false, false), InlineData(true, true)]
    public async Task On_a_phone_both_are_behind_the_last_tab(bool signedIn, bool script)
    {
        await using var visitor = await Chrome.Visit(new(Script: script));
        await (await visitor.As(signedIn ? Who.Reader : Who.Guest)).Go("/");
        var page = visitor.Page;
        await page.Locator(".tabbar a").Last.ClickAsync();
        if (signedIn) await page.Locator("main a[href='/settings']").First.ClickAsync();
        await page.Locator("main button[value='zh-CN']").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await page.Locator("main button[value='dark']").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visitor.Go("/");
        await Assertions.Expect(page.Locator("html[lang='zh-CN'][data-theme='dark']")).ToHaveCountAsync(1);
    }

    // Without script the page cannot be asked, but the browser can still say what it paints.
    private static async Task<string> Ground(Visitor visitor)
    {
        var picture = await visitor.Page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = 40, Height = 40 } });
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(picture));
    }
}
