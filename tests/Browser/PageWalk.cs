using Kaki.Browser.Tests.Harness;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Browser.Tests;

/// <summary>What holds on every page of the site. A console line on the way (a refused script, a missing picture) fails the visit as well.</summary>
/// <param name="size">Where axe looks. Words change with the language, what is there to see with the size: each size is looked at in one of them, every page by day in one and by night in the other.</param>
public abstract class PageWalk(string language, (int Width, int Height) size)
{
    public static IEnumerable<TheoryDataRow<int>> Every() => Enumerable.Range(0, Pages.All.Length).Select(n => new TheoryDataRow<int>(n) { TestDisplayName = Pages.All[n].ToString() });

    [Theory, MemberData(nameof(Every))]
    public Task Axe_finds_nothing_and_nothing_sticks_out(int n) => Walkers.Walk(language, Pages.All[n].Who, async visitor =>
    {
        await visitor.Go(Pages.All[n].Path(visitor.Town));
        (await visitor.Page.EvaluateAsync<string>("document.documentElement.lang")).ShouldBe(language);
        (await Found(visitor.Page, dark: (n % 2 == 0) == (size == Chrome.Desk))).ShouldBeEmpty();
    });

    [Theory, InlineData("/nowhere", 404), InlineData("/console", 403)]
    public Task A_refusal_is_a_page_like_any_other(string path, int status) => Walkers.Walk(language, Who.Reader, async visitor =>
    {
        visitor.Forgive($"status of {status}");
        (await visitor.Page.GotoAsync(path))!.Status.ShouldBe(status);
        (await visitor.Page.EvaluateAsync<string>("document.documentElement.lang")).ShouldBe(language);
        (await Found(visitor.Page, dark: size == Chrome.Desk)).ShouldBeEmpty();
    });

    private async Task<IReadOnlyList<string>> Found(IPage page, bool dark)
    {
        var found = new List<string>();
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        foreach (var (width, height) in new[] { Chrome.Phone, Chrome.Desk })
        {
            await page.SetViewportSizeAsync(width, height);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var beyond) found.Add($"{width}: the page sticks out by {beyond} px");
            if ((width, height) == size) found.AddRange((await Axe.Look(page)).Select(f => $"{(dark ? "dark" : "light")}: {f}"));
        }
        return found;
    }
}

public class PagesInChineseTests() : PageWalk("zh-CN", Chrome.Phone);

public class PagesInEnglishTests() : PageWalk("en", Chrome.Desk);

public class PageListTests
{
    [Fact]
    public async Task The_walk_knows_every_page()
    {
        var site = await OpenSite.Here();
        var routes = site.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList();
        routes.Count.ShouldBeGreaterThan(60);
        var known = Pages.All.Select(p => p.Route).Concat(Pages.Elsewhere).ToHashSet();
        routes.Where(r => !known.Contains(r)).ShouldBeEmpty();
    }
}
