using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Notes;

/// <summary>Who is named hears of it, if they may see where they are named; nobody hears of the same thing twice.</summary>
public class MentionTests
{
    [Theory, BothDatabases]
    public async Task A_note_tells_only_those_it_names_who_may_see_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), fan = await site.SignedIn("fan"), chosen = await site.SignedIn("chosen"), out1 = await site.SignedIn("out"), shut = await site.SignedIn("shut");
        await fan.Follows(amy);
        (await shut.Client.PutAsync($"/api/v1/people/{amy.Handle}/block", null)).EnsureSuccessStatusCode();
        var all = $"@{fan.Handle} @{chosen.Handle} @{out1.Handle} @{shut.Handle}";
        foreach (var (visibility, viewers) in new[] { ("OnlyMe", ""), ("Followers", ""), ("Selected", chosen.Handle), ("Public", "") })
            await SearchTests.Publish(amy, "", "", more: new { title = $"For {visibility}", body = all, visibility, viewers = viewers.Length > 0 ? new[] { viewers } : [] });
        (await Told(fan, "For Public")).ShouldBe(["For Followers", "For Public"]);
        (await Told(chosen, "For Public")).ShouldBe(["For Public", "For Selected"]);
        (await Told(out1, "For Public")).ShouldBe(["For Public"]);
        (await Told(shut)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Signs_of_a_Chinese_keyboard_are_understood_too(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Wide", body = $"今天和＠{ben.Handle} 去看＃宽号 和#窄号，不是 a#b，也不是 me@{ben.Handle}" });
        (await Told(ben, "Wide")).ShouldBe(["Wide"]);
        var read = await amy.Client.GetAsync($"/api/v1/notes/{note}").Json();
        read.GetProperty("topics").EnumerateArray().Select(t => t.ValueKind == JsonValueKind.String ? t.GetString() : t.GetProperty("name").GetString()).ShouldBe(["宽号", "窄号"], ignoreOrder: true);
        var page = await site.Browser().GetStringAsync($"/notes/{note}");
        page.ShouldContain($"<a class=\"topic\" href=\"/@{ben.Handle}\">＠{ben.Handle}</a>");
        page.ShouldContain($"<a class=\"topic\" href=\"/topics/{Uri.EscapeDataString("宽号")}\">＃宽号</a>");
        page.ShouldContain("a#b");
    }

    [Theory, BothDatabases]
    public async Task A_comment_tells_only_those_it_names_who_may_see_the_note(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), fan = await site.SignedIn("fan"), other = await site.SignedIn("other"), gone = await site.SignedIn("gone"), shut = await site.SignedIn("shut"), quiet = await site.SignedIn("quiet");
        foreach (var person in new[] { fan, other, gone, shut }) await person.Follows(amy);
        var note = await SearchTests.Publish(amy, "Behind the gate", "for friends", "Followers");
        var asked = await Say(gone, note, "What is there?");
        (await gone.Client.DeleteAsync($"/api/v1/people/{amy.Handle}/follow")).EnsureSuccessStatusCode();
        (await amy.Client.PutAsync($"/api/v1/people/{shut.Handle}/block", null)).EnsureSuccessStatusCode();
        await Say(fan, note, $"A garden @{other.Handle} @{shut.Handle} @{quiet.Handle}", asked);
        var open = await SearchTests.Publish(amy, "Before the gate", "for all");
        await Say(fan, open, $"The end @{other.Handle} @{quiet.Handle} @{gone.Handle} @{shut.Handle}");
        (await Told(other, "The end")).Length.ShouldBe(2);
        (await Told(quiet, "The end")).Length.ShouldBe(1);
        (await Told(gone, "The end")).Length.ShouldBe(1, "who no longer follows is not told of an answer either");
        (await Told(shut)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Whom_an_edit_names_first_is_told_and_nobody_twice(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cy = await site.SignedIn("cy");
        var note = await SearchTests.Publish(amy, "First", $"with @{ben.Handle}");
        await Edit(amy, note, "Second", "with nobody");
        await Edit(amy, note, "Third", $"with @{ben.Handle} and @{cy.Handle}");
        var said = await Say(amy, note, $"Here @{ben.Handle}");
        (await amy.Client.PutAsJsonAsync($"/api/v1/comments/{said}", new { text = $"There @{ben.Handle} @{cy.Handle}" })).EnsureSuccessStatusCode();
        await SearchTests.Publish(amy, "The end", $"@{ben.Handle} @{cy.Handle}");
        await Told(ben, "The end");
        await Soon.Holds(async () => (await Told(ben)).SequenceEqual(["The end", $"There @{ben.Handle} @{cy.Handle}", "Third"]), "Each by what it says now");
        (await Told(cy, "The end")).ShouldBe(["The end", $"There @{ben.Handle} @{cy.Handle}", "Third"]);
    }

    [Theory, BothDatabases]
    public async Task Opening_a_note_to_more_people_tells_those_it_names(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Kept back", $"with @{ben.Handle}", "OnlyMe");
        await Edit(amy, note, "Let out", $"with @{ben.Handle}");
        (await Told(ben, "Let out")).ShouldBe(["Let out"]);
    }

    [Theory, BothDatabases]
    public async Task Whom_a_held_comment_names_is_told_when_it_is_let_through(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cy = await site.SignedIn("cy");
        var note = await SearchTests.Publish(amy, "", "", more: new { title = "Held", body = "here", holdComments = true });
        var said = await Say(ben, note, $"Later @{cy.Handle} @{amy.Handle}");
        await Told(amy, said: $"Later @{cy.Handle} @{amy.Handle}");
        (await Told(cy)).ShouldBeEmpty();
        (await amy.Client.PutAsync($"/api/v1/comments/{said}/approval", null)).EnsureSuccessStatusCode();
        (await Told(cy, $"Later @{cy.Handle} @{amy.Handle}")).Length.ShouldBe(1);
        (await Told(amy)).Length.ShouldBe(1);
    }

    private static async Task Edit(TestPerson writer, string note, string title, string body) =>
        (await writer.Client.PutAsJsonAsync($"/api/v1/notes/{note}", new { title, body })).EnsureSuccessStatusCode();

    private static async Task<string> Say(TestPerson person, string note, string text, string? parent = null) =>
        (await person.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text, parentId = parent }).Json()).GetProperty("id").GetString()!;

    /// <summary>What somebody was told, in order of the words. What is due to one person arrives in order: <paramref name="said"/> is the last of it.</summary>
    private static async Task<string[]> Told(TestPerson person, string? said = null)
    {
        string[] told = [];
        await Soon.Holds(async () =>
        {
            var notices = (await person.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").EnumerateArray().Where(n => n.GetProperty("kind").GetString() is not "follow");
            told = [.. notices.Select(n => n.GetProperty("excerpt").GetString()!).Order(StringComparer.Ordinal)];
            return said is null || told.Any(t => t.StartsWith(said, StringComparison.Ordinal));
        }, $"A notice of \"{said}\"");
        return told;
    }
}

file static class Bonds
{
    public static async Task Follows(this TestPerson person, TestPerson other) => (await person.Client.PutAsync($"/api/v1/people/{other.Handle}/follow", null)).EnsureSuccessStatusCode();
}
