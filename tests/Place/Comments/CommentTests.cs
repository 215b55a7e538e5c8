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
    public async Task A_removed_comment_comes_back_for_who_removed_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "Soup", "hot");
        var said = await Say(ben, note, "Too hot");
        (await eve.Client.DeleteAsync($"/api/v1/comments/{said}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await amy.Client.DeleteAsync($"/api/v1/comments/{said}")).IsSuccessStatusCode.ShouldBeTrue();
        (await Count(ben, note)).ShouldBe(0);
        (await ben.Client.PostAsync($"/api/v1/comments/{said}/undo", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await amy.Client.PostAsync($"/api/v1/comments/{said}/undo", null)).IsSuccessStatusCode.ShouldBeTrue();
        (await Count(ben, note)).ShouldBe(1);
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
    public async Task Pages_of_comments_neither_repeat_nor_skip_when_more_arrive(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Long talk", "begins");
        var all = new List<string>();
        for (var i = 0; i < 32; i++) all.Add(await Say(ben, note, $"Word number {i}"));
        foreach (var sort in new[] { "hot", "new" })
        {
            var seen = new List<string>();
            string? after = null;
            do
            {
                var page = await amy.Client.GetAsync($"/api/v1/notes/{note}/comments?sort={sort}&after={after}").Json();
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
                after = page.GetProperty("next").GetString();
                var late = await Say(amy, note, "Meanwhile " + sort + after);
                if (sort == "hot") all.Add(late);
            }
            while (after is not null);
            seen.Distinct().Count().ShouldBe(seen.Count);
            all.Take(32).Except(seen).ShouldBeEmpty();
        }
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
    public async Task A_removed_thread_is_forgotten_once_it_cannot_be_taken_back(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A kettle", "that sings");
        var (root, kept) = (await Say(ben, note, "Which note?"), await Say(ben, note, "And how loud?"));
        var answer = await Say(amy, note, "A flat", root);
        (await amy.Client.PutAsync($"/api/v1/comments/{answer}/like", null)).EnsureSuccessStatusCode();
        (await ben.Client.DeleteAsync($"/api/v1/comments/{root}")).EnsureSuccessStatusCode();
        await Sweep(site, TimeSpan.FromMinutes(4));
        (await ben.Client.PostAsync($"/api/v1/comments/{root}/undo", null)).EnsureSuccessStatusCode();
        (await ben.Client.DeleteAsync($"/api/v1/comments/{root}")).EnsureSuccessStatusCode();
        await Sweep(site, TimeSpan.FromMinutes(6));
        (await Left(site, root, answer, kept)).ShouldBe((3, 1), "the place of the thread is kept for its answer");
        (await Words(site, root)).ShouldBe(("", 0));
        (await Count(amy, note)).ShouldBe(2);
        (await amy.Client.DeleteAsync($"/api/v1/comments/{answer}")).EnsureSuccessStatusCode();
        (await Count(amy, note)).ShouldBe(1);
        await Sweep(site, TimeSpan.FromMinutes(6));
        (await Left(site, root, answer, kept)).ShouldBe((1, 0));
        site.Services.GetServices<ScheduledWork>().ShouldContain(w => w.Work == typeof(SweepComments));
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
    public async Task The_answers_of_a_removed_thread_are_read_and_get_no_new_ones(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A lid", "that fits");
        var root = await Say(ben, note, "Which pot?");
        var answer = await Say(amy, note, "The blue one", root);
        (await ben.Client.DeleteAsync($"/api/v1/comments/{root}")).EnsureSuccessStatusCode();
        var replies = (await ben.Client.GetAsync($"/api/v1/comments/{root}/replies").Json()).GetProperty("items");
        (replies.GetArrayLength(), replies[0].GetProperty("mayReply").GetBoolean()).ShouldBe((1, false));
        foreach (var parentId in new[] { root, answer }) (await ben.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Still here", parentId })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ben.Client.PostAsync($"/api/v1/comments/{root}/undo", null)).EnsureSuccessStatusCode();
        (await site.Browser().GetAsync($"/api/v1/comments/{root}/replies").Json()).GetProperty("items").GetArrayLength().ShouldBe(1);
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

    private static async Task<(long Comments, long Replies)> Counted(TestSite site, string note, string root)
    {
        var (noteId, rootId) = (Id.Parse(note).Value, Id.Parse(root).Value);
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return (await db.Set<Kaki.Place.Notes.Note>().Where(n => n.Id == noteId).Select(n => n.CommentCount).SingleAsync(), await db.Set<Comment>().Where(c => c.Id == rootId).Select(c => c.Replies).SingleAsync());
    }

    [Theory, BothDatabases]
    public async Task The_answers_of_others_are_read_where_a_removed_comment_stood(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await SearchTests.Publish(amy, "A kettle", "that sings");
        string deleted = await Say(ben, note, "Which note, my dear?"), down = await Say(ben, note, "Buy kettles here"), alone = await Say(ben, note, "Nobody answers me");
        await Say(amy, note, "A flat", deleted);
        var own = await Say(amy, note, "No, thank you", down);
        foreach (var id in new[] { deleted, alone }) (await ben.Client.DeleteAsync($"/api/v1/comments/{id}")).EnsureSuccessStatusCode();
        (await mod.Client.PostAsJsonAsync($"/api/v1/comments/{down}/moderation", new { measure = "takeDown", why = "Advertising" })).EnsureSuccessStatusCode();
        var list = await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json();
        list.GetProperty("count").GetInt64().ShouldBe(2);
        var items = list.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetString()!);
        items.Keys.ShouldBe([deleted, down], ignoreOrder: true);
        foreach (var place in items.Values)
        {
            (place.GetProperty("removed").GetBoolean(), place.GetProperty("text").GetString(), place.GetProperty("author").ValueKind).ShouldBe((true, "", JsonValueKind.Null));
            place.GetProperty("replies").GetArrayLength().ShouldBe(1);
        }
        foreach (var path in new[] { $"/notes/{note}", $"/comments/{own}" })
        {
            var page = await site.Browser().Followed(path);
            page.ShouldContain("No, thank you");
            page.ShouldContain("This comment is no longer shown.");
            page.ShouldNotContain("Buy kettles");
            page.ShouldNotContain("my dear");
        }
        (await ben.Client.PutAsync($"/api/v1/comments/{down}/like", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ben.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Still here", parentId = down })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Who_removes_a_comment_without_script_stays_on_the_page_and_can_take_it_back(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A kettle", "that hums");
        var said = await Say(ben, note, "Which note?");
        foreach (var (from, to) in new[] { ($"/notes/{note}?sort=new", $"/notes/{note}"), ($"/notes/{note}/comments", $"/notes/{note}/comments") })
        {
            using var press = new HttpRequestMessage(HttpMethod.Post, $"/comments/{said}/delete") { Content = new FormUrlEncodedContent([]) };
            press.Headers.Referrer = new Uri("http://localhost" + from);
            (await ben.Client.SendAsync(press)).Headers.Location!.ToString().ShouldBe($"{to}?undo={said}#comments");
            (await ben.Client.GetStringAsync($"{to}?undo={said}")).ShouldContain($"action=\"/comments/{said}/undo\"");
            (await ben.Client.PostAsync($"/comments/{said}/undo", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            (await Count(amy, note)).ShouldBe(1);
        }
    }

    [Theory, BothDatabases]
    public async Task A_comment_is_put_right_for_a_quarter_of_an_hour_and_comes_back_for_five_minutes(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A clock", "that stands");
        string old = await Say(ben, note, "Wind it up"), fresh = await Say(ben, note, "Or leave it");
        await Aged(site, old, TimeSpan.FromMinutes(16));
        await Aged(site, fresh, TimeSpan.FromMinutes(14));
        var late = await ben.Client.PutAsJsonAsync($"/api/v1/comments/{old}", new { text = "Wind it up gently" });
        (late.StatusCode, await late.Code()).ShouldBe((HttpStatusCode.UnprocessableEntity, "comment.edit_late"));
        (await ben.Client.PutAsJsonAsync($"/api/v1/comments/{fresh}", new { text = "Or leave it be" }).Json()).GetProperty("text").GetString().ShouldBe("Or leave it be");
        foreach (var id in new[] { old, fresh }) (await ben.Client.DeleteAsync($"/api/v1/comments/{id}")).EnsureSuccessStatusCode();
        await Aged(site, old, TimeSpan.FromMinutes(6));
        await Aged(site, fresh, TimeSpan.FromMinutes(4));
        late = await ben.Client.PostAsync($"/api/v1/comments/{old}/undo", null);
        (late.StatusCode, await late.Code()).ShouldBe((HttpStatusCode.UnprocessableEntity, "comment.undo_late"));
        (await ben.Client.PostAsync($"/api/v1/comments/{fresh}/undo", null)).EnsureSuccessStatusCode();
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
    public async Task Folded_answers_are_counted_and_read_by_themselves(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A long table", "for many");
        string few = await Say(ben, note, "Who comes?"), many = await Say(ben, note, "Who brings what?"), noise = await Say(ben, note, "Anybody?");
        var hidden = await Say(ben, note, "!!!!!!!!!!!!!", few);
        await Say(amy, note, "Everybody", few);
        for (var i = 0; i < 4; i++) await Say(amy, note, $"Dish number {i}", many);
        foreach (var shout in new[] { "????????????", "............" }) await Say(ben, note, shout, many);
        var last = await Say(ben, note, ",,,,,,,,,,,,,", noise);
        var threads = (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments?sort=new").Json()).GetProperty("items").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetString()!);
        Told(threads[few]).ShouldBe((1, 1, false));
        Told(threads[many]).ShouldBe((2, 2, true));
        Told(threads[noise]).ShouldBe((0, 1, false));
        (await Texts(amy, $"/api/v1/comments/{many}/replies")).ShouldBe(["Dish number 0", "Dish number 1", "Dish number 2", "Dish number 3"]);
        (await Texts(amy, $"/api/v1/comments/{many}/replies?folded=true")).ShouldBe(["????????????", "............"]);
        var page = await site.Browser().GetStringAsync($"/notes/{note}");
        page.ShouldContain("2 more replies");
        page.ShouldContain("2 replies folded");
        page.ShouldContain("1 reply folded");
        foreach (var (id, root) in new[] { (hidden, few), (last, noise) })
            (await site.Browser().GetAsync($"/comments/{id}")).Headers.Location!.ToString().ShouldBe($"/notes/{note}/comments/{root}/replies?folded=true#c-{id}");
        (await site.Browser().GetStringAsync($"/notes/{note}/comments/{few}/replies?folded=true")).ShouldContain("!!!!!!!!!!!!!");
    }

    private static (int Shown, int Folded, bool More) Told(JsonElement thread) =>
        (thread.GetProperty("replies").GetArrayLength(), thread.GetProperty("foldedReplies").GetInt32(), thread.GetProperty("moreReplies").ValueKind == JsonValueKind.String);

    private static async Task<string[]> Texts(TestPerson reader, string path) =>
        [.. (await reader.Client.GetAsync(path).Json()).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("text").GetString()!)];

    [Theory, BothDatabases]
    public async Task Likes_between_pages_neither_repeat_nor_skip_a_comment(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Loud talk", "begins");
        var all = new List<string>();
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            for (var i = 0; i < CommentPlace.MostHot + 40; i++)
            {
                var id = db.NextId();
                db.Add(Comment.Write(id, Id.Parse(note).Value, ben.MemberId, null, $"Word {i}", null, null, held: false, folded: false, bought: false, Instant.Now(TimeProvider.System)));
                all.Add(new Id(id).ToString());
            }
            await db.Write(() => db.SaveChangesAsync());
            for (var i = 0; i < all.Count; i += 3) await Warm(db, all[i], i % 7);
        }
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await amy.Client.GetAsync($"/api/v1/notes/{note}/comments?after={after}").Json();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
            await using var scope = site.Scope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await Warm(db, seen[0], 50);
            foreach (var id in all.Except(seen).Take(2).Concat(all.Except(seen).TakeLast(2)).Distinct()) await Warm(db, id, 100);
            if (seen.Count > 1) await Warm(db, seen[^1], -1);
            (await amy.Client.PutAsync($"/api/v1/comments/{all.Except(seen).FirstOrDefault() ?? all[0]}/pin", null)).EnsureSuccessStatusCode();
        }
        while (after is not null);
        seen.Count.ShouldBe(all.Count);
        seen.Order().ShouldBe(all.Order());
    }

    // As so many likes would leave it.
    private static Task Warm(AppDb db, string comment, long by)
    {
        var id = Id.Parse(comment).Value;
        return db.Write(() => db.Set<Comment>().Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Heat, c => c.Heat + by)));
    }

    [Theory, BothDatabases]
    public async Task A_comment_has_an_address_that_leads_to_the_page_it_is_on(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "A ladder", "with many steps");
        var root = await Say(ben, note, "How many?");
        var steps = new List<string>();
        for (var i = 1; i <= ReadThread.PageSize + 2; i++) steps.Add(await Say(amy, note, $"Step {i}", root));
        (await eve.Client.GetAsync($"/comments/{root}")).Headers.Location!.ToString().ShouldBe($"/notes/{note}/comments/{root}/replies#c-{root}");
        foreach (var step in new[] { steps[0], steps[ReadThread.PageSize - 1], steps[^1] })
        {
            var page = new HtmlParser().ParseDocument(await eve.Client.Followed($"/comments/{step}"));
            page.GetElementById($"c-{step}").ShouldNotBeNull();
            page.GetElementById($"c-{root}")!.TextContent.ShouldContain("How many?");
        }
        var held = await SearchTests.Publish(amy, "Closed", "to all but friends", "Followers");
        var inside = await Say(amy, held, "Come in");
        (await eve.Client.GetAsync($"/comments/{inside}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
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
    public async Task A_place_that_cannot_be_read_is_refused_and_never_taken_for_the_beginning(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await SearchTests.Publish(amy, "A bookmark", "that fell out");
        await Say(amy, note, "Where was I?");
        foreach (var after in new[] { "nonsense", "AAAA", "%00", new string('A', 4000) })
        {
            var no = await amy.Client.GetAsync($"/api/v1/notes/{note}/comments?after={after}");
            (no.StatusCode, await no.Code()).ShouldBe((HttpStatusCode.BadRequest, "cursor.unknown"), after);
            (await amy.Client.GetAsync($"/notes/{note}/comments?after={after}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, after);
        }
        (await Count(amy, note)).ShouldBe(1);
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
    public async Task Who_may_not_comment_is_offered_no_reply_in_a_thread_and_by_its_address(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        (await amy.Client.PutAsync($"/api/v1/people/{ben.Handle}/follow", null)).EnsureSuccessStatusCode();
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Among friends", body = "please", comments = "Followed" });
        var root = await Say(ben, note, "Like us?");
        var answer = await Say(amy, note, "Like us", root);
        foreach (var (who, may) in new[] { (amy.Client, true), (ben.Client, true), (eve.Client, false), (site.Browser(), false) })
        {
            (await who.GetStringAsync($"/notes/{note}/comments/{root}/replies")).Contains("data-reply").ShouldBe(may);
            foreach (var id in new[] { root, answer }) (await who.GetAsync($"/api/v1/comments/{id}").Json()).GetProperty("mayReply").GetBoolean().ShouldBe(may);
            (await who.GetAsync($"/api/v1/comments/{root}/replies").Json()).GetProperty("items")[0].GetProperty("mayReply").GetBoolean().ShouldBe(may);
        }
    }

    [Theory, BothDatabases]
    public async Task Where_a_new_comment_is_said_to_be_it_is_read(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "An address", "that leads somewhere", "Followers");
        var made = await amy.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Here I am" });
        (await amy.Client.GetAsync(made.Headers.Location).Json()).GetProperty("text").GetString().ShouldBe("Here I am");
        (await eve.Client.GetAsync(made.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task All_that_wait_are_reached_a_page_at_a_time_and_none_says_what_to_do(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var empty = await amy.Client.GetStringAsync("/me/comments");
        empty.ShouldContain("No comment waits for you");
        empty.ShouldContain("href=\"#words\"");
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Held", body = "here", holdComments = true });
        var said = new List<string>();
        for (var i = 0; i < ListHeld.PageSize + 3; i++) said.Add(await Say(ben, note, $"May I, number {i}?"));
        var first = await amy.Client.GetAsync("/api/v1/comments/held").Json();
        var next = first.GetProperty("next").GetString();
        var rest = await amy.Client.GetAsync($"/api/v1/comments/held?after={next}").Json();
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(c => c.GetProperty("id").GetString()).ShouldBe(said);
        (await amy.Client.GetStringAsync("/me/comments")).ShouldContain($"/me/comments?after={next}");
        var page = await amy.Client.GetStringAsync($"/me/comments?after={next}");
        page.ShouldContain($"c-{said[^1]}");
        page.ShouldNotContain($"c-{said[0]}\"");
        (await amy.Client.GetAsync("/api/v1/comments/held?after=nonsense")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task Aged(TestSite site, string comment, TimeSpan by)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (id, then) = (Id.Parse(comment).Value, Instant.Now(TimeProvider.System).Minus(by));
        await db.Set<Comment>().Where(c => c.Id == id && c.DeletedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.At, then));
        await db.Set<Comment>().Where(c => c.Id == id && c.DeletedAt != null).ExecuteUpdateAsync(s => s.SetProperty(c => c.DeletedAt, then));
    }

    private static async Task<(string, long)> Words(TestSite site, string comment)
    {
        await using var scope = site.Scope();
        var kept = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Comment>().SingleAsync(c => c.Id == Id.Parse(comment).Value);
        return (kept.Text, kept.AuthorId);
    }

    private static async Task Sweep(TestSite site, TimeSpan later)
    {
        await using var scope = site.Scope();
        await new SweepComments(scope.ServiceProvider.GetRequiredService<AppDb>(), new Later(later)).Run(CancellationToken.None);
    }

    private static async Task<(int Comments, int Likes)> Left(TestSite site, params string[] comments)
    {
        var ids = comments.Select(c => Id.Parse(c).Value).ToArray();
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return (await db.Set<Comment>().CountAsync(c => ids.Contains(c.Id)), await db.Set<CommentLike>().CountAsync(l => ids.Contains(l.CommentId)));
    }

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
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

    private static async Task<string> Say(TestPerson person, string note, string text, string? parent = null) =>
        (await (await person.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text, parentId = parent })).Json()).GetProperty("id").GetString()!;

    private static async Task<int> Count(TestPerson person, string note) =>
        (await person.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items").GetArrayLength();
}

file static class Walking
{
    /// <summary>The page behind a redirect, or the page itself.</summary>
    public static async Task<string> Followed(this HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        return answer.Headers.Location is { } to ? await client.GetStringAsync(to.ToString().Split('#')[0]) : await answer.Content.ReadAsStringAsync();
    }
}
