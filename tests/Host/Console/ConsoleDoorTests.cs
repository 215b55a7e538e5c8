using System.Net;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Desk;

public class ConsoleDoorTests
{
    private static IEnumerable<string> Pages(TestSite site) => site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null && e.RoutePattern.RawText?.TrimStart('/').StartsWith("console", StringComparison.Ordinal) == true)
        .Where(e => !e.RoutePattern.RawText!.Contains("{id}", StringComparison.Ordinal)) // an order's story needs an order
        .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/').Replace("{slug}", "ceramics")).Distinct();

    private static HttpClient Html(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    [Fact]
    public async Task Nobody_without_the_right_sees_a_page_of_the_console()
    {
        var site = TestSite.On(Provider.Sqlite);
        var member = await site.SignedIn();
        var pages = Pages(site).ToList();
        pages.Count.ShouldBeGreaterThan(8);
        foreach (var page in pages.Select(p => p.Replace("{Handle}", member.Handle)))
        {
            (await Html(site.Browser()).GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, page);
            (await member.Client.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        }
    }

    [Fact]
    public async Task Every_page_says_all_its_words_in_both_languages()
    {
        var site = TestSite.On(Provider.Sqlite);
        foreach (var language in new[] { "en", "zh-CN" })
        {
            var person = await site.SignedIn("keeper", Rights.Operate, language);
            Html(person.Client);
            foreach (var page in Pages(site).Select(p => p.Replace("{Handle}", person.Handle)))
            {
                var answer = await person.Client.GetAsync(page);
                var text = await answer.Content.ReadAsStringAsync();
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, page + text[..Math.Min(text.Length, 400)]);
                var document = new HtmlParser().ParseDocument(text);
                document.QuerySelector("script#words")?.Remove();
                document.Body!.TextContent.ShouldNotMatch(@"\b(console|check|desk|insight|awaits)\.[a-z_]+(\.[a-z_]+)*\b", page);
                document.QuerySelectorAll("h1").Length.ShouldBe(1, page);
            }
        }
    }

    [Fact]
    public async Task Every_room_of_the_navigation_has_a_page()
    {
        var site = TestSite.On(Provider.Sqlite);
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        var document = new HtmlParser().ParseDocument(await Html(keeper.Client).GetStringAsync("/console"));
        var links = document.QuerySelectorAll(".nav li a").Select(a => a.GetAttribute("href")!).Where(h => h != "/").ToList();
        links.Count.ShouldBeGreaterThan(8);
        foreach (var link in links) (await keeper.Client.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK, link);
    }

    [Fact]
    public async Task A_moderator_sees_notes_and_people_but_not_the_house()
    {
        var site = TestSite.On(Provider.Sqlite);
        var moderator = await site.SignedIn("mod", Rights.Moderate);
        (await moderator.Client.GetAsync("/console/notes")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await moderator.Client.GetAsync("/console/people")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var closed in new[] { "/console/audit", "/console/events", "/console/health", "/console/today", "/console/shops" })
            (await moderator.Client.GetAsync(closed)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, closed);
    }
}
