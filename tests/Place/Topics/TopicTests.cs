using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Feed;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Kaki.Tests.Place.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Topics;

public class TopicTests
{
    [Theory, BothDatabases]
    public async Task A_topic_counts_its_public_notes_and_its_followers(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var name = "topic" + new Id(TimeProvider.System.GetTimestamp());
        var note = await SearchTests.Publish(amy, "One", $"about #{name}");
        await SearchTests.Publish(amy, "Two", $"about #{name}", visibility: "OnlyMe");
        await Soon.Holds(async () => (await Topic(amy, name)).GetProperty("notes").GetInt64() == 1);
        var id = (await Topic(amy, name)).GetProperty("id").GetString();
        (await amy.Client.PutAsync($"/api/v1/topics/{id}/follow", null).Json()).GetProperty("count").GetInt64().ShouldBe(1);
        (await amy.Client.PutAsync($"/api/v1/topics/{id}/follow", null).Json()).GetProperty("count").GetInt64().ShouldBe(1);
        (await Topic(amy, name.ToUpperInvariant())).GetProperty("following").GetBoolean().ShouldBeTrue();
        var page = await site.Browser().GetStringAsync($"/topics/{name}?sort=new");
        page.ShouldContain("One");
        page.ShouldNotContain("Two");
        page.ShouldContain("halved for every 3 days");
        (await site.Browser().GetStringAsync($"/topics/{name}/feed.atom")).ShouldContain($"/notes/{note}");
        (await amy.Client.DeleteAsync($"/api/v1/notes/{note}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Soon.Holds(async () => (await Topic(amy, name)).GetProperty("notes").GetInt64() == 0);
    }

    [Theory, BothDatabases]
    public async Task Only_an_operator_describes_a_topic(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), olga = await site.SignedIn("olga", Rights.Member | Rights.Moderate | Rights.Operate);
        var name = "about" + new Id(TimeProvider.System.GetTimestamp());
        await SearchTests.Publish(amy, "One", $"#{name}");
        var id = (await Topic(amy, name)).GetProperty("id").GetString();
        (await amy.Client.PutAsJsonAsync($"/api/v1/topics/{id}", new { description = "Mine" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await olga.Client.PutAsJsonAsync($"/api/v1/topics/{id}", new { description = "What is warm" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Browser().GetStringAsync($"/topics/{name}")).ShouldContain("What is warm");
    }

    [Theory, BothDatabases]
    public async Task A_topic_only_private_notes_name_is_suggested_to_nobody_and_there_for_no_other(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var name = "secret" + new Id(TimeProvider.System.GetTimestamp());
        await SearchTests.Publish(amy, "Mine", $"about #{name}", visibility: "OnlyMe");
        (await Suggested(amy, name)).ShouldBeEmpty();
        foreach (var way in new[] { $"/topics/{name}", $"/api/v1/topics/{name}", $"/api/v1/topics/{name}/notes", $"/topics/{name}/feed.atom" }) (await eve.Client.GetAsync(way)).StatusCode.ShouldBe(HttpStatusCode.NotFound, way);
        (await Topic(amy, name)).GetProperty("name").GetString().ShouldBe(name);
        await SearchTests.Publish(amy, "Ours", $"about #{name}");
        await Soon.Holds(async () => (await Suggested(amy, name)).Count == 1, "The suggestion");
        (await Topic(eve, name)).GetProperty("name").GetString().ShouldBe(name);
    }

    [Theory, BothDatabases]
    public async Task A_name_that_folds_to_nothing_or_to_too_much_becomes_no_topic(Provider provider)
    {
        var amy = await TestSite.On(provider).SignedIn();
        string ligatures = new('\uFB03', 11), invisible = new('\u200B', 3);
        await SearchTests.Publish(amy, "", "", more: new { title = "Odd names", body = $"#{ligatures} and #{ligatures[..10]}" });
        foreach (var name in new[] { ligatures, invisible }) (await (await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "Odder names", body = "x", topics = new[] { name } })).Code()).ShouldBe("note.topic_odd");
        foreach (var name in new[] { ligatures, invisible }) (await amy.Client.GetAsync("/api/v1/topics/" + Uri.EscapeDataString(name))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Topic(amy, Uri.EscapeDataString(ligatures[..10]))).GetProperty("name").GetString().ShouldBe(ligatures[..10]);
    }

    [Theory, BothDatabases]
    public async Task Followers_who_come_at_once_are_all_counted(Provider provider)
    {
        var site = TestSite.On(provider);
        var people = new List<TestPerson>();
        for (var i = 0; i < 8; i++) people.Add(await site.SignedIn("fan"));
        var name = "crowd" + new Id(TimeProvider.System.GetTimestamp());
        await SearchTests.Publish(people[0], "One", $"about #{name}");
        var id = (await Topic(people[0], name)).GetProperty("id").GetString();
        foreach (var p in await Task.WhenAll(people.Select(p => p.Client.PutAsync($"/api/v1/topics/{id}/follow", null)))) p.EnsureSuccessStatusCode();
        (await Topic(people[0], name)).GetProperty("followers").GetInt64().ShouldBe(8);
    }

    private static async Task<List<string?>> Suggested(TestPerson person, string text) =>
        [.. (await person.Client.GetAsync("/api/v1/topics/suggest?q=" + text).Json()).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("name").GetString())];

    [Theory, BothDatabases]
    public async Task A_quiet_topic_is_hot_too_and_top_is_what_was_loved_most_whenever_it_was(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var name = "quiet" + new Id(TimeProvider.System.GetTimestamp());
        async Task<string> Write(string title) => await SearchTests.Publish(amy, title, $"#{name}");
        var (loved, plain) = (await Write("Loved"), await Write("Plain"));
        foreach (var fan in new[] { await site.SignedIn("fan"), await site.SignedIn("fan") }) (await fan.Client.PutAsync($"/api/v1/notes/{loved}/like", null)).EnsureSuccessStatusCode();
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var old = Id.Parse(loved).Value;
        await db.Set<Note>().Where(n => n.Id == old).ExecuteUpdateAsync(s => s.SetProperty(n => n.PublishedAt, Instant.Now(TimeProvider.System).Minus(TimeSpan.FromDays(90))));
        // A feed's pool that holds none of the topic's notes, as on a site with thousands of newer ones.
        var pool = new FeedPool(site.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, most: 0);
        var read = ActivatorUtilities.CreateInstance<ReadTopic>(scope.ServiceProvider, pool);
        var topic = await read.Run(amy.Caller(), name);
        topic.Counted.ShouldBe(0);
        async Task<List<string>> Order(TopicOrder order) => [.. (await read.Notes(amy.Caller(), topic, order, null, null, 0, noAi: false)).Cards.Select(c => new Id(c.Id).ToString())];
        (await Order(TopicOrder.Hot)).ShouldBe([plain, loved]);
        (await Order(TopicOrder.Top)).ShouldBe([loved, plain]);
        (await site.Browser().GetStringAsync($"/topics/{name}?sort=top")).ShouldContain("?sort=top\" aria-current=\"page\"");
    }

    private static Task<JsonElement> Topic(TestPerson person, string name) => person.Client.GetAsync($"/api/v1/topics/{name}").Json();
}
