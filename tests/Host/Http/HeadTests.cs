using System.Net;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Http;

public class HeadTests
{
    [Theory, BothDatabases]
    public async Task HEAD_is_answered_as_GET_without_the_body(Provider provider)
    {
        var site = TestSite.On(provider);
        var town = await site.Town();
        foreach (var path in new[] { "/health/live", "/sitemap.xml", $"/@{Town.Writer}/feed.atom", $"/api/v1/notes/{town.Note}", "/api/v1/topics", "/about", "/robots.txt", "/icons/kaki-512.png", "/nowhere", "/api/v1/nowhere", "/api/v1/account" })
        {
            var (get, head) = (await Ask(site, HttpMethod.Get, path), await Ask(site, HttpMethod.Head, path));
            head.StatusCode.ShouldBe(get.StatusCode, path);
            foreach (var name in new[] { "Content-Type", "Content-Length" }) Said(head, name).ShouldBe(Said(get, name), $"{path} {name}");
            head.Headers.ETag.ShouldBe(get.Headers.ETag, path);
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty(path);
            (await get.Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty(path);
        }
        (await Ask(site, HttpMethod.Head, "/api/v1/health")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "who may not read may not ask either");
        (await Ask(site, HttpMethod.Head, "/api/v1/accounts")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, "nothing is read there");
    }

    private static Task<HttpResponseMessage> Ask(TestSite site, HttpMethod method, string path) =>
        site.Browser().SendAsync(new HttpRequestMessage(method, path), HttpCompletionOption.ResponseHeadersRead);

    // As it came, not as the client counts it.
    private static string? Said(HttpResponseMessage answer, string name) => answer.Content.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
