using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>What one looked for before stays on one's own device, and goes at a press.</summary>
public class SearchBoxTests
{
    [Fact]
    public async Task What_was_looked_for_is_offered_until_it_is_forgotten()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Go("/search");
        var box = visitor.Page.Locator(".find input[name=q]").First;
        var before = visitor.Page.Locator("[data-history] .chip").First;
        await box.PressSequentiallyAsync("camp");
        await Assertions.Expect(visitor.Page.Locator("[data-found] a").First).ToBeVisibleAsync();
        await box.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync("**/search?q=camp");
        await visitor.Go("/search");
        await box.FocusAsync();
        await Assertions.Expect(before).ToHaveTextAsync("camp");
        await visitor.Page.EvaluateAsync("localStorage.setItem('k-searches', JSON.stringify([{ q: 'lately', at: Date.now() - 89 * 864e5 }, { q: 'long ago', at: Date.now() - 91 * 864e5 }]))");
        await visitor.Go("/search");
        await box.FocusAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-history] .chip")).ToHaveTextAsync(["lately"]);
        (await visitor.Page.EvaluateAsync<string>("localStorage.getItem('k-searches')")).ShouldNotContain("long ago");
        await visitor.Page.Locator("[data-history] button").ClickAsync();
        await Assertions.Expect(before).ToHaveCountAsync(0);
        await visitor.Go("/search");
        await box.FocusAsync();
        await Assertions.Expect(before).ToHaveCountAsync(0);
    }
}
