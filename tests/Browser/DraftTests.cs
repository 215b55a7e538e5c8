using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Nothing that was written is lost: not by a reload, not by a dead line.</summary>
public class DraftTests
{
    private static Task<IResponse> Kept(Visitor visitor, string words) =>
        visitor.Page.WaitForResponseAsync(r => r.Url.Contains("/api/v1/drafts/") && r.Request.Method == "PUT" && r.Ok && (r.Request.PostData ?? "").Contains(words));

    [Fact]
    public async Task What_is_typed_survives_a_reload_and_is_found_among_the_drafts()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var kept = Kept(visitor, "half a thought");
        await PublishTests.Compose(visitor, "half a thought", "and then", "lamp");
        await kept;
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.Locator("input[name=title]")).ToHaveValueAsync("half a thought");
        await Assertions.Expect(visitor.Page.Locator("textarea[name=body]")).ToHaveValueAsync("and then");
        await Assertions.Expect(visitor.Page.Locator("k-upload .thumb-btn")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("k-tags .pin")).ToHaveCountAsync(1);
        await visitor.Go("/drafts");
        await visitor.Page.Locator("main a", new() { HasText = "half a thought" }).First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("input[name=title]")).ToHaveValueAsync("half a thought");
    }

    [Fact]
    public async Task What_could_not_be_sent_stays_on_the_device_and_comes_back()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("ERR_FAILED");
        await visitor.Join();
        await visitor.Go("/publish");
        var page = visitor.Page;
        await page.RouteAsync("**/api/v1/drafts/*", route => route.AbortAsync());
        await page.FillAsync("input[name=title]", "written in a tunnel");
        await Assertions.Expect(page.Locator("[data-draft]")).ToContainTextAsync("Not saved yet");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("input[name=title]")).ToHaveValueAsync("written in a tunnel");
        var kept = Kept(visitor, "written in a tunnel");
        await page.UnrouteAsync("**/api/v1/drafts/*");
        await page.FillAsync("textarea[name=body]", "and out again");
        await kept;
    }

    [Fact]
    public async Task Who_may_see_it_when_it_goes_out_and_what_it_shows_come_back_with_the_words()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("ERR_FAILED");
        await visitor.Join();
        var page = visitor.Page;
        var kept = Kept(visitor, "for later");
        await PublishTests.Compose(visitor, "for later", "and then");
        await kept;
        await page.RouteAsync("**/api/v1/drafts/*", route => route.AbortAsync());
        await PublishTests.Tag(page, "lamp");
        var product = await page.Locator("k-tags .pin-name").InnerTextAsync();
        await page.CheckAsync("input[name=visibility][value=OnlyMe]");
        await page.CheckAsync("input[name=disclosures][value=Gifted]", new() { Force = true });
        await page.SelectOptionAsync("select[name=comments]", "Nobody");
        var at = TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await page.FillAsync("input[type=datetime-local]", at);
        await Assertions.Expect(page.Locator("[data-draft]")).ToContainTextAsync("Not saved yet");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("k-tags .pin-name")).ToHaveTextAsync([product]);
        await Assertions.Expect(page.Locator("input[name=visibility][value=OnlyMe]")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("input[name=disclosures][value=Gifted]")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("select[name=comments]")).ToHaveValueAsync("Nobody");
        await Assertions.Expect(page.Locator("input[type=datetime-local]")).ToHaveValueAsync(at);
        await Assertions.Expect(page.Locator("footer button.btn-main")).ToHaveTextAsync("Schedule");
        await page.UnrouteAsync("**/api/v1/drafts/*");
        kept = Kept(visitor, "productId");
        await page.FillAsync("textarea[name=body]", "and then on");
        (await kept).Request.PostData!.ShouldContain("OnlyMe");
        // A time that is chosen and not yet set is no part of the draft: this device remembers it.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("input[type=datetime-local]")).ToHaveValueAsync(at);
    }

    [Fact]
    public async Task The_older_of_two_windows_is_told_loses_nothing_and_chooses()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("412");
        await visitor.Join();
        await visitor.Go("/publish");
        var (here, there) = (visitor.Page, await visitor.Context.NewPageAsync());
        await there.GotoAsync(here.Url);
        var kept = there.WaitForResponseAsync(r => r.Url.Contains("/api/v1/drafts/") && r.Request.Method == "PUT" && r.Ok);
        await there.FillAsync("input[name=title]", "written there");
        await kept;
        await here.FillAsync("input[name=title]", "written here");
        await Assertions.Expect(here.Locator("[role=alert]")).ToContainTextAsync("changed in another window");
        await Assertions.Expect(here.Locator("input[name=title]")).ToHaveValueAsync("written here");
        var mine = Kept(visitor, "written here");
        await here.ClickAsync("text=Keep what is here");
        await mine;
        await here.ReloadAsync();
        await Assertions.Expect(here.Locator("input[name=title]")).ToHaveValueAsync("written here");
        await there.FillAsync("textarea[name=body]", "and on");
        await there.ClickAsync("text=See the other");
        await Assertions.Expect(there.Locator("input[name=title]")).ToHaveValueAsync("written here");
    }

    [Fact]
    public async Task What_was_changed_in_a_tunnel_comes_back_and_is_not_sent_into_nowhere()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("ERR_FAILED", "ERR_INTERNET_DISCONNECTED");
        await visitor.Join();
        await visitor.Go("/publish");
        var page = visitor.Page;
        var title = page.Locator("input[name=title]");
        await page.FillAsync("textarea[name=body]", "A few words");
        var first = Kept(visitor, "before the tunnel");
        await title.FillAsync("before the tunnel");
        await first;
        await page.RouteAsync("**/api/v1/drafts/*", route => route.AbortAsync());
        await title.FillAsync("in the tunnel");
        await Assertions.Expect(page.Locator("[data-draft]")).ToContainTextAsync("Not saved yet");
        await page.ReloadAsync();
        await Assertions.Expect(title).ToHaveValueAsync("in the tunnel"); // over what the server knew
        await visitor.Context.SetOfflineAsync(true);
        await page.ClickAsync("button[name=act][value=publish]");
        await Assertions.Expect(page.Locator(".toast[role=alert]")).ToContainTextAsync("You are offline");
        await Assertions.Expect(title).ToHaveValueAsync("in the tunnel");
        (await page.EvaluateAsync<string>("Object.entries(localStorage).filter(([name]) => name.startsWith('k-draft:')).map(([, copy]) => copy).join()")).ShouldContain("in the tunnel");
        await page.UnrouteAsync("**/api/v1/drafts/*");
        await visitor.Context.SetOfflineAsync(false);
        await page.ClickAsync("button[name=act][value=publish]");
        await page.WaitForURLAsync("**/notes/*");
    }
}
