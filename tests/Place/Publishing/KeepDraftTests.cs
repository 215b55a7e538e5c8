using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Place.Publishing;

/// <summary>Two windows on one draft: the older does not write over the newer, and loses nothing by it.</summary>
public class KeepDraftTests
{
    [Theory, BothDatabases]
    public async Task A_save_from_an_older_version_is_refused_and_the_newer_stays(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var begun = await amy.Client.PostAsJsonAsync("/api/v1/drafts", new { title = "One" });
        var (draft, first) = (Id(await begun.Json()), begun.Headers.ETag!.Tag);
        var saved = await Save(amy, draft, "Two", first);
        saved.StatusCode.ShouldBe(HttpStatusCode.OK);
        saved.Headers.ETag!.Tag.ShouldNotBe(first);
        var old = await Save(amy, draft, "Three", first);
        old.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await old.Code()).ShouldBe("changed");
        var read = await amy.Client.GetAsync($"/api/v1/drafts/{draft}");
        read.Headers.ETag!.Tag.ShouldBe(saved.Headers.ETag.Tag);
        (await read.Json()).GetProperty("note").GetProperty("title").GetString().ShouldBe("Two");
        (await Save(amy, draft, "Three", read.Headers.ETag.Tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Of_two_windows_that_begin_one_draft_the_second_is_told(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var draft = (await amy.Client.GetAsync("/publish")).Headers.Location!.ToString().Split('/')[^1];
        (await amy.Client.GetStringAsync($"/publish/{draft}")).ShouldContain("name=\"_version\" value=\"0\"");
        (await Save(amy, draft, "Here", "\"0\"")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Save(amy, draft, "There", "\"0\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Save(amy, draft, "Whoever comes last", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Saves_at_the_same_moment_are_all_taken_where_none_names_a_version(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var draft = (await amy.Client.GetAsync("/publish")).Headers.Location!.ToString().Split('/')[^1];
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => Save(amy, draft, $"Take {n}", null)));
        answers.Select(a => a.StatusCode).ShouldAllBe(s => s == HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task A_form_made_from_an_older_version_is_shown_again_with_all_that_was_typed_and_may_then_replace_the_newer(Provider provider)
    {
        var site = TestSite.On(provider);
        foreach (var (language, words) in new[] { ("en", "changed in another window"), ("zh-CN", "另一个窗口改过") })
        {
            var amy = await site.SignedIn(language: language);
            var draft = Id(await amy.Client.PostAsJsonAsync("/api/v1/drafts", new { title = "One" }).Json());
            (await Save(amy, draft, "Two", null)).EnsureSuccessStatusCode();
            foreach (var act in new[] { "draft", "publish" })
            {
                var refused = await Send(amy, draft, act, version: 1);
                refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
                var form = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
                form.ShouldContain(words);
                form.ShouldContain("Typed in the old window");
                form.ShouldContain("name=\"_version\" value=\"2\"");
            }
            (await amy.Client.GetAsync($"/api/v1/drafts/{draft}").Json()).GetProperty("note").GetProperty("title").GetString().ShouldBe("Two");
            (await Send(amy, draft, "draft", version: 2)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await amy.Client.GetAsync($"/api/v1/drafts/{draft}").Json()).GetProperty("note").GetProperty("title").GetString().ShouldBe("Typed in the old window");
        }
    }

    [Theory, BothDatabases]
    public async Task A_program_publishes_a_draft_once_and_only_the_version_it_read(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var draft = Id(await amy.Client.PostAsJsonAsync("/api/v1/drafts", new { title = "From a program", body = "All of it" }).Json());
        using var old = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/drafts/{draft}/publish") { Headers = { { "If-Match", "\"7\"" } } };
        (await amy.Client.SendAsync(old)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var first = await amy.Client.PostAsync($"/api/v1/drafts/{draft}/publish", null).Json();
        var second = await amy.Client.PostAsync($"/api/v1/drafts/{draft}/publish", null).Json();
        Id(second).ShouldBe(Id(first));
        (await amy.Client.GetAsync($"/api/v1/notes/{Id(first)}").Json()).GetProperty("title").GetString().ShouldBe("From a program");
        (await amy.Client.GetAsync($"/api/v1/drafts/{draft}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Id(JsonElement made) => made.GetProperty("id").GetString()!;

    private static async Task<HttpResponseMessage> Save(TestPerson who, string draft, string title, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/drafts/{draft}") { Content = JsonContent.Create(new { title, body = "Along the river" }) };
        if (version is not null) request.Headers.Add("If-Match", version);
        return await who.Client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> Send(TestPerson who, string draft, string act, int version) =>
        who.Client.PostAsync($"/publish/{draft}", new FormUrlEncodedContent([new("title", "Typed in the old window"), new("act", act), new("_version", $"{version}")]));
}
