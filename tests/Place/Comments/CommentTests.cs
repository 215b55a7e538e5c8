using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Kaki.Place.Comments;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Comments;

public class CommentTests
{
    [Theory, BothDatabases]
    public async Task A_comment_and_its_answers_make_two_levels(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A pot of coffee", "and nothing else");
        var root = await Say(ben, note, "How much water?");
        var first = await Say(amy, note, "Half a litre", root);
        await Say(ben, note, "Thank you", first);
        var list = await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json();
        list.GetProperty("count").GetInt64().ShouldBe(3);
        var thread = list.GetProperty("items")[0];
        thread.GetProperty("id").GetString().ShouldBe(root);
        thread.GetProperty("replies").GetArrayLength().ShouldBe(2);
        thread.GetProperty("replies")[0].GetProperty("byAuthor").GetBoolean().ShouldBeTrue();
        thread.GetProperty("replies")[1].GetProperty("replyTo").GetProperty("handle").GetString().ShouldBe(amy.Handle);
        (await site.Browser().GetStringAsync($"/notes/{note}")).ShouldContain("How much water?");
    }

    [Theory, BothDatabases]
    public async Task A_comment_on_a_closed_note_is_refused(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Quiet", body = "please", comments = "Nobody" });
        var answer = await ben.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "But" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Code()).ShouldBe("comment.closed");
        var followers = await SearchTests.Publish(amy, "", "", more: new { title = "Friends", body = "only", comments = "Followers" });
        (await (await ben.Client.PostAsJsonAsync($"/api/v1/notes/{followers}/comments", new { text = "But" })).Code()).ShouldBe("comment.followers_only");
    }

    [Theory, BothDatabases]
    public async Task A_held_comment_is_seen_by_its_writer_and_the_author_until_it_is_let_through(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Held", body = "here", holdComments = true });
        var said = await Say(ben, note, "May I?");
        (await Count(eve, note)).ShouldBe(0);
        (await Count(ben, note)).ShouldBe(1);
        (await Count(amy, note)).ShouldBe(1);
        (await eve.Client.PutAsync($"/api/v1/comments/{said}/approval", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await amy.Client.PutAsync($"/api/v1/comments/{said}/approval", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Count(eve, note)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task The_authors_own_words_hold_comments_and_noise_is_folded(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "Bread", "with crust");
        (await amy.Client.PutAsJsonAsync("/api/v1/comment-words", new { words = new[] { "微商" } })).IsSuccessStatusCode.ShouldBeTrue();
        await Say(ben, note, "做微 商的看过来");
        await Say(ben, note, "!!!!!!!!!!!!!!!!!!!!");
        var list = await eve.Client.GetAsync($"/api/v1/notes/{note}/comments").Json();
        list.GetProperty("items").GetArrayLength().ShouldBe(0);
        list.GetProperty("folded").GetInt32().ShouldBe(1);
        (await eve.Client.GetAsync($"/api/v1/notes/{note}/comments?folded=true").Json()).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task The_notice_of_a_comment_leads_to_where_it_stands_first(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Soup", "with salt");
        for (var i = 0; i < 22; i++) await Say(amy, note, $"Spoonful number {i}");
        var said = await Say(ben, note, "Too much of it");
        var url = "";
        await Soon.Holds(async () => (await amy.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Where(n => n.GetProperty("kind").GetString() == "comment").Select(n => url = n.GetProperty("url").GetString()!).Any(), "The notice");
        url.ShouldBe($"/notes/{note}?sort=new#comments");
        var page = await amy.Client.GetStringAsync(url.Split('#')[0]);
        page.ShouldContain("id=\"comments\"");
        page.ShouldContain($"id=\"c-{said}\"");
    }

    [Theory, BothDatabases]
    public async Task A_like_is_taken_back_also_of_what_is_out_of_sight_by_now(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "Honey", "from the hill");
        var said = await Say(amy, note, "Taste it");
        string[] likes = [$"/api/v1/notes/{note}/like", $"/api/v1/comments/{said}/like"];
        foreach (var like in likes) (await ben.Client.PutAsync(like, null)).EnsureSuccessStatusCode();
        (await amy.Client.PutAsync($"/api/v1/people/{ben.Handle}/block", null)).EnsureSuccessStatusCode();
        foreach (var like in likes)
        {
            (await (await ben.Client.DeleteAsync(like)).Content.ReadAsStringAsync()).ShouldContain("\"count\":0", customMessage: like);
            (await ben.Client.DeleteAsync(like)).StatusCode.ShouldBe(HttpStatusCode.NotFound, like);
            (await ben.Client.PutAsync(like, null)).StatusCode.ShouldBe(HttpStatusCode.NotFound, like);
            (await eve.Client.DeleteAsync(like)).EnsureSuccessStatusCode(); // never given, and in sight: there is nothing to do
        }
        (await eve.Client.GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("likes").GetInt64().ShouldBe(0);
        (await eve.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items")[0].GetProperty("likes").GetInt64().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task The_author_pins_one_thread_and_their_like_is_marked(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Tea", "green");
        string one = await Say(ben, note, "First words"), two = await Say(ben, note, "Second words");
        (await ben.Client.PutAsync($"/api/v1/comments/{one}/pin", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await amy.Client.PutAsync($"/api/v1/comments/{two}/pin", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await amy.Client.PutAsync($"/api/v1/comments/{one}/pin", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await amy.Client.PutAsync($"/api/v1/comments/{two}/like", null)).IsSuccessStatusCode.ShouldBeTrue();
        (await amy.Client.PutAsync($"/api/v1/comments/{two}/like", null).Json()).GetProperty("count").GetInt64().ShouldBe(1);
        var items = (await ben.Client.GetAsync($"/api/v1/notes/{note}/comments?sort=new").Json()).GetProperty("items");
        items[0].GetProperty("id").GetString().ShouldBe(one);
        items[0].GetProperty("pinned").GetBoolean().ShouldBeTrue();
        items[1].GetProperty("pinned").GetBoolean().ShouldBeFalse();
        items[1].GetProperty("authorLiked").GetBoolean().ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task The_plain_form_works_without_script(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Plain", "form");
        var answer = await ben.Client.PostAsync($"/notes/{note}/comments", new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = "By hand", ["parentId"] = "" }));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ben.Client.GetStringAsync($"/notes/{note}?sort=new")).ShouldContain("By hand");
        var empty = await ben.Client.PostAsync($"/notes/{note}/comments", new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = " " }));
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await empty.Content.ReadAsStringAsync()).ShouldContain("Write a few words");
    }

    [Theory, BothDatabases]
    public async Task Comments_and_answers_that_come_at_once_are_all_counted(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A crowd", "at the door");
        var root = await Say(ben, note, "Who is first?");
        var said = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Say(i < 6 ? amy : ben, note, $"Me, number {i}", i % 2 == 0 ? root : null)));
        (await Counted(site, note, root)).ShouldBe((13, 6));
        (await Task.WhenAll(said.Select((c, i) => (i < 6 ? amy : ben).Client.DeleteAsync($"/api/v1/comments/{c}")))).ShouldAllBe(a => a.IsSuccessStatusCode);
        (await Counted(site, note, root)).ShouldBe((1, 0));
    }

    [Theory, BothDatabases]
    public async Task Of_two_threads_pinned_at_once_one_stays_pinned(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await SearchTests.Publish(amy, "Two pins", "one board");
        var threads = new List<string>();
        for (var i = 0; i < 6; i++) threads.Add(await Say(amy, note, $"Thread {i}"));
        (await Task.WhenAll(threads.Select(t => amy.Client.PutAsync($"/api/v1/comments/{t}/pin", null)))).ShouldAllBe(a => a.IsSuccessStatusCode);
        (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items").EnumerateArray().Count(c => c.GetProperty("pinned").GetBoolean()).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task The_authors_like_stays_marked_whoever_likes_beside_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Jam", "of quince");
        var said = new List<string>();
        for (var i = 0; i < 8; i++) said.Add(await Say(ben, note, $"Spoon {i}"));
        (await Task.WhenAll(said.SelectMany(c => new[] { amy, ben, ben }.Select(p => p.Client.PutAsync($"/api/v1/comments/{c}/like", null))))).ShouldAllBe(a => a.IsSuccessStatusCode);
        var items = (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items");
        items.GetArrayLength().ShouldBe(8);
        items.EnumerateArray().ShouldAllBe(c => c.GetProperty("authorLiked").GetBoolean() && c.GetProperty("likes").GetInt64() == 2);
    }

    [Theory, BothDatabases]
    public async Task A_list_of_words_saved_twice_at_once_is_saved(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => amy.Client.PutAsJsonAsync("/api/v1/comment-words", new { words = new[] { "spam", "scam", "微商" } })));
        answers.Select(a => a.StatusCode).ShouldAllBe(s => s == HttpStatusCode.OK);
        (await amy.Client.GetStringAsync("/api/v1/comment-words")).ShouldContain("scam");
    }

    [Theory, BothDatabases]
    public async Task Where_only_those_the_author_follows_may_comment_the_others_are_told_so(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), fan = await site.SignedIn("fan");
        (await amy.Client.PutAsync($"/api/v1/people/{ben.Handle}/follow", null)).EnsureSuccessStatusCode();
        (await fan.Client.PutAsync($"/api/v1/people/{amy.Handle}/follow", null)).EnsureSuccessStatusCode();
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Among ourselves", body = "please", comments = "Followed" });
        var refused = await fan.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "But I follow you" });
        (refused.StatusCode, await refused.Code()).ShouldBe((HttpStatusCode.Forbidden, "comment.followed_only"));
        (await fan.Client.GetStringAsync($"/notes/{note}")).ShouldContain("Only people the author follows may comment");
        await Say(ben, note, "Thank you");
        await Say(amy, note, "Welcome");
        (await ben.Client.GetStringAsync($"/notes/{note}")).ShouldContain("say-form");
    }

    [Theory, BothDatabases]
    public async Task Only_the_author_of_the_note_is_offered_to_pin(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await SearchTests.Publish(amy, "A pin", "on the wall");
        var root = await Say(ben, note, "Up there");
        var answer = await Say(ben, note, "Or there", root);
        (await amy.Client.GetStringAsync($"/notes/{note}")).ShouldContain($"/comments/{root}/pin");
        (await amy.Client.GetStringAsync($"/notes/{note}")).ShouldNotContain($"/comments/{answer}/pin");
        foreach (var other in new[] { ben, mod }) (await other.Client.GetStringAsync($"/notes/{note}")).ShouldNotContain($"/comments/{root}/pin");
    }

    [Theory, BothDatabases]
    public async Task A_comment_is_reported_for_one_of_the_reasons(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await SearchTests.Publish(amy, "A door", "half open");
        var said = await Say(ben, note, "Number seven, third floor");
        (await amy.Client.GetStringAsync($"/comments/{said}/report")).ShouldContain("Number seven, third floor");
        (await amy.Client.PostAsync($"/comments/{said}/report", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var sent = await amy.Client.PostAsync($"/comments/{said}/report", new FormUrlEncodedContent([new("reason", "Private")]));
        sent.Headers.Location!.ToString().ShouldBe($"/comments/{said}/report?sent=true");
        (await amy.Client.GetStringAsync($"/comments/{said}/report?sent=true")).ShouldContain("Thank you, it is reported");
        var row = (await mod.Client.GetAsync("/api/v1/moderation/comments").Json()).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("id").GetString() == said);
        row.GetProperty("reports")[0].GetProperty("reason").GetString().ShouldBe("private");
    }

    [Theory, BothDatabases]
    public async Task A_comment_and_its_changes_name_only_so_many_people(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A party", "for everybody");
        string People(char group, int many) => string.Join(' ', Enumerable.Range(0, many).Select(i => $"@{group}{group}{group}_{i}"));
        var said = await Say(ben, note, People('a', 20));
        (await ben.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = People('b', 10) })).EnsureSuccessStatusCode();
        (await ben.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = People('b', 10) + " welcome" })).EnsureSuccessStatusCode();
        var no = await ben.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = People('b', 10) + " " + People('c', 1) });
        (no.StatusCode, await no.Code()).ShouldBe((HttpStatusCode.BadRequest, "comment.names"));
    }

    [Theory, BothDatabases]
    public async Task What_was_refused_stands_in_the_form_again_and_still_answers_whom_it_answered(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A pot of coffee", "and nothing else");
        var root = await Say(ben, note, "How much water?");
        var words = new string('w', Comment.Longest + 1);
        var answer = await amy.Client.PostAsync($"/notes/{note}/comments", new FormUrlEncodedContent([new("text", words), new("parentId", root)]));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        page.QuerySelector("#say textarea")!.TextContent.ShouldBe(words);
        page.QuerySelector("#say [name=parentId]")!.GetAttribute("value").ShouldBe(root);
        page.QuerySelector("main [role=alert]")!.TextContent.ShouldNotBeEmpty();
    }

    internal static async Task<(long Comments, long Replies)> Counted(TestSite site, string note, string root)
    {
        var (noteId, rootId) = (Id.Parse(note).Value, Id.Parse(root).Value);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return (await db.Set<Kaki.Place.Notes.Note>().Where(n => n.Id == noteId).Select(n => n.CommentCount).SingleAsync(), await db.Set<Comment>().Where(c => c.Id == rootId).Select(c => c.Replies).SingleAsync());
    }

    internal static async Task<string> Say(TestPerson person, string note, string text, string? parent = null) =>
        (await (await person.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text, parentId = parent })).Json()).GetProperty("id").GetString()!;

    internal static async Task<int> Count(TestPerson person, string note) =>
        (await person.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items").GetArrayLength();
}

internal static class Walking
{
    /// <summary>The page behind a redirect, or the page itself.</summary>
    public static async Task<string> Followed(this HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        return answer.Headers.Location is { } to ? await client.GetStringAsync(to.ToString().Split('#')[0]) : await answer.Content.ReadAsStringAsync();
    }
}
