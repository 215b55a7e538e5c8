using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>The loop without a mouse: every step is reached by Tab, seen where it is, and done by a key.</summary>
public class KeyboardTests
{
    [Fact]
    public async Task The_first_key_skips_to_the_content()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Go("/");
        await visitor.Page.Press("a.skip", most: 1);
        await visitor.Page.Reach("main *", most: 1);
    }

    [Fact]
    public async Task Somebody_finds_a_note_buys_what_it_shows_and_pays()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Join("keys");
        await visitor.Go("/");
        var page = visitor.Page;
        await page.Press($"[data-id='note:{visitor.Town.Note}'] .card-body");
        await Assertions.Expect(page.Locator("dialog.over-box h1")).ToBeVisibleAsync();
        await page.Press($"dialog .goods-row a[href='/goods/{visitor.Town.Product}']");
        await page.WaitForURLAsync("**/goods/*");
        await page.Press("fieldset[data-option='0'] input", "ArrowRight");
        await page.Press("button[form=buy]:not([formaction])");
        await Assertions.Expect(page.Locator("a.rail-item[href='/cart'] .dot")).ToHaveTextAsync("1");
        await page.Press("a[href='/cart'], .toast button");
        await page.WaitForURLAsync("**/cart");
        await page.Press("a[href='/checkout']");
        await page.WaitForURLAsync("**/checkout*");
        await page.Press("a.addr");
        await page.WaitForURLAsync("**/addresses*");
        await page.Type("#name", "Lin");
        await page.Type("#phone", "13800002046");
        await page.Press("#region", "ArrowDown");
        await page.Type("#street", "12 Mulberry Lane");
        await page.Press("#form button.btn-main");
        await page.WaitForURLAsync("**/checkout*");
        await page.Press(".bar button.btn-main");
        await page.WaitForURLAsync("**/sandbox-pay/*");
        await page.Press("button[name=choice][value=Pay]");
        await page.WaitForURLAsync("**/orders/*");
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_reads_likes_and_comments_and_the_focus_comes_back()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Join("keys");
        await visitor.Go("/");
        var page = visitor.Page;
        var card = $"[data-id='note:{visitor.Town.Note}'] .card-body";
        await page.Press(card);
        await Assertions.Expect(page.Locator("dialog.over-box h1")).ToBeVisibleAsync();
        await page.Press("dialog k-act[kind=like] > .act", "Space");
        await Assertions.Expect(page.Locator("dialog k-act[kind=like] > .act")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Type("dialog #say textarea", "Said with the keys alone.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator("dialog .cmt-text", new() { HasText = "Said with the keys alone." })).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog.over-box")).ToHaveCountAsync(0);
        (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", card)).ShouldBeTrue("closing a note puts the focus where it was opened");
    }

    [Fact]
    public async Task Somebody_publishes_with_a_tag_moved_by_the_arrows()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Join("keys");
        await visitor.Go("/publish");
        var page = visitor.Page;
        var choosing = page.WaitForFileChooserAsync();
        await page.Press("k-upload .thumb-add");
        await (await choosing).SetFilesAsync(UploadTests.File(Painted.Png(600, 800, 41)));
        await Assertions.Expect(page.Locator("k-upload input[name$='.id']")).ToHaveCountAsync(1);
        await page.Press("k-tags .row button");
        await page.Keyboard.TypeAsync("lamp");
        await Assertions.Expect(page.Locator("k-tags [role=option]").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("k-tags .pin")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Shift+ArrowUp");
        await Assertions.Expect(page.Locator("input[name='tags[0].x']")).ToHaveValueAsync("51");
        await Assertions.Expect(page.Locator("input[name='tags[0].y']")).ToHaveValueAsync("45");
        await page.Type("input[name=title]", "Keys alone");
        await page.Press("button[name=act][value=publish]");
        await page.WaitForURLAsync("**/notes/*");
        await Assertions.Expect(page.Locator(".pin")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_shop_sends_an_order_from_the_office_by_its_keys()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.As(Who.Seller);
        await visitor.Go("/office/orders");
        var page = visitor.Page;
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Locator("dialog[open] input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0); // a key goes to the page once the box has gone
        await page.Keyboard.PressAsync("j");
        (await page.EvaluateAsync<bool>("document.activeElement.matches('[data-row]')")).ShouldBeTrue();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/office/orders/*");
        await page.Reach("main *");
    }
}
