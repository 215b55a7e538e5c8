using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Language and theme, with script and without.</summary>
public class ChoiceTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task The_language_changes_and_stays(bool script)
    {
        await using var visitor = await Chrome.Visit(new(Desk: true, Script: script));
        await visitor.Go("/");
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

    // Without script the page cannot be asked, but the browser can still say what it paints.
    private static async Task<string> Ground(Visitor visitor)
    {
        var picture = await visitor.Page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = 40, Height = 40 } });
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(picture));
    }
}
