using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

public class StickerTests
{
    [Theory, InlineData(true, false), InlineData(true, true), InlineData(false, false)]
    public async Task A_sticker_pressed_is_a_comment_seen_with_its_name(bool script, bool dark)
    {
        await using var visitor = await Chrome.Visit(new(Dark: dark, Script: script));
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
}
