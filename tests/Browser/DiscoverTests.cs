using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

public class DiscoverTests
{
    private static Task<string[]> Shown(IPage page) => page.EvaluateAsync<string[]>("[...document.querySelectorAll('.fall > [data-id]')].map(c => c.dataset.id)");

    private static async Task ScrollToTheEnd(IPage page)
    {
        for (var i = 0; i < 30 && await page.Locator(".fall-end").CountAsync() == 0; i++)
        {
            await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
            await page.WaitForTimeoutAsync(150);
        }
    }

    [Fact]
    public async Task Scrolling_to_the_end_shows_everything_once()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Go("/");
        await ScrollToTheEnd(visitor.Page);
        var shown = await Shown(visitor.Page);
        shown.ShouldBeUnique();
        shown.Length.ShouldBeGreaterThanOrEqualTo(Town.Notes);
    }

    [Fact]
    public async Task Going_back_from_a_note_keeps_the_place()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Go("/");
        await ScrollToTheEnd(visitor.Page);
        var before = await Shown(visitor.Page);
        var card = visitor.Page.Locator($"[data-id='{before[24]}'] .card-body");
        await card.ScrollIntoViewIfNeededAsync();
        var place = await visitor.Page.EvaluateAsync<int>("scrollY");
        await card.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/notes/*");
        await visitor.Page.GoBackAsync();
        await visitor.Page.WaitForFunctionAsync("y => Math.abs(scrollY - y) < 200", place);
        (await Shown(visitor.Page)).ShouldBe(before);
    }

    [Fact]
    public async Task A_like_shows_at_once_and_is_still_there_after_a_reload()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var like = visitor.Page.Locator("k-act[kind=like] > .act");
        var saved = visitor.Page.WaitForResponseAsync(r => r.Url.EndsWith("/like", StringComparison.Ordinal));
        await like.ClickAsync();
        (await like.GetAttributeAsync("aria-pressed")).ShouldBe("true");
        (await saved).Ok.ShouldBeTrue();
        await visitor.Page.ReloadAsync();
        (await like.GetAttributeAsync("aria-pressed")).ShouldBe("true");
    }

    [Theory, InlineData("like", ".act"), InlineData("save", ".act.is-save")]
    public async Task What_the_server_could_not_take_is_taken_back_and_said(string kind, string button)
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("ERR_FAILED");
        await visitor.Join();
        await visitor.Go($"/notes/{visitor.Town.Note}");
        await visitor.Page.RouteAsync($"**/{kind}", route => route.AbortAsync());
        var act = visitor.Page.Locator($"k-act[kind={kind}] > {button}");
        var count = await act.InnerTextAsync();
        await act.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".toast[role=alert]")).ToBeVisibleAsync();
        await Assertions.Expect(act).ToHaveAttributeAsync("aria-pressed", "false");
        (await act.InnerTextAsync()).ShouldBe(count);
    }

    [Fact]
    public async Task A_note_read_before_can_be_read_without_the_net()
    {
        await using var visitor = await Chrome.Visit(new(Offline: true));
        visitor.Forgive("ERR_INTERNET_DISCONNECTED", "Failed to fetch");
        await visitor.Go("/");
        await visitor.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => new Promise(done => navigator.serviceWorker.controller ? done() : navigator.serviceWorker.addEventListener('controllerchange', done)))");
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var title = await visitor.Page.Locator("h1").InnerTextAsync();
        await visitor.Page.WaitForFunctionAsync("async () => (await (await caches.open('pages-1')).keys()).some(r => r.url === location.href)");
        await visitor.Context.SetOfflineAsync(true);
        await visitor.Page.ReloadAsync();
        (await visitor.Page.Locator("h1").InnerTextAsync()).ShouldBe(title);
        await Assertions.Expect(visitor.Page.Locator(".offline")).ToBeVisibleAsync();
        await visitor.Page.GotoAsync("/about");
        (await visitor.Page.Locator("main, body").First.InnerTextAsync()).ShouldNotBeEmpty();
    }
}
