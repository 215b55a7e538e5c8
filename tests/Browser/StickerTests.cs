using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

public class StickerTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_sticker_pressed_is_a_comment_seen_with_its_name(bool script)
    {
        await using var visitor = await Chrome.Visit(new(Script: script));
        await visitor.Join();
        var page = visitor.Page;
        await visitor.Go($"/notes/{visitor.Town.Note}?sort=new");
        await page.ClickAsync("#say summary");
        await page.Locator("#say button[value=bouquet]").ClickAsync();
        var sticker = page.Locator("#comments .cmt-list .cmt").First.GetByAltText("Flowers for you");
        await Assertions.Expect(sticker).ToBeVisibleAsync();
        await sticker.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(sticker).ToHaveJSPropertyAsync("complete", true);
        (await sticker.EvaluateAsync<int>("s => s.naturalWidth")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_sheet_is_reached_and_left_by_keys_and_says_what_it_shows()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var page = visitor.Page;
        await visitor.Go($"/notes/{visitor.Town.Note}");
        await page.Press("#say summary");
        await page.Reach("#say button[value=cat]");
        (await Axe.Look(page)).ShouldBeEmpty();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#say details")).Not.ToHaveAttributeAsync("open", "");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_sheet_stands_over_the_bar_wherever_the_comment_box_has_scrolled_to(bool script)
    {
        await using var visitor = await Chrome.Visit(new(Script: script));
        await visitor.Join();
        var page = visitor.Page;
        await visitor.Go($"/notes/{visitor.Town.Note}");
        await page.EvaluateAsync("() => scrollBy(0, document.querySelector('#say form').getBoundingClientRect().bottom - innerHeight + 76)");
        await page.ClickAsync("#say summary");
        await IsOverTheBar(page, page.Locator(".sticker-sheet"));
    }

    [Fact]
    public async Task The_menu_of_a_comment_near_the_bar_comes_into_view()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var page = visitor.Page;
        await visitor.Go($"/notes/{visitor.Town.Note}");
        await page.EvaluateAsync("() => scrollBy(0, document.querySelector('.cmt-meta summary').getBoundingClientRect().bottom - innerHeight + 68)");
        await page.Locator(".cmt-meta summary").First.ClickAsync();
        await IsOverTheBar(page, page.Locator(".cmt-meta .menu-list").First);
    }

    private static async Task IsOverTheBar(IPage page, ILocator opened)
    {
        await Assertions.Expect(opened).ToBeInViewportAsync(new() { Ratio = 1 });
        LocatorBoundingBoxResult sheet = (await opened.BoundingBoxAsync())!, bar = (await page.Locator(".bar").BoundingBoxAsync())!;
        (sheet.Y + sheet.Height).ShouldBeLessThanOrEqualTo(bar.Y);
    }
}
