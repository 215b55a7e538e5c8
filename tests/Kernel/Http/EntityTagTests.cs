using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Kernel.Http;

public class EntityTagTests
{
    private static Task<HttpResponseMessage> Put(HttpClient client, string path, object body, string? match)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        if (match is not null) request.Headers.TryAddWithoutValidation("If-Match", match);
        return client.SendAsync(request);
    }

    [Theory, BothDatabases]
    public async Task A_version_that_has_moved_on_is_refused_and_nothing_is_written(Provider provider)
    {
        var writer = await TestSite.On(provider).SignedIn("tags");
        var note = await SearchTests.Publish(writer, "First", "As it was");
        var tag = (await writer.Client.GetAsync($"/api/v1/notes/{note}")).Headers.ETag!.ToString();
        (await Put(writer.Client, $"/api/v1/notes/{note}", new { title = "Second", body = "As it is", visibility = "public" }, tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var late = await Put(writer.Client, $"/api/v1/notes/{note}", new { title = "Third", body = "As it is not", visibility = "public" }, tag);
        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await late.Code()).ShouldBe("changed");
        (await writer.Client.GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("title").GetString().ShouldBe("Second");
        (await Put(writer.Client, $"/api/v1/notes/{note}", new { title = "Fourth", body = "By star", visibility = "public" }, "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Put(writer.Client, $"/api/v1/notes/{note}", new { title = "Fifth", body = "By nonsense", visibility = "public" }, "\"nonsense\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory, BothDatabases]
    public async Task Two_who_change_it_at_once_cannot_both_win(Provider provider)
    {
        var writer = await TestSite.On(provider).SignedIn("tags");
        var note = await SearchTests.Publish(writer, "First", "As it was");
        var tag = (await writer.Client.GetAsync($"/api/v1/notes/{note}")).Headers.ETag!.ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Put(writer.Client, $"/api/v1/notes/{note}", new { title = $"By {n}", body = "At once", visibility = "public" }, tag)));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(5);
        (await writer.Client.GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("edits").GetInt32().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_reader_who_has_it_already_is_told_so(Provider provider)
    {
        var site = TestSite.On(provider);
        var note = await SearchTests.Publish(await site.SignedIn("tags"), "Kept", "At the reader's");
        var reader = site.Browser();
        var tag = (await reader.GetAsync($"/api/v1/notes/{note}")).Headers.ETag!;
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/notes/{note}") { Headers = { IfNoneMatch = { EntityTagHeaderValue.Parse(tag.ToString()) } } };
        (await reader.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory, BothDatabases]
    public async Task A_like_a_save_and_a_comment_are_news_to_a_reader_and_no_change_to_the_writer(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson writer = await site.SignedIn("tags"), other = await site.SignedIn("other");
        var note = await SearchTests.Publish(writer, "Liked", "By somebody");
        var reader = site.Browser();
        foreach (var act in new Func<Task<HttpResponseMessage>>[]
                 {
                     () => other.Client.PutAsync($"/api/v1/notes/{note}/like", null), () => other.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { }),
                     () => other.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Well said" }),
                 })
        {
            var tag = (await reader.GetAsync($"/api/v1/notes/{note}")).Headers.ETag!;
            (await act()).EnsureSuccessStatusCode();
            using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/notes/{note}") { Headers = { IfNoneMatch = { tag } } };
            (await reader.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await Put(writer.Client, $"/api/v1/notes/{note}", new { title = $"Read at {tag.Tag}", body = "By somebody", visibility = "public" }, tag.ToString())).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await Put(writer.Client, $"/api/v1/notes/{note}", new { title = "Too late", body = "By somebody", visibility = "public" }, tag.ToString())).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        }
    }
}
