using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Notes;
using Kaki.Place.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Publishing;

/// <summary>A draft becomes one note, however often and from however many windows it is sent.</summary>
public class PublishDraftTests
{
    [Theory, BothDatabases]
    public async Task A_draft_sent_twice_is_one_note_and_both_come_to_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy);
        var first = await Send(amy, draft);
        var second = await Send(amy, draft);
        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        first.Headers.Location!.ToString().ShouldStartWith("/notes/");
        second.Headers.Location.ShouldBe(first.Headers.Location);
        (await NotesOf(site, amy)).Count.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_draft_sent_from_many_windows_at_once_is_one_note(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Send(amy, draft)));
        answers.Select(a => a.StatusCode).ShouldAllBe(s => s == HttpStatusCode.Redirect);
        answers.Select(a => a.Headers.Location!.ToString()).Distinct().Count().ShouldBe(1);
        (await NotesOf(site, amy)).Count.ShouldBe(1);
        (await Drafts(amy)).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_window_still_open_does_not_bring_a_published_draft_back(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy);
        var note = (await Send(amy, draft)).Headers.Location;
        var late = await amy.Client.PutAsJsonAsync($"/api/v1/drafts/{draft}", new { title = "Typed on" });
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.Code()).ShouldBe("draft.published");
        (await Drafts(amy)).ShouldBe(0);
        (await amy.Client.GetAsync($"/publish/{draft}")).Headers.Location.ShouldBe(note);
    }

    [Theory, BothDatabases]
    public async Task What_was_written_after_it_went_out_is_kept_on_screen_to_change_the_note_with(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy);
        var note = (await Send(amy, draft)).Headers.Location;
        var late = await Send(amy, draft, "The same walk, told better");
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = await late.Content.ReadAsStringAsync();
        page.ShouldContain("The same walk, told better");
        page.ShouldContain($"action=\"{note}/edit\"");
        (await NotesOf(site, amy)).ShouldBe(["A walk"]);
    }

    [Theory, BothDatabases]
    public async Task A_draft_another_published_is_nobody_elses(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var draft = await Begin(amy);
        var hers = (await Send(amy, draft)).Headers.Location;
        var his = (await Send(ben, draft)).Headers.Location;
        his.ShouldNotBe(hers);
        (await NotesOf(site, ben)).Count.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_choice_nobody_offered_publishes_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var draft = await Begin(amy);
        foreach (var odd in new[] { ("visibility", "friends"), ("visibility", "9"), ("publishAt", "tomorrow"), ("comments", "some") })
            (await Send(amy, draft, more: odd)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{odd}");
        (await NotesOf(site, amy)).ShouldBeEmpty();
        (await Drafts(amy)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Who_has_as_many_drafts_as_may_be_publishes_all_the_same(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            for (var n = 0; n < Draft.Most; n++) db.Add(new Draft { Id = db.NextId(), OwnerId = amy.MemberId });
            await db.SaveChangesAsync();
        }
        var fresh = new Id(1L << 40 | (uint)amy.MemberId).ToString();
        (await Send(amy, fresh, more: ("act", "draft"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(amy, fresh)).Headers.Location!.ToString().ShouldStartWith("/notes/");
        (await NotesOf(site, amy)).Count.ShouldBe(1);
        (await Drafts(amy)).ShouldBe(Draft.Most);
    }

    private static async Task<string> Begin(TestPerson who) =>
        (await who.Client.PostAsJsonAsync("/api/v1/drafts", new { title = "A walk", body = "Along the river" }).Json()).GetProperty("id").GetString()!;

    private static Task<HttpResponseMessage> Send(TestPerson who, string draft, string title = "A walk", (string Field, string Value)? more = null)
    {
        var form = new Dictionary<string, string> { ["title"] = title, ["body"] = "Along the river", ["act"] = "publish" };
        if (more is { } one) form[one.Field] = one.Value;
        return who.Client.PostAsync($"/publish/{draft}", new FormUrlEncodedContent(form));
    }

    private static async Task<int> Drafts(TestPerson who) => (await who.Client.GetStringAsync("/api/v1/drafts")).Split("\"id\"").Length - 1;

    private static async Task<List<string>> NotesOf(TestSite site, TestPerson who)
    {
        await using var scope = site.Scope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Note>().Where(n => n.AuthorId == who.MemberId).Select(n => n.Title).ToListAsync();
    }

    [Fact]
    public async Task Without_script_a_broken_picture_costs_nothing_of_what_was_written()
    {
        var amy = await TestSite.On(Provider.Sqlite).SignedIn();
        var draft = (await amy.Client.GetAsync("/publish")).Headers.Location;
        var answer = await amy.Client.PostAsync(draft, new MultipartFormDataContent
        {
            { new StringContent("Half written"), "title" }, { new StringContent("publish"), "act" },
            { new ByteArrayContent(Painted.Png(300, 300, 33)), "files", "whole.png" }, { new ByteArrayContent(Painted.Png(600, 400, 34)[..4000]), "files", "torn.png" },
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("This picture is damaged");
        page.ShouldContain("value=\"Half written\"");
        page.Split("data-picture").Length.ShouldBe(2, "the one that is whole");
    }
}
