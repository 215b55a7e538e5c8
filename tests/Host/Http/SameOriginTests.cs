using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Http;

public class SameOriginTests
{
    private static async Task<HttpResponseMessage> Send(HttpClient client, string path, string accept, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = path.StartsWith("/api", StringComparison.Ordinal) ? JsonContent.Create(new { name = "Taken over" }) : new FormUrlEncodedContent([new("name", "Taken over"), new("_key", "foreign")]) };
        request.Headers.Add("Accept", accept);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await client.SendAsync(request);
    }

    [Theory]
    [InlineData("en", "Sec-Fetch-Site", "cross-site")]
    [InlineData("en", "Sec-Fetch-Site", "same-site")]
    [InlineData("zh-CN", "Origin", "https://elsewhere.example")]
    [InlineData("en", "Origin", "null")]
    public async Task What_another_site_makes_a_browser_send_is_refused_by_the_designed_page(string language, string header, string value)
    {
        var person = await TestSite.On(Provider.Sqlite).SignedIn("lured", language: language);
        var answer = await Send(person.Client, $"/@{person.Handle}/collections", "text/html", (header, value));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.QuerySelector("[data-code]")!.GetAttribute("data-code").ShouldBe("origin");
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        (await person.Client.GetAsync("/api/v1/collections").Json()).GetProperty("items").EnumerateArray().ShouldNotContain(c => c.GetProperty("name").GetString() == "Taken over");
    }

    [Fact]
    public async Task A_program_is_told_by_problem_details()
    {
        var person = await TestSite.On(Provider.Sqlite).SignedIn("lured");
        var answer = await Send(person.Client, "/api/v1/collections", "application/json", ("Sec-Fetch-Site", "cross-site"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Code()).ShouldBe("origin");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "http://localhost")]
    public async Task What_our_own_pages_send_passes(string header, string value)
    {
        var person = await TestSite.On(Provider.Sqlite).SignedIn("own");
        (await Send(person.Client, "/api/v1/collections", "application/json", (header, value))).IsSuccessStatusCode.ShouldBeTrue();
    }
}
