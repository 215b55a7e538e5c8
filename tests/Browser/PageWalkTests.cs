using Kaki.Browser.Tests.Harness;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Browser.Tests;

/// <summary>What holds on every page of the site.</summary>
public class PageWalkTests
{
    public static IEnumerable<TheoryDataRow<int>> Every() => Enumerable.Range(0, Pages.All.Length).Select(n => new TheoryDataRow<int>(n) { TestDisplayName = Pages.All[n].ToString() });

    [Fact]
    public async Task The_walk_knows_every_page()
    {
        var site = await OpenSite.Here();
        var routes = site.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct();
        var known = Pages.All.Select(p => p.Route).Concat(Pages.Elsewhere).ToHashSet();
        routes.Where(r => !known.Contains(r)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Every))]
    public async Task Axe_finds_nothing_in_light_and_dark_at_both_sizes(int n)
    {
        await using var visitor = await Chrome.Visit();
        await (await visitor.As(Pages.All[n].Who)).Go(Pages.All[n].Path(visitor.Town));
        var page = visitor.Page;
        var found = new List<string>();
        foreach (var (width, height) in new[] { Chrome.Phone, Chrome.Desk })
        {
            await page.SetViewportSizeAsync(width, height);
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var beyond) found.Add($"{width}: the page sticks out by {beyond} px");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                found.AddRange((await Axe.Look(page)).Select(f => $"{width} {scheme}: {f}"));
            }
        }
        found.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Every))]
    public async Task A_page_says_no_key_and_reads_withbeyondscript(int n)
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            await using var visitor = await Chrome.Visit(new(language, Script: false));
            await (await visitor.As(Pages.All[n].Who)).Go(Pages.All[n].Path(visitor.Town));
            (await visitor.Page.GetAttributeAsync("html", "lang")).ShouldBe(language);
            (await visitor.Page.Locator("h1").CountAsync()).ShouldBe(1, "one heading says what the page is");
            (await visitor.Page.Locator("main").InnerTextAsync()).Trim().ShouldNotBeEmpty();
        }
    }
}
