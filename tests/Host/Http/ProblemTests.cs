using Kaki.Kernel.Refusals;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Http;

/// <summary>One shape of no, whoever says it: a use case, the router, the JSON reader, the server.</summary>
public class ProblemTests
{
    [Theory]
    [InlineData("GET", "/api/v1/nowhere", null, null, 404, "missing")]
    [InlineData("PATCH", "/api/v1/cart", "{}", "application/json", 405, "method")]
    [InlineData("POST", "/api/v1/notes", "{\"title\": ", "application/json", 400, "body.malformed")]
    [InlineData("POST", "/api/v1/notes", "", "application/json", 400, "body.malformed")]
    [InlineData("POST", "/api/v1/notes", "null", "application/json", 400, "body.malformed")]
    [InlineData("POST", "/api/v1/notes", "[1, 2]", "application/json", 400, "body.malformed")]
    [InlineData("POST", "/api/v1/notes", "title=x", "application/x-www-form-urlencoded", 415, "body.type")]
    [InlineData("POST", "/api/v1/notes", "{\"title\":\"\",\"body\":\"\"}", "application/json", 400, "note.title_missing")]
    [InlineData("GET", "/api/v1/notes/not-an-id!", null, null, 400, "body.malformed")]
    [InlineData("GET", "/api/v1/notes/7Fk3pQ2Zr9x", null, null, 404, "missing")]
    [InlineData("GET", "/api/v1/goods?after=nonsense", null, null, 400, "cursor.unknown")]
    [InlineData("GET", "/api/v1/feed/following?after=!!!!!!!!!!!!!!!!!!!!!!", null, null, 400, "body.malformed")]
    [InlineData("GET", "/api/v1/audit", null, null, 403, "forbidden")]
    public async Task Every_no_has_one_shape(string method, string path, string? body, string? type, int status, string code)
    {
        var person = await TestSite.On(Provider.Sqlite).SignedIn("asks");
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type!);
        var answer = await person.Client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("type").GetString().ShouldBe("urn:kaki:" + code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        problem.GetProperty("instance").GetString().ShouldBe(path.Split('?')[0]);
        problem.GetProperty("requestId").GetString()!.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("POST", "/theme", "theme=dark", "application/x-www-form-urlencoded; charset=utf-7", 415, "body.type")]
    [InlineData("POST", "/api/v1/passkeys", "{\"id\":\"\u00ED\u00A0\u0080\"}", "application/json", 400, "passkey.challenge")]
    [InlineData("POST", "/api/v1/sessions/passkey", "{\"id\":\"\u00ED\u00A0\u0080\"}", "application/json", 400, "passkey.challenge")]
    [InlineData("PAGE", "/refused?handler=HandlerSelected", "a=b", "application/x-www-form-urlencoded", 405, "method")]
    public async Task What_nobody_can_read_is_refused_too(string method, string path, string latin, string type, int status, string code)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin)), Headers = { { "Accept", "application/json" } } };
        request.Content.Headers.Add("Content-Type", type);
        var answer = await TestSite.On(Provider.Sqlite).Browser().SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Code()).ShouldBe(code);
    }

    [Theory]
    [InlineData("GET", "/settings/interests?from=here", null, "/settings/interests?from=here")]
    [InlineData("POST", "/cart/pick", "http://localhost/goods/7Fk3?n=2", "/goods/7Fk3?n=2")]
    [InlineData("POST", "/cart/pick", "http://elsewhere.example/goods", "/")]
    public async Task Who_signs_in_after_it_comes_back_to_a_page_that_can_be_read(string method, string path, string? from, string back)
    {
        using var request = new HttpRequestMessage(new(method), path) { Headers = { { "Accept", "text/html" } } };
        if (from is not null) request.Headers.Referrer = new(from);
        if (method == "POST") request.Content = new FormUrlEncodedContent([]);
        var answer = await TestSite.On(Provider.Sqlite).Browser().SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.QuerySelector("[data-code] .btn-main")!.GetAttribute("href").ShouldBe("/sign-in?return=" + Uri.EscapeDataString(back));
    }

    [Fact]
    public async Task It_is_said_in_the_language_of_the_one_who_asks()
    {
        var site = TestSite.On(Provider.Sqlite);
        TestPerson en = await site.SignedIn("en"), zh = await site.SignedIn("zh", language: "zh-CN");
        async Task<string> Said(TestPerson who) => (await (await who.Client.GetAsync("/api/v1/notes/7Fk3pQ2Zr9x")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()!;
        (await Said(en)).ShouldMatch("^[ -~’]+$");
        (await Said(zh)).ShouldMatch(@"\p{IsCJKUnifiedIdeographs}");
    }

    [Theory]
    [InlineData("en", "/notes/7Fk3pQ2Zr9x", 404, "missing")]
    [InlineData("zh-CN", "/nowhere", 404, "missing")]
    [InlineData("en", "/console", 403, "forbidden")]
    public async Task A_browser_is_told_by_a_page(string language, string path, int status, string code)
    {
        var person = await TestSite.On(Provider.Sqlite).SignedIn("reads", language: language);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        var answer = await person.Client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.QuerySelector("[data-code]")!.GetAttribute("data-code").ShouldBe(code);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelector(".acts a").ShouldNotBeNull("there is a way out");
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to()
    {
        var browser = TestSite.On(Provider.Sqlite).Browser();
        var api = await browser.GetAsync("/api/v1/cart");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await api.Code()).ShouldBe("sign_in.needed");
        (await browser.GetAsync("/api/v1/cart", "nobodys-token")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "an unknown token is no visitor");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_by_words_too()
    {
        var folder = Directory.CreateTempSubdirectory("kaki-large-").FullName;
        await using (var site = await SiteProcess.Start(folder, null))
        {
            using var client = site.Client(await site.SignUp("large"));
            var answer = await client.PostAsJsonAsync("/api/v1/notes", new { title = "Large", body = new string('x', 1_200_000) });
            answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
            (await answer.Code()).ShouldBe("body.too_large");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Two_who_waited_in_a_ring_are_told_to_come_again()
    {
        var ring = new Npgsql.PostgresException("deadlock detected", "ERROR", "ERROR", Npgsql.PostgresErrorCodes.DeadlockDetected);
        foreach (var told in new Exception[] { ring, new InvalidOperationException("may pass", ring), new Microsoft.EntityFrameworkCore.DbUpdateException("", ring), new InvalidOperationException("may pass", new Microsoft.EntityFrameworkCore.DbUpdateException("", ring)) })
            Refused.Translate(told).ShouldNotBeNull().Status.ShouldBe(503);
        Refused.Translate(new InvalidOperationException("broken")).ShouldBeNull();
    }
}

internal static class WithToken
{
    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        return client.SendAsync(request);
    }
}
