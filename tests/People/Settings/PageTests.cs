using System.Net;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;

namespace Kaki.Tests.People.Settings;

public class PageTests
{
    private static FormUrlEncodedContent Form(params (string, string)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));

    [Fact]
    public async Task A_newcomer_walks_in_by_the_pages_alone()
    {
        var site = TestSite.On(Provider.Sqlite);
        await site.SignedIn();
        var browser = site.Browser();
        var handle = TestPeople.FreshHandle("walker");
        (await browser.GetAsync("/sign-up")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var wrong = await browser.PostAsync("/sign-up", Form(("handle", handle), ("name", "Walker <b>"), ("password", "short")));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await new HtmlParser().ParseDocumentAsync(await wrong.Content.ReadAsStringAsync());
        page.QuerySelector("#password-err")!.TextContent.ShouldBe("At least 10 characters");
        page.QuerySelector("#handle")!.GetAttribute("value").ShouldBe(handle);
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Walker <b>");
        page.QuerySelector("#password")!.HasAttribute("value").ShouldBeFalse();
        var right = await browser.PostAsync("/sign-up?return=%2Fcart", Form(("handle", handle), ("name", "Walker"), ("password", TestPerson.Password), ("region", "CN-31")));
        right.Headers.Location!.ToString().ShouldBe("/welcome?return=%2Fcart");
        (await browser.GetAsync("/welcome")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.PostAsync("/welcome?return=%2Fcart", Form(("interests", "tea"), ("own", "moon, 柿子")))).Headers.Location!.ToString().ShouldBe("/cart");
        (await browser.GetAsync("/api/v1/account/interests").Json()).GetProperty("items").GetArrayLength().ShouldBe(3);
        (await browser.GetStringAsync("/me")).ShouldContain($"/@{handle}");
        (await browser.PostAsync("/sign-out", Form())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync("/api/v1/account")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.PostAsync("/sign-in", Form(("handle", handle), ("password", "not the one it was")))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync("/sign-in?return=https%3A%2F%2Fevil.example", Form(("handle", handle), ("password", TestPerson.Password)))).Headers.Location!.ToString().ShouldBe("/");
    }

    [Theory]
    [InlineData("/settings"), InlineData("/settings/profile"), InlineData("/settings/interests"), InlineData("/settings/security"), InlineData("/settings/notices"), InlineData("/settings/people"),
     InlineData("/settings/people?show=blocked"), InlineData("/settings/privacy"), InlineData("/notices"), InlineData("/sign-out"), InlineData("/welcome")]
    public async Task Every_room_opens_for_its_owner_in_both_languages_and_for_nobody_else(string path)
    {
        var site = TestSite.On(Provider.Sqlite);
        foreach (var language in new[] { "en", "zh-CN" })
        {
            var person = await site.SignedIn(language: language);
            var answer = await person.Client.GetAsync(path);
            var html = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
            var page = await new HtmlParser().ParseDocumentAsync(html);
            page.QuerySelectorAll("main h1").Length.ShouldBe(1);
            page.QuerySelector("main")!.TextContent.ShouldNotMatch(@"\b(settings|security|notice|notices|field|form|bonds|follow)\.[a-z_.]+\b"); // a key nobody translated
        }
        var stranger = (await site.Browser().GetAsync(path)).StatusCode;
        if (path == "/sign-out") stranger.ShouldBe(HttpStatusCode.Redirect);
        else stranger.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/sign-in"), InlineData("/sign-up"), InlineData("/reset")]
    public async Task The_doors_open_for_everybody(string path) => (await TestSite.On(Provider.Sqlite).Browser().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Settings_are_changed_by_plain_forms()
    {
        var site = TestSite.On(Provider.Sqlite);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        (await amy.Client.PostAsync("/settings/privacy", Form(("journal", "true"), ("language", "en")))).Headers.Location!.ToString().ShouldBe("/settings/privacy?saved=1");
        (await amy.Client.GetAsync("/api/v1/account").Json()).GetProperty("journalConsent").GetBoolean().ShouldBeTrue();
        (await amy.Client.PostAsync("/settings/notices", Form(("on", "Like.site"), ("on", "Like.mail")))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var switches = await amy.Client.GetAsync("/api/v1/account/notices").Json();
        switches.EnumerateArray().Count(s => s.GetProperty("site").GetBoolean()).ShouldBe(6); // likes, and the five that cannot be silenced
        var profile = new MultipartFormDataContent { { new StringContent("Amy Two"), "name" }, { new StringContent("true"), "discoverable" } };
        (await amy.Client.PostAsync("/settings/profile", profile)).Headers.Location!.ToString().ShouldBe("/settings/profile?saved=1");
        (await amy.Client.GetAsync("/api/v1/account/profile").Json()).GetProperty("name").GetString().ShouldBe("Amy Two");
        (await amy.Client.PostAsync($"/people/{bo.Handle}/follow", Form())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await (await bo.Client.GetAsync($"/people/{bo.Handle}/followers")).Content.ReadAsStringAsync()).ShouldContain("Amy Two");
        (await amy.Client.PostAsync("/settings/security?handler=Password", Form(("current", "wrong wrong wrong"), ("password", "a new long password")))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await amy.Client.PostAsync("/settings/security?handler=Password", Form(("current", TestPerson.Password), ("password", "a new long password")))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
