using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Feed;
using Kaki.Place.Notes;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Feed;

/// <summary>Nothing moves while somebody reads, and nothing comes twice in one sitting.</summary>
public class DiscoverTests
{
    private static async Task<(List<string> Ids, string Served, string? Next)> Page(HttpClient reader, string path = "/api/v1/feed/discover")
    {
        var page = await reader.GetAsync(path).Json();
        return ([.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)], page.GetProperty("served").GetString()!, page.GetProperty("next").GetString());
    }

    private static async Task<List<string>> Written(TestSite site, int count, string? topic = null)
    {
        var notes = new List<string>();
        while (notes.Count < count)
        {
            var writer = await site.SignedIn("feed");
            for (var i = 0; i < 10 && notes.Count < count; i++) notes.Add(await SearchTests.Publish(writer, $"Feed {notes.Count}", topic is null ? "One of many" : $"One of #{topic}"));
        }
        await Known(site, notes);
        return notes;
    }

    /// <summary>Until the outbox has told this node of them.</summary>
    private static Task Known(TestSite site, List<string> notes) => Soon.Holds(async () =>
        notes.TrueForAll((await site.Services.GetRequiredService<FeedPool>().Current()).Candidates.Select(c => new Id(c.Id).ToString()).ToHashSet().Contains), "The feed's knowledge of new notes");

    [Theory, BothDatabases]
    public async Task What_was_served_keeps_its_order_whatever_arrives_meanwhile(Provider provider)
    {
        var site = TestSite.On(provider);
        // A topic of its own: the list that the signed-out share may be a minute old, from before these notes.
        var topic = "keeps" + Guid.NewGuid().ToString("n")[..8];
        var path = $"/api/v1/feed/discover?topic={topic}";
        await Written(site, 45, topic);
        foreach (var reader in new[] { (await site.SignedIn("reader")).Client, site.Browser() })
        {
            var first = await Page(reader, path);
            var second = await Page(reader, first.Next!);
            var liked = await site.SignedIn("fan");
            foreach (var id in second.Ids) (await liked.Client.PutAsync($"/api/v1/notes/{id}/like", null)).EnsureSuccessStatusCode();
            await Written(site, 5, topic);
            (await Page(reader, $"{path}&served={first.Served}&after=0")).Ids.ShouldBe(first.Ids);
            (await Page(reader, first.Next!)).Ids.ShouldBe(second.Ids);
            first.Ids.Intersect(second.Ids).ShouldBeEmpty();
        }
    }

    [Theory, BothDatabases]
    public async Task A_list_is_its_readers_own_and_a_program_that_reads_on_in_one_that_is_not_is_told(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson reader = await site.SignedIn("reader"), other = await site.SignedIn("other");
        var topic = "gone" + Guid.NewGuid().ToString("n")[..8];
        await Written(site, 21, topic);
        var hers = (await Page(other.Client)).Served;
        foreach (var served in new[] { "7", hers })
            foreach (var path in new[] { $"/api/v1/feed/discover?served={served}&after=20", $"/api/v1/topics/{topic}/notes?served={served}&from=20", $"/api/v1/search?q={topic}&served={served}&after=20" })
            {
                var refused = await reader.Client.GetAsync(path);
                ((int)refused.StatusCode, await refused.Code()).ShouldBe((400, "cursor.unknown"), path);
            }
        (await reader.Client.GetStringAsync($"/?served={hers}&after=20")).ShouldContain("data-pos=\"0\"", customMessage: "a person is shown the beginning of a list of their own");
    }

    [Theory, BothDatabases]
    public async Task A_card_keeps_its_place_when_one_before_it_is_gone(Provider provider)
    {
        var site = TestSite.On(provider);
        var topic = "place" + Guid.NewGuid().ToString("n")[..8];
        await Written(site, 5, topic);
        var reader = (await site.SignedIn("reader")).Client;
        var path = $"/api/v1/feed/discover?topic={topic}";
        var (before, served, _) = await Page(reader, path);
        await using (var scope = site.Scope())
            await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Note>().Where(n => n.Id == Id.Parse(before[1]).Value).ExecuteUpdateAsync(s => s.SetProperty(n => n.State, NoteState.TakenDown));
        site.Services.GetRequiredService<FeedPool>().Expire();
        await Soon.Holds(async () => (await Places()).Count == 4, "The feed's knowledge of a note that is gone");
        (await Places()).ShouldBe([(before[0], 0), (before[2], 2), (before[3], 3), (before[4], 4)]);

        async Task<List<(string, int)>> Places() => [.. (await reader.GetAsync($"{path}&served={served}&after=0").Json()).GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("id").GetString()!, i.GetProperty("position").GetInt32()))];
    }

    [Theory, BothDatabases]
    public async Task Nothing_comes_twice_in_one_sitting_however_often_it_is_asked_for_anew(Provider provider)
    {
        var site = TestSite.On(provider);
        await Written(site, 50);
        var reader = await site.SignedIn("reader");
        var seen = new List<string>();
        for (var visit = 0; visit < 3; visit++)
        {
            var page = await Page(reader.Client);
            seen.AddRange(page.Ids);
            if (visit == 1 && page.Next is { } next) seen.AddRange((await Page(reader.Client, next)).Ids);
        }
        seen.Count.ShouldBeGreaterThan(45);
        seen.Distinct().Count().ShouldBe(seen.Count);
    }

    [Theory, BothDatabases]
    public async Task Who_has_seen_it_all_is_asked_and_sees_the_best_again_only_by_asking(Provider provider)
    {
        var site = TestSite.On(provider);
        var topic = "again" + Guid.NewGuid().ToString("n")[..8];
        var writer = await site.SignedIn("writer");
        var written = new List<string>();
        for (var i = 0; i < 25; i++) written.Add(await SearchTests.Publish(writer, "", "", more: new { title = $"Again {i}", body = $"#{topic}", visibility = "public" }));
        await Known(site, written);
        var reader = await site.SignedIn("reader");
        var first = await Cards($"/?topic={topic}");
        first.Count.ShouldBe(20);
        (await Cards($"/?topic={topic}")).Count.ShouldBe(5);
        var over = await reader.Client.GetStringAsync($"/?topic={topic}");
        over.ShouldContain("You have seen it all");
        over.ShouldContain($"href=\"/?topic={topic}&amp;again=true\"");
        (await Cards($"/?topic={topic}")).ShouldBeEmpty("nothing comes twice that was not asked for");
        var program = await reader.Client.GetAsync($"/api/v1/feed/discover?topic={topic}").Json();
        (program.GetProperty("items").GetArrayLength(), program.GetProperty("allSeen").GetBoolean()).ShouldBe((0, true));
        program = await reader.Client.GetAsync($"/api/v1/feed/discover?topic={topic}&again=true").Json();
        (program.GetProperty("items").GetArrayLength(), program.GetProperty("allSeen").GetBoolean()).ShouldBe((20, false));
        (await Page(reader.Client, program.GetProperty("next").GetString()!)).Ids.Count.ShouldBe(5);
        var again = await reader.Client.GetStringAsync($"/?topic={topic}&again=true");
        again.ShouldContain("Seen before, the best first");
        var seen = CardsOf(again);
        seen.Count.ShouldBe(20);
        var next = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(again, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
        seen.AddRange(await Cards(next));
        seen.Count.ShouldBe(25);
        seen.ShouldBeUnique();

        async Task<List<string>> Cards(string path) => CardsOf(await reader.Client.GetStringAsync(path));
        static List<string> CardsOf(string html) => [.. System.Text.RegularExpressions.Regex.Matches(html, "data-id=\"(note:[^\"]+)\"").Select(m => m.Groups[1].Value)];
    }

    [Theory, BothDatabases]
    public async Task What_was_given_and_not_reached_comes_at_a_later_arrival_and_what_was_seen_does_not(Provider provider)
    {
        var site = TestSite.On(provider);
        var topic = SearchTests.Letters("reached");
        await Written(site, 25, topic);
        var path = $"/api/v1/feed/discover?topic={topic}";
        TestPerson reader = await site.SignedIn("reader"), other = await site.SignedIn("other");
        Task<HttpResponseMessage> Tell(HttpClient who, string served, int shown) => who.PutAsJsonAsync($"/api/v1/feed/served/{served}", new { shown });
        var first = await Page(reader.Client, path);
        (await Tell(other.Client, first.Served, 0)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await Tell(reader.Client, first.Served, 6)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
        var second = await Page(reader.Client, path);
        second.Ids.Count.ShouldBe(19);
        second.Ids.Intersect(first.Ids[..6]).ShouldBeEmpty();
        (await Page(reader.Client, path)).Ids.ShouldBeEmpty("nothing was said of the second list: all of it counts as seen");
        // Who goes back to the first list and reads on in it has seen that much more.
        (await Tell(reader.Client, second.Served, 0)).EnsureSuccessStatusCode();
        (await Tell(reader.Client, first.Served, 20)).EnsureSuccessStatusCode();
        (await Page(reader.Client, path)).Ids.ShouldBe(second.Ids.Except(first.Ids), ignoreOrder: true);
    }

    [Theory, BothDatabases]
    public async Task Two_windows_of_one_reader_show_nothing_twice_between_them(Provider provider)
    {
        var site = TestSite.On(provider);
        var topic = SearchTests.Letters("windows");
        await Written(site, 65, topic);
        var reader = (await site.SignedIn("reader")).Client;
        var path = $"/api/v1/feed/discover?topic={topic}";
        var (one, other) = (await Page(reader, path), await Page(reader, path));
        List<string> seen = [.. one.Ids, .. other.Ids];
        for (var next = one.Next; next is not null;)
        {
            var page = await Page(reader, next);
            (await Page(reader, next)).Ids.ShouldBe(page.Ids, "what was given keeps its place");
            (seen, next) = ([.. seen, .. page.Ids], page.Next);
        }
        if (other.Next is { } rest) seen.AddRange((await Page(reader, rest)).Ids);
        seen.ShouldBeUnique();
        seen.Count.ShouldBe(65);
    }

    [Theory, BothDatabases]
    public async Task A_list_goes_on_for_as_long_as_there_is_something_to_show(Provider provider)
    {
        var site = TestSite.On(provider);
        var mine = await Written(site, 130);
        var reader = await site.SignedIn("reader");
        var pages = new List<(List<string> Ids, string Served, string? Next)>();
        for (string? at = "/api/v1/feed/discover"; at is not null; at = pages[^1].Next) pages.Add(await Page(reader.Client, at));
        var seen = pages.SelectMany(p => p.Ids).ToList();
        seen.Distinct().Count().ShouldBe(seen.Count);
        mine.Except(seen).ShouldBeEmpty();
        pages.Select(p => p.Served).Distinct().Count().ShouldBe(1);
        for (var i = 1; i < pages.Count; i++) (await Page(reader.Client, pages[i - 1].Next!)).Ids.ShouldBe(pages[i].Ids);
    }

    [Theory, BothDatabases]
    public async Task A_new_note_is_found_at_once_and_a_hidden_one_leaves_lists_that_were_made_before(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("shy");
        var topic = "shy" + Guid.NewGuid().ToString("n")[..8];
        var note = await SearchTests.Publish(writer, "", "", more: new { title = "For now", body = $"#{topic}", visibility = "public" });
        var reader = await site.SignedIn("reader");
        var list = default((List<string> Ids, string Served, string? Next));
        await Soon.Holds(async () => (list = await Page(reader.Client, $"/api/v1/feed/discover?topic={topic}")).Ids.Contains(note));
        (await writer.Client.PutAsJsonAsync($"/api/v1/notes/{note}", new { title = "For now", body = $"#{topic}", visibility = "onlyMe" })).EnsureSuccessStatusCode();
        await Soon.Holds(async () => !(await Page(reader.Client, $"/api/v1/feed/discover?topic={topic}&served={list.Served}")).Ids.Contains(note));
    }

    [Theory, BothDatabases]
    public async Task Whoever_is_blocked_leaves_the_list_too(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("loud");
        var topic = "loud" + Guid.NewGuid().ToString("n")[..8];
        var note = await SearchTests.Publish(writer, "", "", more: new { title = "Loud", body = $"#{topic}", visibility = "public" });
        var reader = await site.SignedIn("reader");
        var list = default((List<string> Ids, string Served, string? Next));
        await Soon.Holds(async () => (list = await Page(reader.Client, $"/api/v1/feed/discover?topic={topic}")).Ids.Contains(note));
        (await reader.Client.PutAsync($"/api/v1/people/{writer.Handle}/block", null)).EnsureSuccessStatusCode();
        (await Page(reader.Client, $"/api/v1/feed/discover?topic={topic}&served={list.Served}")).Ids.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task An_interest_of_two_words_finds_the_topic_written_in_one(Provider provider)
    {
        var site = TestSite.On(provider);
        var word = Guid.NewGuid().ToString("n")[..8];
        string topic = $"Old{word}Town", interest = $"old {word} town", silence = $"nobody {word} writes";
        var note = (await Written(site, 1, topic)).Single();
        var reader = (await site.SignedIn("reader")).Client;
        (await reader.PutAsJsonAsync("/api/v1/account/interests", new { interests = new[] { silence, interest } })).EnsureSuccessStatusCode();
        var page = await reader.GetStringAsync("/");
        page.ShouldContain($"href=\"/?topic={Uri.EscapeDataString(interest)}\"");
        page.ShouldNotContain(silence, Case.Insensitive, "a channel without a note leads nowhere");
        (await Page((await site.SignedIn("other")).Client, $"/api/v1/feed/discover?topic={Uri.EscapeDataString(interest)}")).Ids.ShouldBe([note]);
    }

    [Theory, BothDatabases]
    public async Task The_notes_of_a_followed_topic_arrive_in_following_and_are_lifted_in_discover(Provider provider)
    {
        var site = TestSite.On(provider);
        var word = Guid.NewGuid().ToString("n")[..8];
        string both = "both" + word, followed = "kept" + word;
        async Task<string> Write(string body) => await SearchTests.Publish(await site.SignedIn("pen"), "", "", more: new { title = body, body, visibility = "public" });
        var (older, newer) = (await Write($"#{both} #{followed}"), await Write($"#{both}"));
        await Known(site, [older, newer]);
        TestPerson reader = await site.SignedIn("reader"), other = await site.SignedIn("other");
        var topic = (await reader.Client.GetAsync($"/api/v1/topics/{followed}").Json()).GetProperty("id").GetString();
        (await reader.Client.PutAsync($"/api/v1/topics/{topic}/follow", null)).EnsureSuccessStatusCode();
        (await Page(reader.Client, $"/api/v1/feed/discover?topic={both}")).Ids.ShouldBe([older, newer]);
        (await Page(other.Client, $"/api/v1/feed/discover?topic={both}")).Ids.ShouldBe([newer, older]);
        (await Page(reader.Client, "/api/v1/feed/following")).Ids.ShouldBe([older]);
        (await reader.Client.GetStringAsync("/")).ShouldContain($"href=\"/?topic={followed}\"");
    }

    [Theory, BothDatabases]
    public async Task What_is_marked_as_made_with_AI_can_be_left_out(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("maker");
        var topic = "made" + Guid.NewGuid().ToString("n")[..8];
        async Task<string> Write(string title, params string[] disclosures) => await SearchTests.Publish(writer, "", "", more: new { title, body = $"A view of the bay #{topic}", visibility = "public", disclosures });
        var (painted, made) = (await Write("Painted by hand"), await Write("Painted by a machine", "aiMade"));
        var reader = (await site.SignedIn("picky")).Client; // signed-out readers share a list for a minute
        await Soon.Holds(async () => (await Page(reader, $"/api/v1/feed/discover?topic={topic}&noai=true")).Ids.Contains(painted));
        (await Page(reader, $"/api/v1/feed/discover?topic={topic}&noai=true")).Ids.ShouldNotContain(made);
        async Task<IEnumerable<string>> Found(string more) => (await reader.GetAsync($"/api/v1/search?q={topic}&tab=notes{more}").Json()).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!);
        await Soon.Holds(async () => (await Found("")).Count() == 2);
        (await Found("&noai=true")).ShouldBe([painted]);
    }
}
