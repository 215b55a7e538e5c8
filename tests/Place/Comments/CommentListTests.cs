using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Schedule;
using Kaki.Place.Comments;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kaki.Tests.Place.Comments.CommentTests;

namespace Kaki.Tests.Place.Comments;

/// <summary>What a reader is given of what was said, page by page, and by its address.</summary>
public class CommentListTests
{
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
            for (var i = 0; i < GivenPlace.MostLeading + 40; i++)
            {
                var id = db.NextId();
                db.Add(Comment.Write(id, Id.Parse(note).Value, ben.MemberId, null, $"Word {i}", null, null, held: false, marked: false, folded: false, bought: false, Instant.Now(TimeProvider.System)));
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
        var row = new HtmlParser().ParseDocument(page).QuerySelector($"#c-{said[^1]}")!;
        row.QuerySelector($"a[href='/notes/{note}']")!.TextContent.ShouldBe("Held");
        row.QuerySelector(".like").ShouldBeNull("what waits is liked by nobody");
        first.GetProperty("items")[0].GetProperty("noteTitle").GetString().ShouldBe("Held");
        page.ShouldNotContain($"c-{said[0]}\"");
        (await amy.Client.GetAsync("/api/v1/comments/held?after=nonsense")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task Of_somebody_blocked_nothing_waits_for_approval(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Held", body = "here", holdComments = true });
        string from = await Say(ben, note, "May I?"), beside = await Say(eve, note, "May I too?");
        await Waits(from, beside);
        (await amy.Client.PutAsync($"/api/v1/people/{ben.Handle}/block", null)).EnsureSuccessStatusCode();
        await Waits(beside);
        async Task Waits(params string[] comments)
        {
            (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("held").GetInt32().ShouldBe(comments.Length);
            (await amy.Client.GetAsync("/api/v1/comments/held").Json()).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ShouldBe(comments);
        }
    }

    [Theory, BothDatabases]
    public async Task The_folded_are_counted_as_their_reader_finds_them(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cy = await site.SignedIn("cy"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "A loud street", "at night");
        foreach (var shouter in new[] { ben, cy, amy }) await Say(shouter, note, "!!!!!!!!!!!!!");
        (await eve.Client.PutAsync($"/api/v1/people/{ben.Handle}/block", null)).EnsureSuccessStatusCode();
        (await eve.Client.PutAsync($"/api/v1/people/{cy.Handle}/mute", null)).EnsureSuccessStatusCode();
        foreach (var (reader, folded) in new[] { (eve, 1), (amy, 3) })
        {
            (await reader.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("folded").GetInt32().ShouldBe(folded);
            (await Texts(reader, $"/api/v1/notes/{note}/comments?folded=true")).Length.ShouldBe(folded);
        }
    }

    private static (int Shown, int Folded, bool More) Told(JsonElement thread) =>
        (thread.GetProperty("replies").GetArrayLength(), thread.GetProperty("foldedReplies").GetInt32(), thread.GetProperty("moreReplies").ValueKind == JsonValueKind.String);

    private static async Task<string[]> Texts(TestPerson reader, string path) =>
        [.. (await reader.Client.GetAsync(path).Json()).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("text").GetString()!)];

    // As so many likes would leave it.
    private static Task Warm(AppDb db, string comment, long by)
    {
        var id = Id.Parse(comment).Value;
        return db.Write(() => db.Set<Comment>().Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Heat, c => c.Heat + by)));
    }
}
