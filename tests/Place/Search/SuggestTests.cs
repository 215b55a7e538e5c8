using Kaki.Kernel.Data;
using Kaki.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Search;

/// <summary>What the box says while somebody types, and what others look for.</summary>
public class SuggestTests
{
    [Theory, BothDatabases]
    public async Task While_typing_topics_people_and_what_others_asked_for_are_offered(Provider provider)
    {
        var site = TestSite.On(provider);
        var word = SearchTests.Letters("suggest");
        var writer = await site.SignedIn(word[..12]);
        await SearchTests.Publish(writer, "Once", $"about #{word}");
        await Soon.Holds(async () => (await Suggested(site, word)).Any(i => i.Kind == "topic" && i.Text == "#" + word));
        await Soon.Holds(async () => (await Suggested(site, writer.Handle[..10])).Any(i => i.Kind == "person" && i.Text == writer.Name), "The person");
        for (var asked = 0; asked < HotSearches.FewestAsked; asked++) await site.Browser().GetAsync($"/api/v1/search?q={word}").Json();
        (await Suggested(site, word[..9])).ShouldContain(i => i.Kind == "words" && i.Text == word);
        (await Suggested(site, "")).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task What_is_often_looked_for_is_hot_unless_nothing_was_found(Provider provider)
    {
        var site = TestSite.On(provider);
        string word = SearchTests.Letters("hot"), nothing = SearchTests.Letters("cold");
        await SearchTests.Publish(await site.SignedIn("hot"), word, "warm");
        await Soon.Holds(async () => (await site.Browser().GetAsync($"/api/v1/search?q={word}").Json()).GetProperty("total").GetInt32() > 0);
        for (var asked = 0; asked < HotSearches.FewestAsked; asked++)
            foreach (var q in new[] { word, nothing }) await site.Browser().GetAsync($"/api/v1/search?q={q}").Json();
        var hot = await new HotSearches(site.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System).Current(); // what the site holds may be ten minutes old
        hot.ShouldContain(word);
        hot.ShouldNotContain(nothing);
    }

    [Theory, BothDatabases]
    public async Task One_person_makes_no_word_hot_however_often_they_ask(Provider provider)
    {
        var site = TestSite.On(provider);
        var word = SearchTests.Letters("alone");
        TestPerson writer = await site.SignedIn("alone"), member = await site.SignedIn("eager");
        await SearchTests.Publish(writer, word, "warm");
        await Soon.Holds(async () => (await member.Client.GetAsync($"/api/v1/search?q={word}").Json()).GetProperty("total").GetInt32() > 0);
        var visitor = site.Browser();
        for (var asked = 0; asked < 2 * HotSearches.FewestAsked; asked++)
            foreach (var who in new[] { visitor, member.Client }) await who.GetAsync($"/api/v1/search?q={word}").Json();
        async Task<IReadOnlyList<string>> Hot() => await new HotSearches(site.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System).Current();
        (await Hot()).ShouldNotContain(word);
        (await Suggested(site, word)).ShouldNotContain(i => i.Kind == "words");
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var thing = HotSearches.ThingOf(word);
        (await db.Set<SearchAsk>().CountAsync(a => a.Thing == thing)).ShouldBe(2, "a visitor and a member");
        await site.Browser().GetAsync($"/api/v1/search?q={word}").Json();
        (await Hot()).ShouldContain(word);
        // A week later nobody counts it, and what they were hashed with is gone.
        var later = new LaterClock(TimeProvider.System, Askers.Kept + Askers.Kept);
        await ActivatorUtilities.CreateInstance<SweepSearchAsks>(scope.ServiceProvider, later).Run(default);
        (await db.Set<SearchAsk>().AnyAsync(a => a.Thing == thing)).ShouldBeFalse();
        (await db.Set<AskersKey>().AnyAsync()).ShouldBeFalse();
    }

    private sealed class LaterClock(TimeProvider now, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.GetUtcNow() + by;
    }

    private static async Task<List<(string Kind, string Text)>> Suggested(TestSite site, string q) =>
        [.. (await site.Browser().GetAsync("/api/v1/search/suggest?q=" + q).Json()).GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("kind").GetString()!, i.GetProperty("text").GetString()!))];
}
