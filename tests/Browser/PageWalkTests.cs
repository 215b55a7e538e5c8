using Kaki.Browser.Tests.Harness;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Browser.Tests;

/// <summary>What holds on every page of the site.</summary>
public class PageWalkTests
{
    public static IEnumerable<TheoryDataRow<int, bool, bool>> EveryLook() =>
        from n in Enumerable.Range(0, Pages.All.Length)
        from dark in new[] { false, true }
        from desk in new[] { false, true }
        select new TheoryDataRow<int, bool, bool>(n, dark, desk) { TestDisplayName = $"{Pages.All[n]} {(dark ? "dark" : "light")} {(desk ? "desk" : "phone")}" };

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

    [Theory, MemberData(nameof(EveryLook))]
    public async Task Axe_finds_nothing_and_nothing_sticks_out(int n, bool dark, bool desk)
    {
        await using var visitor = await Chrome.Visit(new(Dark: dark, Desk: desk));
        await (await visitor.As(Pages.All[n].Who)).Go(Pages.All[n].Path(visitor.Town));
        (await Axe.Look(visitor.Page)).ShouldBeEmpty();
        var (wide, room) = (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await visitor.Page.EvaluateAsync<int>("document.documentElement.clientWidth"));
        wide.ShouldBeLessThanOrEqualTo(room, "the page scrolls sideways");
    }

    [Theory, MemberData(nameof(Every))]
    public async Task A_page_says_no_key_and_reads_without_script(int n)
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
