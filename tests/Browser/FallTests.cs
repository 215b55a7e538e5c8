using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>The endless scroll: nothing comes twice, and going back finds the place again.</summary>
public class FallTests
{
    [Theory, InlineData("/", Town.Notes), InlineData("/topics/camping", Town.Notes / 2), InlineData($"/@{Town.Writer}", Town.Notes / 2)]
    public async Task Scrolling_to_the_end_shows_everything_once(string path, int least)
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Go(path);
        await Fall.ToTheEnd(visitor.Page);
        var shown = await Fall.Shown(visitor.Page);
        shown.ShouldBeUnique();
        shown.Length.ShouldBeGreaterThanOrEqualTo(least);
    }

    [Theory, InlineData("/"), InlineData("/topics/camping")]
    public async Task What_is_published_meanwhile_pushes_nothing_twice_into_view(string path)
    {
        await using var writer = await Chrome.Visit();
        await writer.Join();
        await using var reader = await Chrome.Visit();
        await reader.Join();
        await reader.Go(path);
        var first = await Fall.Shown(reader.Page);
        for (var i = 0; i < 3; i++) await writer.Publish($"Between two pages, {i}", "#camping");
        await Fall.ToTheEnd(reader.Page);
        var shown = await Fall.Shown(reader.Page);
        shown.ShouldBeUnique();
        shown.Take(first.Length).ShouldBe(first);
        shown.Length.ShouldBeGreaterThanOrEqualTo(Town.Notes / 2);
    }

    [Fact]
    public async Task What_stayed_below_the_view_is_there_at_a_later_visit()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        for (var visit = 0; visit < 2 + Town.Notes / 20; visit++) // by what was given, all would be seen by now
        {
            await visitor.Go("/");
            await Assertions.Expect(visitor.Page.Locator(".fall .card").First).ToBeVisibleAsync();
            await visitor.Go("/about");
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_nothing_twice_in_a_tab_until_they_ask_for_it()
    {
        await using var visitor = await Chrome.Visit();
        var page = visitor.Page;
        await visitor.Go("/?topic=coffee");
        var inView = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.fall > [data-id]')].filter(c => !c.hidden && c.getBoundingClientRect().top < innerHeight).map(c => c.dataset.id)");
        inView.Length.ShouldBeGreaterThan(1);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".fall-end, .fall > [data-id]").First).ToBeVisibleAsync();
        await Fall.ToTheEnd(page);
        (await Fall.Shown(page)).Intersect(inView).ShouldBeEmpty();
        var all = page.Locator("[data-all-seen]");
        for (var i = 0; i < 40 && !await all.IsVisibleAsync(); i++)
        {
            foreach (var card in await page.Locator(".fall > [data-id]").AllAsync()) await card.ScrollIntoViewIfNeededAsync();
            await page.ReloadAsync();
            await page.WaitForTimeoutAsync(300);
        }
        await Assertions.Expect(all.Locator("h2")).ToHaveTextAsync("You have seen it all");
        await all.Locator("a.btn-main").ClickAsync();
        await Assertions.Expect(page.Locator($".fall > [data-id='{inView[0]}']")).ToBeVisibleAsync();
        await Assertions.Expect(all).ToBeHiddenAsync();
    }

    [Theory, InlineData("/"), InlineData("/topics/camping")]
    public async Task Going_back_from_a_note_keeps_the_list_and_the_place(string path)
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        await visitor.Go(path);
        await Fall.ToTheEnd(visitor.Page);
        var before = await Fall.Shown(visitor.Page);
        var card = visitor.Page.Locator($"[data-id='{before[^6]}'] .card-body");
        await card.ScrollIntoViewIfNeededAsync();
        var place = await visitor.Page.EvaluateAsync<int>("scrollY");
        place.ShouldBeGreaterThan(1000);
        await card.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/notes/*");
        await visitor.Page.GoBackAsync();
        await visitor.Page.WaitForFunctionAsync("y => Math.abs(scrollY - y) < 40", place);
        (await Fall.Shown(visitor.Page)).ShouldBe(before);
        await Assertions.Expect(card).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_page_that_comes_late_leaves_no_empty_cards_behind()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Go("/");
        // Skeletons stand in after a third of a second: the second and fourth answers come after that, the others before.
        var calls = 0;
        await visitor.Page.RouteAsync("**/?served=*", async route =>
        {
            await Task.Delay(++calls is 2 or 4 ? 800 : 0);
            await route.ContinueAsync();
        });
        await visitor.Page.EvaluateAsync("setInterval(() => scrollTo(0, document.body.scrollHeight), 20)");
        await Assertions.Expect(visitor.Page.Locator(".fall-end")).ToBeVisibleAsync();
        await visitor.Page.WaitForTimeoutAsync(400);
        calls.ShouldBeGreaterThanOrEqualTo(2);
        (await visitor.Page.Locator(".fall .sk").CountAsync()).ShouldBe(0);
        (await visitor.Page.Locator(".fall > .card:not([data-id])").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_phone_lays_out_what_it_shows_first_and_the_rest_while_it_is_idle()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Page.AddInitScriptAsync("window.requestIdleCallback = run => window.rest = run;");
        await visitor.Go("/");
        var (cards, held) = (visitor.Page.Locator(".fall > [data-id]"), visitor.Page.Locator(".fall > [hidden]"));
        (await held.CountAsync()).ShouldBe(await cards.CountAsync() - 8);
        await Assertions.Expect(visitor.Page.Locator(".fall-more")).ToBeHiddenAsync();
        while (await held.CountAsync() is > 0 and var left)
        {
            await visitor.Page.EvaluateAsync("rest()");
            (await held.CountAsync()).ShouldBeLessThan(left);
        }
        await Assertions.Expect(visitor.Page.Locator(".fall-more")).ToBeVisibleAsync();
        await Assertions.Expect(cards.Last).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_busy_page_that_hears_of_several_moments_at_once_goes_on()
    {
        await using var visitor = await Chrome.Visit();
        // Held back as a busy main thread holds them: what was out of view and came into it is told in one call, oldest first.
        await visitor.Page.AddInitScriptAsync("""
            const Real = IntersectionObserver;
            window.IntersectionObserver = class extends Real {
                constructor(tell, options) {
                    const held = [];
                    super((seen, self) => {
                        if (held.push(...seen) > seen.length) return;
                        setTimeout(() => tell(held.splice(0), self), 300);
                    }, options);
                }
            };
            """);
        await visitor.Go("/");
        await visitor.Page.EvaluateAsync("setInterval(() => scrollTo(0, document.body.scrollHeight), 20)");
        await Assertions.Expect(visitor.Page.Locator(".fall-end")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_fails_is_said_and_tried_again_when_asked()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("503");
        await visitor.Go("/");
        await Fall.Whole(visitor.Page);
        await visitor.Page.RouteAsync("**/?served=*", route => route.FulfillAsync(new() { Status = 503 }));
        await visitor.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await Assertions.Expect(visitor.Page.Locator(".fall-more [role=alert]")).ToBeVisibleAsync();
        var before = (await Fall.Shown(visitor.Page)).Length;
        await visitor.Page.UnrouteAsync("**/?served=*");
        await visitor.Page.Locator(".fall-more a").ClickAsync();
        await Fall.ToTheEnd(visitor.Page);
        (await Fall.Shown(visitor.Page)).Length.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task On_a_desk_a_note_opens_over_the_feed_and_closes_to_it()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Go("/");
        var page = visitor.Page;
        var note = page.Locator(".card .card-body").Nth(12);
        await note.ScrollIntoViewIfNeededAsync(); // a click scrolls what it clicks into view: what it leaves is the place to come back to
        var place = await page.EvaluateAsync<int>("scrollY");
        place.ShouldBeGreaterThan(0);
        await note.ClickAsync();
        await Assertions.Expect(page.Locator("dialog.over-box h1")).ToBeVisibleAsync();
        page.Url.ShouldContain("/notes/");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog.over-box")).ToHaveCountAsync(0);
        new Uri(page.Url).AbsolutePath.ShouldBe("/");
        (await page.EvaluateAsync<int>("scrollY")).ShouldBe(place);
    }

    [Fact]
    public async Task A_note_closed_before_it_came_stays_closed_and_one_loaded_anew_goes_back_to_the_feed()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Join();
        await visitor.Go("/");
        var page = visitor.Page;
        var card = page.Locator($"[data-id='note:{visitor.Town.Note}']");
        var come = new TaskCompletionSource();
        await page.RouteAsync("**/notes/*", async route =>
        {
            await come.Task;
            await route.ContinueAsync();
        });
        await card.Locator(".card-body").ClickAsync();
        await Assertions.Expect(page.Locator("dialog.over-box")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog.over-box")).ToHaveCountAsync(0);
        var came = page.WaitForResponseAsync("**/notes/*");
        come.SetResult();
        await (await came).FinishedAsync();
        new Uri(page.Url).AbsolutePath.ShouldBe("/");
        await page.UnrouteAsync("**/notes/*");
        await card.Locator(".card-body").ClickAsync();
        var saved = page.WaitForResponseAsync(r => r.Url.EndsWith("/like", StringComparison.Ordinal));
        await page.Locator("dialog.over-box k-act[kind=like] > .act").ClickAsync();
        await saved;
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(card.Locator("k-act[kind=like] button")).ToHaveAttributeAsync("aria-pressed", "true");
        await card.Locator(".card-body").ClickAsync();
        await Assertions.Expect(page.Locator("dialog.over-box h1")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".fall > [data-id]").First).ToBeVisibleAsync(); // a feed again, of what is new by now
    }

    [Fact]
    public async Task A_card_that_arrives_in_two_pieces_keeps_its_whole_height()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Go("/goods");
        // The same page once more in a frame, written as a slow line brings it: it stops within the first card and goes on later.
        var page = await visitor.Page.EvaluateAsync<string>("fetch('/goods').then(r => r.text())");
        var within = page.IndexOf("card-body", StringComparison.Ordinal);
        await visitor.Page.EvaluateAsync("""
            async ([before, after]) => {
                const frame = document.body.appendChild(document.createElement('iframe'));
                frame.width = 1400; frame.height = 900;
                const page = frame.contentDocument;
                page.open();
                page.write(before);
                while (!page.querySelector('.fall .card[style]')) await new Promise(r => setTimeout(r, 50));
                page.write(after);
                page.close();
            }
            """, new[] { page[..within], page[within..] });
        await visitor.Page.FrameLocator("iframe").Locator(".fall .card").Last.WaitForAsync();
        await visitor.Page.WaitForFunctionAsync("""
            () => [...document.querySelector('iframe').contentDocument.querySelectorAll('.fall .card')]
                .every(c => +c.style.gridRowEnd.replace('span ', '') >= c.offsetHeight)
            """);
    }
}
