using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>What must not lie on, or run out of, something else.</summary>
public class OverlapTests
{
    [Fact]
    public async Task On_a_desk_the_way_out_of_a_note_is_beside_it()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var way = (await visitor.Page.Locator("a.close").BoundingBoxAsync())!;
        var note = (await visitor.Page.Locator("main.note").BoundingBoxAsync())!;
        (way.X + way.Width).ShouldBeLessThanOrEqualTo(note.X);
    }

    [Theory, InlineData("en"), InlineData("zh-CN")]
    public async Task The_tabs_above_orders_stand_side_by_side(string language)
    {
        await using var visitor = await (await Chrome.Visit(new(language))).As(Who.Reader);
        await visitor.Go("/orders");
        (await visitor.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.subtabs .tabs a')].every(a => a.scrollWidth <= a.clientWidth)")).ShouldBeTrue();
    }

    [Theory, InlineData("en", 2), InlineData("en", 54), InlineData("zh-CN", 97)]
    public async Task However_long_its_name_a_tag_stays_on_the_picture_and_says_its_price(string language, int across)
    {
        await using var visitor = await Chrome.Visit(new(language));
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var inside = await visitor.Page.EvaluateAsync<bool>("""
            across => {
                const pin = document.querySelector('.pin'), picture = pin.parentElement.getBoundingClientRect();
                pin.style.setProperty('--x', across + '%');
                pin.classList.toggle('is-left', across > 55);
                pin.querySelector('.pin-name').textContent = 'The two-person three-season tent that has kept us dry '.repeat(3);
                const [label, price] = ['span', 'b'].map(s => pin.querySelector(s).getBoundingClientRect());
                return label.left >= picture.left && label.right <= picture.right && price.width > 20 && price.right <= label.right;
            }
            """, across);
        inside.ShouldBeTrue();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_search_box_opens_on_something_or_not_at_all(bool desk)
    {
        await using var visitor = await Chrome.Visit(new(Desk: desk));
        await visitor.Go("/search");
        // As soon as it shows anything at all, there is something in it.
        await visitor.Page.EvaluateAsync("""
            () => {
                window.empty = 0;
                const box = document.querySelector('.suggest');
                const shows = e => e.getClientRects().length > 0, look = () => { if (shows(box) && ![...box.querySelectorAll("a")].some(shows)) window.empty++; };
                new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
            }
            """);
        await visitor.Page.Locator("k-find input").ClickAsync();
        await visitor.Page.Locator("k-find input").FillAsync("camp");
        await Assertions.Expect(visitor.Page.Locator(".suggest a").First).ToBeVisibleAsync();
        await visitor.Page.Locator("k-find input").FillAsync("");
        await visitor.Page.Locator("k-find input").BlurAsync();
        (await visitor.Page.EvaluateAsync<int>("empty")).ShouldBe(0);
    }
}
