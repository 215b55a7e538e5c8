using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Office and Console at work: one press is one act, what is wrong has the focus, and all of it goes by the keys.</summary>
public class DeskTests
{
    private static async Task<int> OnHand(Visitor visitor) =>
        (await visitor.Api($"/api/v1/office/stock/{visitor.Town.Life.Sku}/movements")).GetProperty("items").EnumerateArray().First().GetProperty("onHand").GetInt32();

    private static async Task<Visitor> AtTheStock(Look look)
    {
        var visitor = await (await Chrome.Visit(look)).As(Who.Seller);
        await visitor.Go($"/office/stock/{visitor.Town.Life.Sku}");
        await visitor.Page.FillAsync("#pieces", "3");
        return visitor;
    }

    [Fact]
    public async Task A_double_press_receives_goods_once()
    {
        await using var visitor = await AtTheStock(new(Desk: true));
        var before = await OnHand(visitor);
        await visitor.Page.Locator("button[value=Receive]").DblClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#pieces")).ToHaveValueAsync("");
        (await OnHand(visitor)).ShouldBe(before + 3);
    }

    [Fact]
    public async Task Enter_twice_receives_goods_once()
    {
        await using var visitor = await AtTheStock(new(Desk: true));
        var before = await OnHand(visitor);
        await visitor.Page.FocusAsync("#pieces");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#pieces")).ToHaveValueAsync("");
        (await OnHand(visitor)).ShouldBe(before + 3);
    }

    [Fact]
    public async Task What_is_wrong_in_the_office_has_the_focus_and_its_words_beside_it()
    {
        await using var visitor = await (await Chrome.Visit(new("zh-CN", Desk: true))).As(Who.Seller);
        visitor.Forgive("400", "422");
        await visitor.Go("/office/shipping");
        await visitor.Page.FillAsync("#days", "99");
        await visitor.Page.ClickAsync("form.form button.primary");
        await Assertions.Expect(visitor.Page.Locator("#days")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Page.Locator("#days")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visitor.Page.Locator("#days")).ToHaveValueAsync("99");
        (await visitor.Page.Locator("#days ~ .err").InnerTextAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_owner_adds_and_removes_a_colleague_by_the_keys_and_is_asked_first()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        var handle = await visitor.Register("clerk");
        await visitor.As(Who.Seller);
        await visitor.Go("/office/staff");
        var page = visitor.Page;
        await page.Type("#handle", handle);
        await page.Keyboard.PressAsync("Enter");
        var row = page.Locator("tr", new() { HasText = handle });
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await page.Press($"form:has([name=handle][value='{handle}']):has([value=remove]) button");
        await Assertions.Expect(page.Locator("dialog[open]")).ToContainTextAsync($"Remove {handle} from the shop?");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await page.Press($"form:has([name=handle][value='{handle}']):has([value=remove]) button");
        await page.Press("dialog[open] [data-yes]");
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_removes_themselves_is_told_that_they_leave()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.As(Who.Seller);
        await visitor.Go("/office/staff");
        var page = visitor.Page;
        await page.Locator($"form:has([name=handle][value='{Town.Seller}']):has([value=remove]) button").ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open] [data-yes]")).ToHaveTextAsync("Leave the shop");
    }

    [Theory, InlineData("/office/orders?tab=all", nameof(Who.Seller), ".tabs"), InlineData("/notices?kind=house", nameof(Who.Writer), ".chips"), InlineData("/orders?tab=off", nameof(Who.Writer), ".tabs")]
    public async Task A_row_longer_than_a_phone_shows_where_one_is(string path, string who, string row)
    {
        await using var visitor = await Chrome.Visit();
        await visitor.As(Enum.Parse<Who>(who));
        await visitor.Go(path);
        var here = await visitor.Page.Locator($"{row} > [aria-current]").First.BoundingBoxAsync();
        here.ShouldNotBeNull();
        here.X.ShouldBeGreaterThanOrEqualTo(0);
        (here.X + here.Width).ShouldBeLessThanOrEqualTo(Chrome.Phone.Width);
    }

    [Fact]
    public async Task A_moderator_takes_a_note_down_and_puts_it_back_by_the_keys()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.As(Who.Writer);
        var note = await visitor.Publish("Taken by the keys", "A note for the moderator's hands. #keys");
        await visitor.As(Who.Operator);
        await visitor.Go($"/console/notes?Q={note}");
        var page = visitor.Page;
        var down = page.Locator(".pill.bad");
        await page.Press("li summary");
        await page.Type("li details input[name=Why]", "Not here");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(down).ToHaveCountAsync(1);
        await page.Press("li summary");
        await page.Type("li details input[name=Why]", "It was fine");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(down).ToHaveCountAsync(0);
    }

    /// <summary>The last control of every page of the two desks is reached by Tab, from the top of its first page and from some places before on the others, and one sees where the focus is.</summary>
    [Theory, InlineData("/office"), InlineData("/console")]
    public async Task Tab_reaches_the_end_of_every_page_and_shows_where_it_is(string desk)
    {
        var who = desk == "/office" ? Who.Seller : Who.Operator;
        await using var visitor = await (await Chrome.Visit(new(Desk: true))).As(who);
        string[] paths = [.. Pages.All.Where(p => p.Who == who).Select(p => p.Path(visitor.Town)).Where(p => p.StartsWith(desk, StringComparison.Ordinal))];
        var reached = 0;
        foreach (var path in paths)
        {
            await visitor.Go(path);
            var places = visitor.Page.Locator("main a[href]:visible, main button:visible:not([disabled]), main input:visible, main select:visible, main textarea:visible, main summary:visible");
            var count = await places.CountAsync();
            if (count == 0) continue; // a page of numbers
            if (reached > 0 && count > 8) await places.Nth(count - 8).FocusAsync();
            await visitor.Page.Pass(places.Last, most: 400);
            reached++;
        }
        reached.ShouldBeGreaterThan(8);
    }
}
