using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Kaki.People.Notices;
using Kaki.Place.Comments;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kaki.Tests.Place.Comments.CommentTests;

namespace Kaki.Tests.Place.Comments;

/// <summary>What is removed, taken back or put right in time.</summary>
public class RemovedCommentTests
{
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

    // On SQLite whoever takes it back and the sweep do not meet.
    [Fact]
    public async Task A_comment_taken_back_while_it_is_swept_stays()
    {
        var site = TestSite.On(Provider.Postgres);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Soup", "hot");
        var said = Id.Parse((await Say(ben, note, "Too hot")).ToString()).Value;
        (await ben.Client.DeleteAsync($"/api/v1/comments/{new Id(said)}")).EnsureSuccessStatusCode();
        await using AsyncServiceScope undoing = site.Scope(), sweeping = site.Scope();
        var db = undoing.ServiceProvider.GetRequiredService<AppDb>();
        Instant? longAgo = Instant.Now(TimeProvider.System).Minus(TimeSpan.FromMinutes(6));
        var comment = db.Set<Comment>().Where(c => c.Id == said);
        db.Add(new CommentLike { CommentId = said, MemberId = amy.MemberId, At = longAgo.Value });
        await db.SaveChangesAsync();
        await comment.ExecuteUpdateAsync(s => s.SetProperty(c => c.DeletedAt, longAgo));
        Task swept;
        await using (var undo = await db.Database.BeginTransactionAsync())
        {
            await comment.ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CommentState.Shown).SetProperty(c => c.DeletedAt, (Instant?)null));
            swept = Task.Run(() => sweeping.ServiceProvider.GetRequiredService<SweepComments>().Run(default));
            await Soon.Holds(async () => (await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))").ToListAsync())[0] > 0, "The sweep's waiting");
            await undo.CommitAsync();
        }
        await swept;
        (await comment.AsNoTracking().SingleAsync()).Text.ShouldBe("Too hot");
        (await db.Set<CommentLike>().CountAsync(l => l.CommentId == said)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Who_is_named_in_a_comment_that_came_back_reads_what_it_says(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cy = await site.SignedIn("cy");
        var said = await Say(ben, await SearchTests.Publish(amy, "Soup", "hot"), "Too hot");
        Task Remembered(bool wanted) => Soon.Holds(async () =>
        {
            await using var scope = site.Scope();
            return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Withdrawn>().AnyAsync(w => w.Thing == $"comment:{said}") == wanted;
        }, $"Taken back: {wanted}");
        (await ben.Client.DeleteAsync($"/api/v1/comments/{said}")).EnsureSuccessStatusCode();
        await Remembered(true);
        (await ben.Client.PostAsync($"/api/v1/comments/{said}/undo", null)).EnsureSuccessStatusCode();
        await Remembered(false);
        (await ben.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = $"Too hot, @{cy.Handle}" })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => await Heard(cy) is [var told] && told == $"Too hot, @{cy.Handle}", "The mention");
    }

    [Theory, BothDatabases]
    public async Task What_a_removed_comment_said_is_not_kept_in_notices(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cy = await site.SignedIn("cy"), judge = await site.SignedIn("judge", Rights.Moderate);
        string soup = await SearchTests.Publish(amy, "Soup", "hot"), tea = await SearchTests.Publish(amy, "Tea", "cold");
        var root = await Say(cy, soup, "Who cooks?");
        var said = await Say(ben, soup, $"My number is 555 1234, @{judge.Handle}", root);
        var rude = await Say(cy, tea, "Who pours?");
        foreach (var person in new[] { amy, cy, judge }) await Soon.Holds(async () => (await Heard(person)).Any(e => e.StartsWith("My number", StringComparison.Ordinal)), person.Handle);
        (await ben.Client.DeleteAsync($"/api/v1/comments/{said}")).EnsureSuccessStatusCode();
        foreach (var person in new[] { amy, cy, judge }) await Soon.Holds(async () => !(await Heard(person)).Any(e => e.StartsWith("My number", StringComparison.Ordinal)), $"{person.Handle} reads it no more");
        await Soon.Holds(async () => (await Heard(amy)).Contains("Who pours?"), "The other note's words are there");
        (await judge.Client.PostAsJsonAsync($"/api/v1/comments/{rude}/moderation", new { measure = "takeDown", why = "Rude" })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => !(await Heard(amy)).Contains("Who pours?"), "What was taken down is not in notices either");
        await Soon.Holds(async () => (await Heard(cy)).Contains("Rude · Who pours?"), "Its writer is told which one it was");
    }

    [Theory, BothDatabases]
    public async Task What_was_edited_out_of_a_comment_is_not_kept_in_notices(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cy = await site.SignedIn("cy");
        var note = await SearchTests.Publish(amy, "Soup", "hot");
        var said = await Say(ben, note, $"My number is 555 1234, @{cy.Handle}");
        foreach (var person in new[] { amy, cy }) await Soon.Holds(async () => (await Heard(person)).Any(e => e.StartsWith("My number", StringComparison.Ordinal)), person.Handle);
        (await ben.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = "Never mind" })).EnsureSuccessStatusCode();
        foreach (var person in new[] { amy, cy }) await Soon.Holds(async () => (await Heard(person)).Contains("Never mind") && !(await Heard(person)).Any(e => e.StartsWith("My number", StringComparison.Ordinal)), person.Handle);
    }

    [Theory, BothDatabases]
    public async Task What_a_changed_comment_says_while_it_waits_is_told_to_the_notes_author_alone(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cy = await site.SignedIn("cy");
        var note = await SearchTests.Publish(amy, "Soup", "hot");
        var said = await Say(ben, note, $"Nice, @{cy.Handle}");
        await Soon.Holds(async () => (await Heard(cy)).Contains($"Nice, @{cy.Handle}"), "The mention");
        (await amy.Client.PutAsJsonAsync("/api/v1/comment-words", new { words = new[] { "leek" } })).EnsureSuccessStatusCode();
        (await ben.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = $"A leek, @{cy.Handle}" })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Heard(amy)).Contains($"A leek, @{cy.Handle}") && (await Heard(cy)).SequenceEqual([""]), "Amy alone reads it");
        (await amy.Client.PutAsync($"/api/v1/comments/{said}/approval", null)).EnsureSuccessStatusCode();
        await Soon.Holds(async () => (await Heard(cy)).SequenceEqual([$"A leek, @{cy.Handle}"]), "Cy too");
    }

    [Theory, BothDatabases]
    public async Task Ones_own_words_can_be_taken_back_where_the_note_is_out_of_sight_by_now(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "A clinic", "by the river");
        string mine = await Say(ben, note, "I go there too"), hers = await Say(amy, note, "Do you?");
        (await amy.Client.PutAsync($"/api/v1/people/{ben.Handle}/block", null)).EnsureSuccessStatusCode();
        (await ben.Client.GetAsync($"/api/v1/notes/{note}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ben.Client.DeleteAsync($"/api/v1/comments/{mine}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ben.Client.DeleteAsync($"/api/v1/comments/{hers}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Count(amy, note)).ShouldBe(1);
    }

    private static async Task<List<string>> Heard(TestPerson person) =>
        [.. (await person.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Select(n => n.TryGetProperty("excerpt", out var said) ? said.GetString() ?? "" : "")];

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
    public async Task A_changed_comment_that_waits_again_is_told_to_the_author_and_leaves_its_answers_readable(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), eve = await site.SignedIn("eve");
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "A lid", body = "that fits", holdComments = true });
        var root = await Say(ben, note, "Which pot?");
        (await amy.Client.PutAsync($"/api/v1/comments/{root}/approval", null)).EnsureSuccessStatusCode();
        await Say(amy, note, "The blue one", root);
        (await ben.Client.PutAsJsonAsync($"/api/v1/comments/{root}", new { text = "Which rusty pot?" }).Json()).GetProperty("held").GetBoolean().ShouldBeTrue();
        var list = await eve.Client.GetAsync($"/api/v1/notes/{note}/comments").Json();
        var place = list.GetProperty("items")[0];
        (list.GetProperty("count").GetInt64(), place.GetProperty("removed").GetBoolean(), place.GetProperty("text").GetString(), place.GetProperty("author").ValueKind).ShouldBe((1, true, "", JsonValueKind.Null));
        (place.GetProperty("replies")[0].GetProperty("text").GetString(), place.GetProperty("replies")[0].GetProperty("mayReply").GetBoolean()).ShouldBe(("The blue one", false));
        var page = await site.Browser().GetStringAsync($"/notes/{note}");
        page.ShouldContain("The blue one");
        page.ShouldNotContain("rusty");
        (await ben.Client.GetStringAsync($"/notes/{note}")).ShouldContain("Which rusty pot?");
        await Soon.Holds(async () => (await Heard(amy)).Contains("Which rusty pot?"), "The author is told what waits");
        (await amy.Client.PutAsync($"/api/v1/comments/{root}/approval", null)).EnsureSuccessStatusCode();
        (await eve.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items")[0].GetProperty("text").GetString().ShouldBe("Which rusty pot?");
        (await Count(amy, note)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_pin_comes_back_with_its_comment_unless_another_was_pinned_meanwhile(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), mod = await site.SignedIn("mod", Rights.Moderate);
        var note = await SearchTests.Publish(amy, "Tea", "green");
        string pinned = await Say(ben, note, "First words"), other = await Say(ben, note, "Second words");
        await Say(amy, note, "An answer", pinned);
        async Task Do(HttpMethod method, string path, object? input = null) => (await amy.Client.SendAsync(new(method, "/api/v1/comments/" + path) { Content = JsonContent.Create(input) })).EnsureSuccessStatusCode();
        async Task Measured(string measure) => (await mod.Client.PostAsJsonAsync($"/api/v1/comments/{pinned}/moderation", new { measure, why = "A look" })).EnsureSuccessStatusCode();
        await Do(HttpMethod.Put, $"{pinned}/pin");
        await Do(HttpMethod.Delete, pinned);
        (await Lead()).ShouldBe((other, false), "what is gone leads no list");
        await Do(HttpMethod.Post, $"{pinned}/undo");
        (await Lead()).ShouldBe((pinned, true));
        await Measured("takeDown");
        (await Lead()).ShouldBe((other, false));
        await Measured("restore");
        (await Lead()).ShouldBe((pinned, true));
        await Do(HttpMethod.Delete, pinned);
        await Do(HttpMethod.Put, $"{other}/pin");
        await Do(HttpMethod.Post, $"{pinned}/undo");
        var items = (await ben.Client.GetAsync($"/api/v1/notes/{note}/comments?sort=new").Json()).GetProperty("items");
        items.EnumerateArray().Select(i => i.GetProperty("pinned").GetBoolean()).ShouldBe([true, false]);
        async Task<(string?, bool)> Lead()
        {
            var first = (await ben.Client.GetAsync($"/api/v1/notes/{note}/comments?sort=new").Json()).GetProperty("items")[0];
            return (first.GetProperty("id").GetString(), first.GetProperty("pinned").GetBoolean());
        }
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
}
