namespace Kaki.Browser.Tests.Harness;

/// <summary>A waterfall of cards, as somebody scrolls it.</summary>
internal static class Fall
{
    public static Task<string[]> Shown(IPage page) => page.EvaluateAsync<string[]>("[...document.querySelectorAll('.fall > [data-id]')].map(c => c.dataset.id)");

    /// <summary>Waits until all of its first page is laid out.</summary>
    public static Task Whole(IPage page) => page.WaitForFunctionAsync("() => !document.querySelector('.fall > [hidden]')");

    /// <summary>Scrolls until that was all, or until <paramref name="until"/> is there.</summary>
    public static async Task ToTheEnd(IPage page, ILocator? until = null)
    {
        for (var i = 0; i < 60 && await page.Locator(".fall-end").CountAsync() == 0; i++)
        {
            if (until is not null && await until.CountAsync() > 0) return;
            await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
            await page.WaitForTimeoutAsync(150);
        }
    }
}
