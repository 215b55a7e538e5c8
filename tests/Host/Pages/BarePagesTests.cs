using System.Net.Http.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Pages;

/// <summary>Every page, as it leaves the server, says what it is: whoever runs no script reads it. What such a reader does is walked in a browser (<c>NoScriptTests</c>).</summary>
public class BarePagesTests
{
    private static readonly HtmlParser Parser = new();

    [Fact]
    public async Task Without_script_every_page_has_one_heading_and_something_to_read()
    {
        var site = TestSite.On(Provider.Sqlite);
        var town = await site.Town();
        var readers = new Dictionary<Who, HttpClient>();
        foreach (var who in Enum.GetValues<Who>()) readers[who] = await site.Of(who);
        var bare = new List<string>();
        foreach (var page in Harness.Pages.All.Where(p => p.Route is not "/publish")) // only sends on to a fresh draft
        {
            using var read = await Parser.ParseDocumentAsync(await readers[page.Who].GetStringAsync(page.Path(town)));
            if (read.QuerySelectorAll("h1").Length != 1) bare.Add($"{page}: {read.QuerySelectorAll("h1").Length} headings say what it is");
            foreach (var mark in read.QuerySelectorAll("svg:empty, svg use")) bare.Add($"{page}: a mark whose lines are not in the page: {mark.ParentElement!.OuterHtml}");
            if (Words(read.QuerySelector("main")).Length == 0) bare.Add($"{page}: nothing to read");
        }
        bare.ShouldBeEmpty();
    }

    private static string Words(IElement? main)
    {
        foreach (var unseen in main?.QuerySelectorAll("script, style, template, [hidden]").ToList() ?? []) unseen.Remove();
        return main?.TextContent.Trim() ?? "";
    }
}
