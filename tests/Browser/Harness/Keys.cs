namespace Kaki.Browser.Tests.Harness;

/// <summary>Somebody who has a keyboard and nothing else.</summary>
internal static class Keys
{
    /// <summary>Tabs until the focus is on it, and sees where that is.</summary>
    public static async Task Reach(this IPage page, string selector, int most = 150)
    {
        for (var i = 0; i < most; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (!await page.OnPlace(selector)) continue;
            (await page.EvaluateAsync<bool>(Seen)).ShouldBeTrue($"the focus on {selector} cannot be seen");
            return;
        }
        Assert.Fail($"{most} times Tab did not reach {selector} on {page.Url}; the focus is on {await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}");
    }

    // A page that has just come may still be changing places with the one before: what is asked of that one gets no answer.
    private static async Task<bool> OnPlace(this IPage page, string selector)
    {
        try { return await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector); }
        catch (PlaywrightException gone) when (gone.Message.Contains("Execution context was destroyed"))
        {
            await page.WaitForLoadStateAsync();
            return false;
        }
    }

    /// <summary>Tabs on, ten at a time, until the focus has been on it and was seen there: a long page has hundreds of places.</summary>
    public static async Task Pass(this IPage page, ILocator place, int most)
    {
        await place.EvaluateAsync($"e => e.addEventListener('focus', () => window.passed = ({Seen})(), {{ once: true }})");
        for (var i = 0; i < most; i += 10)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => page.Keyboard.PressAsync("Tab")));
            if (await page.EvaluateAsync<bool?>("window.passed ?? null") is not { } seen) continue;
            seen.ShouldBeTrue($"the focus on the last place of {page.Url} cannot be seen");
            return;
        }
        Assert.Fail($"{most} times Tab did not reach the last place of {page.Url}; the focus is on {await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}");
    }

    public static async Task Press(this IPage page, string selector, string key = "Enter", int most = 150)
    {
        await page.Reach(selector, most);
        await page.Keyboard.PressAsync(key);
    }

    public static async Task Type(this IPage page, string selector, string text)
    {
        await page.Reach(selector);
        await page.Keyboard.TypeAsync(text);
    }

    // On the element, or on the box it lies in.
    private const string Seen = """
        () => {
          const rings = e => [getComputedStyle(e), getComputedStyle(e, '::after'), getComputedStyle(e, '::before')].some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== 'none');
          for (let e = document.activeElement, i = 0; e && i < 3; e = e.parentElement, i++) if (rings(e)) return true;
          return document.activeElement.matches('input, textarea, select');
        }
        """;
}
