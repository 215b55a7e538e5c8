using System.Net;
using System.Net.Http.Headers;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Kernel.Pictures;

public class ServePictureTests
{
    private readonly HttpClient client = TestSite.On(Provider.Sqlite).Browser();

    [Fact]
    public async Task A_picture_may_be_kept_for_a_day_and_is_sent_once()
    {
        var url = (await Added()).Url(320);
        var first = await client.GetAsync(url);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.ToString().ShouldBe("image/webp");
        first.Headers.CacheControl!.ToString().ShouldBe("public, max-age=86400, immutable");
        first.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        using var again = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        var second = await client.SendAsync(again);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        using var other = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"other\"") } } };
        (await client.SendAsync(other)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asking_for_the_head_sends_no_picture()
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, (await Added()).Url(320));
        var answer = await client.SendAsync(head);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(0);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/media/7Yq2/320.webp"), InlineData("/media/zzzzzzzzzzzz/320.webp"), InlineData("/media/0/320.webp")]
    [InlineData("/media/..%2f..%2fkaki.db/320.webp")]
    public async Task What_is_not_there_is_not_found_and_no_page_is_sent(string url)
    {
        var answer = await client.GetAsync(url);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("321.webp"), InlineData("320.png"), InlineData("320.webp.bak"), InlineData("0320.webp"), InlineData("320.WEBP"), InlineData("..")]
    public async Task Only_the_sizes_of_the_house_are_served(string name)
    {
        var url = (await Added()).Url(320);
        (await client.GetAsync(url[..(url.LastIndexOf('/') + 1)] + name)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<Picture> Added()
    {
        await using var scope = TestSite.On(Provider.Sqlite).Scope();
        return await scope.ServiceProvider.GetRequiredService<AddPicture>().For(5, new MemoryStream(Samples.Jpeg(Pixels.Quarters(64, 48))), PicturePurpose.Note);
    }
}
