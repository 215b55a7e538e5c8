using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Notices;
using Kaki.People.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.People.Sessions;

public class SessionTests
{
    private static async Task<HttpClient> Again(TestSite site, TestPerson person)
    {
        var browser = site.Browser();
        (await browser.PostAsJsonAsync("/api/v1/sessions", new { handle = person.Handle, password = TestPerson.Password })).StatusCode.ShouldBe(HttpStatusCode.Created);
        return browser;
    }

    private static async Task<HttpStatusCode> Me(HttpClient browser) => (await browser.GetAsync("/api/v1/account")).StatusCode;

    [Theory, BothDatabases]
    public async Task Revoking_a_session_shuts_it_out_at_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var other = await Again(site, person);
        (await Me(other)).ShouldBe(HttpStatusCode.OK); // remembered now
        var sessions = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/sessions");
        var id = sessions.EnumerateArray().Single(s => !s.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
        (await person.Client.DeleteAsync($"/api/v1/sessions/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Me(other)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Me(person.Client)).ShouldBe(HttpStatusCode.OK);
        (await person.Client.DeleteAsync($"/api/v1/sessions/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Nobody_ends_the_session_of_another(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var id = (await amy.Client.GetFromJsonAsync<JsonElement>("/api/v1/sessions"))[0].GetProperty("id").GetString();
        (await eve.Client.DeleteAsync($"/api/v1/sessions/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Me(amy.Client)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Signing_out_everywhere_else_leaves_only_here(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var others = new[] { await Again(site, person), await Again(site, person) };
        (await person.Client.DeleteAsync("/api/v1/sessions?others=true")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var other in others) (await Me(other)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Me(person.Client)).ShouldBe(HttpStatusCode.OK);
        (await person.Client.DeleteAsync("/api/v1/sessions")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Me(person.Client)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task A_program_signs_in_with_a_bearer_token(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var program = site.Browser();
        var token = (await program.PostAsJsonAsync("/api/v1/sessions", new { handle = person.Handle, password = TestPerson.Password, token = true }).Json()).GetProperty("token").GetString();
        (await Me(program)).ShouldBe(HttpStatusCode.Unauthorized); // no cookie came with it
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await Me(program)).ShouldBe(HttpStatusCode.OK);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        (await program.GetAsync("/api/v1/account")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task A_wrong_password_and_a_stranger_get_the_same_answer(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var wrong = await site.Browser().PostAsJsonAsync("/api/v1/sessions", new { handle = person.Handle, password = "not this one at all" });
        var stranger = await site.Browser().PostAsJsonAsync("/api/v1/sessions", new { handle = "nobody_at_all", password = "not this one at all" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await wrong.Code()).ShouldBe("sign_in.wrong");
        (await stranger.Code()).ShouldBe("sign_in.wrong");
    }

    [Theory, BothDatabases]
    public async Task Guessing_is_slowed_down(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var browser = site.Browser();
        HttpResponseMessage last = null!;
        for (var i = 0; i < 11; i++) last = await browser.PostAsJsonAsync("/api/v1/sessions", new { handle = person.Handle, password = $"guess number {i}" });
        last.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1", "Safari · iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge · Windows")]
    [InlineData("kaki-client/1.0", "kaki-client"), InlineData("", "?")]
    public void A_browser_is_named_so_that_its_owner_knows_it(string agent, string words) => Device.WordsOf(agent).ShouldBe(words);

    [Fact]
    public async Task What_was_done_is_done_where_the_other_nodes_cannot_be_told()
    {
        var away = new DatabaseSettings(Provider.Postgres, "Host=127.0.0.1;Port=1;Timeout=1");
        var unread = new UnreadBook(TimeProvider.System);
        unread.Remember(7, 3);
        using var news = new SessionNews(away, new SessionBook(TimeProvider.System), new MemberShelf(TimeProvider.System), unread, NullLogger<SessionNews>.Instance);
        await Should.NotThrowAsync(() => news.MemberChanged(7));
        await Should.NotThrowAsync(() => news.SessionEnded(8));
        unread.Find(7).ShouldBeNull();
    }
}
