using System.IO.Compression;
using System.Net;
using Kaki.Host.Http;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Kaki.Tests.Host.Http;

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

    [Theory, InlineData("/openapi/v1.json", "application/json"), InlineData("/sitemap.xml", "application/xml"), InlineData("/sitemap/notes/2.xml", "application/xml")]
    public async Task What_is_dear_and_the_same_for_all_is_made_once_a_minute_however_many_ask(string path, string type)
    {
        var made = 0;
        var clock = new Clock();
        var cache = new PageCache(async http =>
        {
            http.Request.Headers.Cookie.Count.ShouldBe(0); // nobody in particular
            await Task.Yield();
            http.Response.ContentType = type;
            await http.Response.WriteAsync($"made {Interlocked.Increment(ref made)}");
        }, new Assets("none"), clock, new ConfigurationBuilder().Build());

        async Task<string> Ask(int n)
        {
            var http = new DefaultHttpContext { Request = { Method = "GET", Path = path, QueryString = new($"?n={n}"), Host = new("localhost") }, Response = { Body = new MemoryStream() } };
            http.Request.Headers.Cookie = $"session={n}";
            await cache.Invoke(http);
            http.Response.Body.Position = 0;
            return await new StreamReader(http.Response.Body).ReadToEndAsync();
        }

        (await Task.WhenAll(Enumerable.Range(0, 20).Select(Ask))).ShouldAllBe(text => text == "made 1");
        clock.Now += TimeSpan.FromSeconds(59);
        (await Ask(21)).ShouldBe("made 1");
        clock.Now += TimeSpan.FromSeconds(2);
        (await Ask(22)).ShouldBe("made 2");
        clock.Now -= TimeSpan.FromHours(1);
        (await Ask(23)).ShouldBe("made 3", "the clock was put back: nothing lives longer for it");
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);
        public override DateTimeOffset GetUtcNow() => Now;
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
