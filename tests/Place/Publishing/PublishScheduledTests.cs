using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Kaki.Place.Notes;
using Kaki.Place.Publishing;
using Kaki.Trust.Limits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Publishing;

public class PublishScheduledTests
{
    [Theory, BothDatabases]
    public async Task What_is_due_goes_out_and_what_is_not_waits(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        Id due = await Begin(amy, "Due"), later = await Begin(amy, "Later"), unscheduled = await Begin(amy, "Some day");
        (await amy.Client.PutAsJsonAsync($"/api/v1/drafts/{later}/schedule", new { publishAt = TimeProvider.System.GetUtcNow().AddHours(1) })).EnsureSuccessStatusCode();
        await Past(site, due);
        await Run(site);
        (await NotesOf(site, amy)).ShouldBe(["Due"]);
        (await Drafts(amy)).ShouldBe([later, unscheduled], ignoreOrder: true);
    }

    [Fact]
    public void It_comes_round_within_the_promised_half_a_minute() =>
        (PublishScheduled.Every + Scheduler.Look).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30), "due just after its turn, it waits for the next, and that for the schedule to be looked at");

    [Theory, BothDatabases]
    public async Task Two_nodes_that_see_it_at_once_publish_it_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var due = await Begin(amy, "Once");
        await Past(site, due);
        await Task.WhenAll(Run(site), Run(site), Run(site));
        (await NotesOf(site, amy)).ShouldBe(["Once"]);
        (await Drafts(amy)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task What_is_refused_stays_a_draft_and_its_writer_is_told_why(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), xin = await site.SignedIn("xin", language: "zh-CN");
        foreach (var who in new[] { amy, xin })
        {
            var due = await Begin(who, new string('x', Note.LongestTitle + 1));
            await Past(site, due);
            await Run(site);
            (await NotesOf(site, who)).ShouldBeEmpty();
            var draft = (await who.Client.GetAsync($"/api/v1/drafts/{due}").Json());
            draft.GetProperty("failed").GetString().ShouldBe("note.title_long");
            draft.GetProperty("publishAt").ValueKind.ShouldBe(JsonValueKind.Null);
            var why = who == amy ? $"A title has at most {Note.LongestTitle} characters" : $"标题最多 {Note.LongestTitle} 个字";
            WebUtility.HtmlDecode(await who.Client.GetStringAsync("/drafts")).ShouldContain(why);
            WebUtility.HtmlDecode(await who.Client.GetStringAsync($"/publish/{due}")).ShouldContain(why);
            await Soon.Holds(async () => (await Told(who)).Any(n => n.GetProperty("excerpt").GetString()!.StartsWith(why, StringComparison.Ordinal) && n.GetProperty("url").GetString() == $"/publish/{due}"), "The notice");
        }
    }

    [Theory, BothDatabases]
    public async Task It_is_called_off_on_the_drafts_page_by_keeping_it_without_a_time_and_by_a_program(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy, "Not yet");
        foreach (var callOff in new Func<Task<HttpResponseMessage>>[]
        {
            () => amy.Client.PostAsync("/drafts", new FormUrlEncodedContent([new("id", $"{draft}"), new("act", "keep")])),
            () => Send(amy, draft, "draft", at: ""),
            () => amy.Client.PutAsJsonAsync($"/api/v1/drafts/{draft}/schedule", new { publishAt = (string?)null }),
        })
        {
            (await Send(amy, draft, "schedule", Tomorrow)).Headers.Location!.ToString().ShouldBe("/drafts");
            (await amy.Client.GetStringAsync("/drafts")).ShouldContain("Call off");
            (await amy.Client.GetStringAsync($"/publish/{draft}")).ShouldContain(">Schedule</button>");
            ((int)(await callOff()).StatusCode).ShouldBeInRange(200, 302);
            (await amy.Client.GetStringAsync("/drafts")).ShouldNotContain("Call off");
            (await amy.Client.GetAsync($"/api/v1/drafts/{draft}").Json()).GetProperty("publishAt").ValueKind.ShouldBe(JsonValueKind.Null);
        }
        await Run(site);
        (await NotesOf(site, amy)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_refused_form_keeps_its_time_and_a_draft_its_hour(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy, "Kept");
        var tooFar = await Send(amy, draft, "publish", "2099-01-01T08:30");
        tooFar.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var form = await tooFar.Content.ReadAsStringAsync();
        form.ShouldContain("value=\"2099-01-01T08:30\"");
        form.ShouldContain("id=\"err-publishAt\"");
        (await Send(amy, draft, "draft", Tomorrow)).Headers.Location!.ToString().ShouldBe("/drafts");
        (await amy.Client.GetStringAsync($"/publish/{draft}")).ShouldContain($"value=\"{Tomorrow}\"");
        // Without script the button still says "Schedule" when the time is cleared: it must not publish at once.
        (await Send(amy, draft, "schedule", at: "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await NotesOf(site, amy)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task What_was_called_off_after_it_was_seen_does_not_go_out(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy, "Seen");
        await amy.Client.PutAsJsonAsync($"/api/v1/drafts/{draft}/schedule", new { publishAt = TimeProvider.System.GetUtcNow().AddHours(1) }).Json();
        await using var scope = site.Scope();
        var seen = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Draft>().AsNoTracking().SingleAsync(d => d.Id == draft.Value);
        await amy.Client.PutAsJsonAsync($"/api/v1/drafts/{draft}/schedule", new { publishAt = (string?)null }).Json();
        var publish = scope.ServiceProvider.GetRequiredService<PublishNote>();
        (await Should.ThrowAsync<Kaki.Kernel.Refusals.Refusal>(() => publish.Run(amy.Caller(), seen.Input, seen.Id, seen.Version))).Code.ShouldBe("changed");
        (await NotesOf(site, amy)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Who_has_too_much_due_at_once_holds_up_nobody_else(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson[] hasty = [await site.SignedIn("hasty"), await site.SignedIn("hasty")];
        foreach (var who in hasty) await Crowd(site, who, PublishScheduled.MostAtOnce / 2 + 10);
        var amy = await site.SignedIn();
        await Past(site, await Begin(amy, "Mine too"));
        await Run(site);
        (await NotesOf(site, amy)).ShouldBe(["Mine too"]);
        (await NotesOf(site, hasty[0])).ShouldBeEmpty("an hour of theirs is used up");
        await Clear(site, hasty);
    }

    /// <summary>More of theirs is due, and for longer, than they may publish in this hour.</summary>
    private static async Task Crowd(TestSite site, TestPerson who, int drafts)
    {
        await using var scope = site.Scope();
        var (db, limit) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<RateLimit>());
        for (var n = 0; n < 30; n++) await limit.Take("note.publish", who.MemberId.ToString(), 30, TimeSpan.FromHours(1)); // before anything is due: the site's own round may come at any time
        var now = Instant.Now(TimeProvider.System);
        for (var n = 0; n < drafts; n++)
        {
            var draft = new Draft { Id = db.NextId(), OwnerId = who.MemberId };
            draft.Save(new() { Title = $"Due {n}", Body = "Along the river" }, now);
            draft.Schedule(now.Minus(TimeSpan.FromDays(1)));
            db.Add(draft);
        }
        await db.SaveChangesAsync();
    }

    private static async Task Clear(TestSite site, TestPerson[] people)
    {
        await using var scope = site.Scope();
        var owners = people.Select(p => p.MemberId).ToArray();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Draft>().Where(d => owners.Contains(d.OwnerId)).ExecuteDeleteAsync();
    }

    private static string Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'08:30", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Id> Begin(TestPerson who, string title) =>
        Id.Parse((await who.Client.PostAsJsonAsync("/api/v1/drafts", new { title, body = "Along the river" }).Json()).GetProperty("id").GetString()!);

    private static Task<HttpResponseMessage> Send(TestPerson who, Id draft, string act, string at) =>
        who.Client.PostAsync($"/publish/{draft}", new FormUrlEncodedContent([new("title", "Kept"), new("body", "Along the river"), new("act", act), new("publishAt", at)]));

    private static async Task Past(TestSite site, Id draft)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        (await db.Set<Draft>().SingleAsync(d => d.Id == draft.Value)).Schedule(Instant.Now(TimeProvider.System).Minus(TimeSpan.FromSeconds(1)));
        await db.SaveChangesAsync();
    }

    private static async Task Run(TestSite site)
    {
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<PublishScheduled>().Run(default);
    }

    private static async Task<List<JsonElement>> Told(TestPerson who) =>
        [.. (await who.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Where(n => n.GetProperty("kind").GetString() is "notPublished" or "NotPublished")];

    private static async Task<List<Id>> Drafts(TestPerson who) =>
        [.. (await who.Client.GetAsync("/api/v1/drafts").Json()).GetProperty("items").EnumerateArray().Select(d => Id.Parse(d.GetProperty("id").GetString()!))];

    private static async Task<List<string>> NotesOf(TestSite site, TestPerson who)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Note>().Where(n => n.AuthorId == who.MemberId).Select(n => n.Title).ToListAsync();
    }
}
