using Kaki.Browser.Tests.Harness;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Browser.Tests;

/// <summary>What holds on every page of the site. A console line on the way (a refused script, a missing picture) fails the visit as well.</summary>
public abstract class PageWalk(string language)
{
    public static IEnumerable<TheoryDataRow<int>> Every() => Enumerable.Range(0, Pages.All.Length).Select(n => new TheoryDataRow<int>(n) { TestDisplayName = Pages.All[n].ToString() });

    [Theory, MemberData(nameof(Every))]
    public async Task Axe_finds_nothing_and_nothing_sticks_out(int n)
    {
        await using var visitor = await Chrome.Visit(new(language));
        await (await visitor.As(Pages.All[n].Who)).Go(Pages.All[n].Path(visitor.Town));
        (await visitor.Page.GetAttributeAsync("html", "lang")).ShouldBe(language);
        (await Found(visitor.Page)).ShouldBeEmpty();
    }

    [Theory, InlineData("/notes/0", 404), InlineData("/nowhere", 404), InlineData("/console", 403)]
    public async Task A_refusal_is_a_page_like_any_other(string path, int status)
    {
        await using var visitor = await Chrome.Visit(new(language));
        visitor.Forgive($"status of {status}");
        await visitor.As(Who.Reader);
        (await visitor.Page.GotoAsync(path))!.Status.ShouldBe(status);
        (await visitor.Page.GetAttributeAsync("html", "lang")).ShouldBe(language);
        (await Found(visitor.Page)).ShouldBeEmpty();
    }

    // Size changes what is there to see, so everything is looked at in both; theme changes nothing but colours.
    private static async Task<IReadOnlyList<string>> Found(IPage page)
    {
        var found = new List<string>();
        foreach (var (width, height) in new[] { Chrome.Phone, Chrome.Desk })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var beyond) found.Add($"{width}: the page sticks out by {beyond} px");
            found.AddRange((await Axe.Look(page)).Select(f => $"{width} light: {f}"));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange((await Axe.Look(page, "color-contrast", "link-in-text-block")).Select(f => $"{width} dark: {f}"));
        }
        return found;
    }
}

public class PagesInChineseTests() : PageWalk("zh-CN");

public class PagesInEnglishTests() : PageWalk("en");

public class PagesWithoutScriptTests
{
    [Theory, MemberData(nameof(PageWalk.Every), MemberType = typeof(PageWalk))]
    public async Task Without_script_a_page_reads(int n)
    {
        await using var visitor = await Chrome.Visit(new("zh-CN", Script: false));
        await (await visitor.As(Pages.All[n].Who)).Go(Pages.All[n].Path(visitor.Town));
        (await visitor.Page.Locator("h1").CountAsync()).ShouldBe(1, "one heading says what the page is");
        (await visitor.Page.Locator("main").InnerTextAsync()).Trim().ShouldNotBeEmpty();
    }
}

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
