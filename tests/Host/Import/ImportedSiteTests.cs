using System.Net;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Import;

/// <summary>
/// Real pictures and goods, to be looked for. Reads <c>../shared/data</c>, and is skipped without it. That somebody buys, receives, reviews and writes of
/// them is shown in the browser, on SQLite.
/// </summary>
public class ImportedSiteTests
{
    private const int Most = 6;

    [Fact]
    public async Task What_was_brought_is_found_in_either_language_and_shown_with_its_pictures()
    {
        var shared = SharedData.Folder;
        await using var site = new ImportedSite(Provider.Postgres);
        await site.Import(shared, Most);
        await site.Open();
        await Find(await site.Join("finder"));
    }

    [Fact]
    public async Task The_first_who_signs_up_keeps_a_site_of_people_who_have_no_way_in()
    {
        using var data = new SmallLifestyle();
        await using var site = new ImportedSite(Provider.Sqlite);
        await site.Import(data.Folder, 1);
        await site.Open();
        (await (await site.Join("first")).Client.GetAsync("/console")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.Join("second")).Client.GetAsync("/console")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    private static async Task Find(TestPerson reader)
    {
        foreach (var (query, path) in new[] { ("hiking boots", "/goods/"), ("徒步靴", "/goods/"), ("空气净化器", "/goods/"), ("toaster", "/goods/"), ("连衣裙", "/goods/"), ("flickr", "/notes/") })
            (await Page(reader, $"/search?q={Uri.EscapeDataString(query)}&tab={(path == "/goods/" ? "goods" : "notes")}")).ShouldContain(path, customMessage: query);
        var pictures = new HtmlParser().ParseDocument(await Page(reader, "/")).QuerySelectorAll("img[src^='/media/']");
        pictures.Length.ShouldBeGreaterThan(10);
        foreach (var picture in pictures.Take(4)) (await reader.Client.GetAsync(picture.GetAttribute("src"))).Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
    }

    private static async Task<string> Page(TestPerson person, string path) => await (await person.Client.GetAsync(path)).EnsureSuccessStatusCode().Content.ReadAsStringAsync();
}
