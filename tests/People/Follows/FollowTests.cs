using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Notices;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.People.Follows;

public class FollowTests
{
    private static Task<HttpResponseMessage> Follow(TestPerson from, TestPerson to) => from.Client.PutAsync($"/api/v1/people/{to.Handle}/follow", null);
    private static Task<JsonElement> View(TestPerson who, TestPerson whom) => who.Client.GetAsync($"/api/v1/people/{whom.Handle}").Json();
    private static string Bond(JsonElement view) => view.GetProperty("bond").GetString()!;

    private static async Task ApproveFollowers(TestPerson person, bool on = true) =>
        await person.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = person.Name, approveFollowers = on, discoverable = true }).Json();

    [Theory, BothDatabases]
    public async Task Following_twice_counts_once_and_ends_once(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        (await Follow(amy, bo).Json()).GetProperty("count").GetInt32().ShouldBe(1);
        var again = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Follow(amy, bo)));
        again.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await View(amy, bo)).GetProperty("followers").GetInt32().ShouldBe(1);
        (await View(bo, amy)).GetProperty("followsYou").GetBoolean().ShouldBeTrue();
        await amy.Client.DeleteAsync($"/api/v1/people/{bo.Id}/follow").Json(); // by id as well
        await amy.Client.DeleteAsync($"/api/v1/people/{bo.Id}/follow").Json();
        (await View(amy, bo)).GetProperty("followers").GetInt32().ShouldBe(0);
        (await View(bo, amy)).GetProperty("following").GetInt32().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_follower_is_removed_from_ones_own_list_once_that_was_said_twice(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), eve = await site.SignedIn("eve");
        await Follow(amy, bo).Json();
        string list = $"/people/{bo.Handle}/followers", act = $"/people/{amy.Handle}/remove";
        (await eve.Client.GetStringAsync(list)).ShouldNotContain(act);
        (await bo.Client.GetStringAsync(list)).ShouldContain($"action=\"{act}\"");
        var asked = await Post(bo, act, list, ("_ask", "Remove them?"));
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await View(bo, amy)).GetProperty("followsYou").GetBoolean().ShouldBeTrue();
        var from = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await asked.Content.ReadAsStringAsync()).QuerySelector("input[name=_from]")!.GetAttribute("value")!;
        var removed = await Post(bo, act, act, ("_from", from)); // a browser says it comes from where the question was
        removed.Headers.Location!.ToString().ShouldBe(list);
        (await View(bo, amy)).GetProperty("followsYou").GetBoolean().ShouldBeFalse();
    }

    private static Task<HttpResponseMessage> Post(TestPerson person, string to, string from, (string Name, string Value) field)
    {
        var sent = new HttpRequestMessage(HttpMethod.Post, to) { Content = new FormUrlEncodedContent([KeyValuePair.Create(field.Name, field.Value)]) };
        sent.Headers.Referrer = new Uri(person.Client.BaseAddress!, from);
        return person.Client.SendAsync(sent);
    }

    [Theory, BothDatabases]
    public async Task Nobody_follows_themselves_or_nobody(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        (await (await Follow(amy, amy)).Code()).ShouldBe("follow.self");
        (await amy.Client.PutAsync("/api/v1/people/not_a_person_here/follow", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TestSite.On(provider).Browser().PutAsync($"/api/v1/people/{amy.Handle}/follow", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task A_handle_spelled_like_an_id_stands_in_nobodys_place(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn();
        Id person = await Join(site, 32 * NineDigits + amy.MemberId % NineDigits); // "Z" and nine of their own
        (await SignUp(site, person.ToString().ToLowerInvariant())).StatusCode.ShouldBe(HttpStatusCode.Created);
        await amy.Client.PutAsync($"/api/v1/people/{person}/follow", null).Json();
        await using var scope = site.Scope();
        (await scope.ServiceProvider.GetRequiredService<PeopleReads>().Follows(amy.MemberId, person)).ShouldBeTrue();
        var small = await Join(site, SmallLetters(amy.MemberId));
        (await (await SignUp(site, small.ToString())).Code()).ShouldBe("handle.taken");
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Member>().Where(m => m.Id == person.Value || m.Id == small.Value).ExecuteDeleteAsync(); // newer than everybody to come
    }

    private const long NineDigits = 58L * 58 * 58 * 58 * 58 * 58 * 58 * 58 * 58;

    private static Id SmallLetters(long own)
    {
        var id = 57L; // the letters from "a" to "z", without "l", are the digits from 33 to 57
        for (var i = 0; i < 9; i++, own /= 58) id = id * 58 + 33 + own % 25;
        return id;
    }

    private static async Task<Id> Join(TestSite site, Id id)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(Member.Join(id, TestPeople.FreshHandle("next"), "Next", "en", Instant.Now(TimeProvider.System)));
        await db.SaveChangesAsync();
        return id;
    }

    private static Task<HttpResponseMessage> SignUp(TestSite site, string handle) => site.Browser().PostAsJsonAsync("/api/v1/accounts", new { handle, name = "Eve", password = TestPerson.Password });

    [Theory, BothDatabases]
    public async Task Whoever_approves_followers_is_asked_first(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo"), eve = await site.SignedIn("eve");
        await ApproveFollowers(bo);
        (await Follow(amy, bo).Json()).GetProperty("bond").GetString().ShouldBe("asked");
        (await View(amy, bo)).GetProperty("followers").GetInt32().ShouldBe(0);
        (await eve.Client.PutAsync($"/api/v1/followers/{amy.Handle}", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound); // asked bo, not eve
        (await bo.Client.GetAsync("/api/v1/account/requests").Json()).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await bo.Client.PutAsync($"/api/v1/followers/{amy.Handle}", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await bo.Client.PutAsync($"/api/v1/followers/{amy.Handle}", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var view = await View(amy, bo);
        (Bond(view), view.GetProperty("followers").GetInt32()).ShouldBe(("following", 1));
        (await bo.Client.DeleteAsync($"/api/v1/followers/{amy.Handle}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        view = await View(amy, bo);
        (Bond(view), view.GetProperty("followers").GetInt32()).ShouldBe(("none", 0));
    }

    [Theory, BothDatabases]
    public async Task Who_waits_is_let_in_once_followers_are_no_longer_approved(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson bo = await site.SignedIn("bo"), amy = await site.SignedIn();
        await ApproveFollowers(bo);
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var others = Enumerable.Range(0, LetWaitingIn.AtOnce + 3).Select(_ => Member.Join(db.NextId(), TestPeople.FreshHandle("asks"), "Asks", "en", Instant.Now(TimeProvider.System))).ToList();
            db.AddRange(others);
            db.AddRange(others.Select(m => new Follow { FollowerId = m.Id, FollowedId = bo.MemberId, State = FollowState.Asked, At = Instant.Now(TimeProvider.System) }));
            await db.SaveChangesAsync();
        }
        (await Follow(amy, bo).Json()).GetProperty("bond").GetString().ShouldBe("asked");
        await ApproveFollowers(bo, on: false);
        await Soon.Holds(async () => (await View(bo, bo)).GetProperty("followers").GetInt32() == LetWaitingIn.AtOnce + 4, "All are let in, and counted");
        Bond(await View(amy, bo)).ShouldBe("following");
        (await bo.Client.GetAsync("/api/v1/account/requests").Json()).GetProperty("items").GetArrayLength().ShouldBe(0);
        await Soon.Holds(async () => (await amy.Client.GetStringAsync("/api/v1/notices")).Contains("followApproved", StringComparison.OrdinalIgnoreCase), "The notice");
    }

    [Theory, BothDatabases]
    public async Task Who_asks_at_the_moment_approval_ends_is_let_in(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await ApproveFollowers(bo);
        await site.Meet($"people_members where id = {bo.MemberId}", async () => { await Follow(amy, bo); return true; }, async () => { await ApproveFollowers(bo, on: false); return true; });
        await Soon.Holds(async () => Bond(await View(amy, bo)) == "following", "The follow");
    }

    [Theory, BothDatabases]
    public async Task Who_follows_again_while_still_waiting_for_no_approval_any_more_is_in(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Add(new Follow { FollowerId = amy.MemberId, FollowedId = bo.MemberId, State = FollowState.Asked, At = Instant.Now(TimeProvider.System) });
            await db.SaveChangesAsync();
        }
        for (var twice = 0; twice < 2; twice++)
        {
            var answer = await Follow(amy, bo).Json();
            (answer.GetProperty("bond").GetString(), answer.GetProperty("count").GetInt32()).ShouldBe(("following", 1));
        }
    }

    [Theory, BothDatabases]
    public async Task Whom_one_has_asked_is_shown_so_wherever_one_may_follow_them(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn(SearchTests.Letters("shy")), eve = await site.SignedIn("eve");
        await ApproveFollowers(bo);
        await Follow(bo, eve).Json();
        var note = await SearchTests.Publish(bo, "Hello", "from a shy person");
        string[] pages = [$"/notes/{note}", $"/search?tab=people&q={bo.Handle.Split('_')[0]}", $"/people/{eve.Handle}/followers"];
        foreach (var page in pages) await Soon.Holds(async () => await Button(page) == "Follow", page);
        await Follow(amy, bo).Json();
        foreach (var page in pages) (await Button(page)).ShouldBe("Requested", page);
        (await amy.Client.GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("askedAuthor").GetBoolean().ShouldBeTrue();
        await bo.Client.PutAsync($"/api/v1/followers/{amy.Handle}", null);
        foreach (var page in pages) (await Button(page)).ShouldBe("Following", page);
        async Task<string?> Button(string page) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await amy.Client.GetStringAsync(page)).QuerySelector($"button[formaction='/people/{bo.Handle}/follow']")?.TextContent;
    }

    [Theory, BothDatabases]
    public async Task A_block_ends_follows_both_ways_and_hides_both(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await Follow(amy, bo).Json();
        await Follow(bo, amy).Json();
        (await bo.Client.PutAsync($"/api/v1/people/{amy.Handle}/block", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await Follow(amy, bo)).Code()).ShouldBe("follow.blocked");
        (await (await Follow(bo, amy)).Code()).ShouldBe("follow.blocking");
        Bond(await View(amy, bo)).ShouldBe("blocked");
        Bond(await View(bo, amy)).ShouldBe("blocking");
        (await amy.Client.GetAsync($"/api/v1/people/{bo.Handle}/followers")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await amy.Client.GetAsync($"/api/v1/people/suggest?q={bo.Handle}").Json()).GetProperty("items").EnumerateArray().ShouldNotContain(p => p.GetProperty("handle").GetString() == bo.Handle);
        await using var scope = site.Scope();
        var people = scope.ServiceProvider.GetRequiredService<PeopleReads>();
        (await people.BondsOf(amy.MemberId)).Blocked.ShouldContain(bo.MemberId);
        (await amy.Client.DeleteAsync($"/api/v1/people/{bo.Handle}/block")).StatusCode.ShouldBe(HttpStatusCode.NoContent); // not amy's to end
        Bond(await View(amy, bo)).ShouldBe("blocked");
        (await bo.Client.DeleteAsync($"/api/v1/people/{amy.Handle}/block")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await View(amy, bo)).GetProperty("followers").GetInt32().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_follow_and_a_block_at_once_leave_no_follow(Provider provider)
    {
        var site = TestSite.On(provider);
        for (var i = 0; i < 5; i++)
        {
            TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
            await Task.WhenAll(Follow(amy, bo), bo.Client.PutAsync($"/api/v1/people/{amy.Handle}/block", null), Follow(amy, bo));
            await using var scope = site.Scope();
            (await scope.ServiceProvider.GetRequiredService<PeopleReads>().Follows(amy.MemberId, bo.MemberId)).ShouldBeFalse();
        }
    }

    // A notice points to its member; whoever waited for all who do so would wait in a ring with them.
    [Fact]
    public async Task Bonds_do_not_wait_for_those_who_write_notices()
    {
        var site = TestSite.On(Provider.Postgres);
        TestPerson amy = await site.SignedIn(), bo = await site.SignedIn("bo");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var open = await db.Database.BeginTransactionAsync();
        db.Add(new Notice { Id = db.NextId(), ToId = bo.MemberId, Kind = NoticeKind.Like, Thing = "note:abc", At = Instant.Now(TimeProvider.System) });
        await db.SaveChangesAsync();
        (await Follow(amy, bo).WaitAsync(TimeSpan.FromSeconds(20))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await amy.Client.PutAsync($"/api/v1/people/{bo.Handle}/block", null).WaitAsync(TimeSpan.FromSeconds(20))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory, BothDatabases]
    public async Task A_long_list_of_followers_neither_repeats_nor_skips(Provider provider)
    {
        var site = TestSite.On(provider);
        var star = await site.SignedIn("star");
        var fans = new List<TestPerson>();
        for (var i = 0; i < 33; i++) fans.Add(await site.SignedIn("fan"));
        foreach (var fan in fans.Take(32)) await Follow(fan, star).Json();
        var page = await star.Client.GetAsync($"/api/v1/people/{star.Handle}/followers").Json();
        var seen = Handles(page);
        await Follow(fans[32], star).Json(); // somebody arrives between the pages
        page = await star.Client.GetAsync($"/api/v1/people/{star.Handle}/followers?after={page.GetProperty("next").GetString()}").Json();
        seen.AddRange(Handles(page));
        seen.Order().ShouldBe(fans.Take(32).Select(f => f.Handle).Order());
        page.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static List<string> Handles(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("handle").GetString()!)];
}
