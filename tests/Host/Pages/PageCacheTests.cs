using System.IO.Compression;
using System.Net;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Pages;

public class PageCacheTests
{
    private static async Task<HttpResponseMessage> Ask(TestSite site, string path, bool packed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        if (packed) request.Headers.Add("Accept-Encoding", "gzip, deflate, br");
        return await site.Browser().SendAsync(request);
    }

    [Theory, BothDatabases]
    public async Task A_page_asked_for_packed_is_packed_once_and_plain_for_the_next(Provider provider)
    {
        var site = TestSite.On(provider);
        var path = $"/about?fresh={Guid.NewGuid():n}";
        using var first = await Ask(site, path, packed: true);
        first.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        using var unpacked = new StreamReader(new BrotliStream(await first.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var page = await unpacked.ReadToEndAsync();
        page.ShouldStartWith("<!doctype html>");
        using var second = await Ask(site, path, packed: false);
        second.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await second.Content.ReadAsStringAsync()).ShouldBe(page);
    }

    [Theory, BothDatabases]
    public async Task Something_unchanged_is_said_to_be_without_a_body(Provider provider)
    {
        var site = TestSite.On(provider);
        using var first = await Ask(site, "/manifest.webmanifest", packed: false);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/manifest.webmanifest");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await site.Browser().SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }
}
