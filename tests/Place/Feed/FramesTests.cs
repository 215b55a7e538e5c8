using System.Net.Http.Json;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Feed;

/// <summary>Readers share what stands around their cards (decision 0014): nobody is given what was drawn for somebody else.</summary>
public class FramesTests
{
    private static (string Before, string Cards, string After) Cut(string page)
    {
        int opens = page.IndexOf("<k-fall", StringComparison.Ordinal), closes = page.LastIndexOf("</k-fall>", StringComparison.Ordinal);
        opens.ShouldBeGreaterThan(0, "the page has no cards");
        return (page[..opens], page[opens..closes], page[closes..]);
    }

    [Theory, BothDatabases]
    public async Task What_a_reader_is_given_from_a_kept_frame_is_what_would_be_drawn_for_them(Provider provider)
    {
        var site = TestSite.On(provider);
        for (var writers = 0; writers < 12; writers++)
        {
            var writer = await site.SignedIn("pen");
            for (var i = 0; i < 10; i++) await SearchTests.Publish(writer, $"Frame {writers} {i}", "One of many");
        }
        var readers = new List<HttpClient>();
        for (var i = 0; i < 6; i++) readers.Add((await site.SignedIn("frame")).Client);
        await readers[1].PutAsJsonAsync("/api/v1/account/interests", new { interests = new[] { "tea", "a word of one's own" } });
        readers[2].DefaultRequestHeaders.AcceptLanguage.Clear();
        readers[2].DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        readers[3].DefaultRequestHeaders.Add("Cookie", "theme=dark");
        (await readers[4].PostAsync("/settings/privacy", new FormUrlEncodedContent([new("journal", "true"), new("language", "en")]))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        foreach (var round in Enumerable.Range(0, 2))
            foreach (var reader in readers)
            {
                var given = Cut(await reader.GetStringAsync("/"));
                var drawn = Cut(await reader.GetStringAsync("/?after=0")); // an address with a query goes to the view
                (given.Before, given.After).ShouldBe((drawn.Before, drawn.After), $"round {round}");
                given.Cards.ShouldContain("<article class=\"card\"");
            }
    }

    [Theory, BothDatabases]
    public async Task A_heart_given_is_red_on_the_next_page(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("pen");
        var topic = "heart" + Guid.NewGuid().ToString("n")[..8];
        var note = await SearchTests.Publish(writer, "", "", more: new { title = "A heart", body = $"#{topic}", visibility = "public" });
        var reader = (await site.SignedIn("fan")).Client;
        async Task<bool> Red() => (await reader.GetStringAsync($"/topics/{topic}?sort=new")).Contains("aria-pressed=\"true\" data-label");
        (await reader.GetStringAsync($"/topics/{topic}?sort=new")).ShouldContain($"note:{note}");
        (await Red()).ShouldBeFalse();
        (await reader.PutAsync($"/api/v1/notes/{note}/like", null)).EnsureSuccessStatusCode();
        (await Red()).ShouldBeTrue();
        (await reader.DeleteAsync($"/api/v1/notes/{note}/like")).EnsureSuccessStatusCode();
        (await Red()).ShouldBeFalse();
    }

    [Theory, BothDatabases]
    public async Task Whoever_blocks_a_reader_leaves_their_list_at_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("shy");
        var topic = "gone" + Guid.NewGuid().ToString("n")[..8];
        var note = await SearchTests.Publish(writer, "", "", more: new { title = "Not for you", body = $"#{topic}", visibility = "public" });
        var reader = await site.SignedIn("reader");
        (await reader.Client.GetAsync($"/notes/{note}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await writer.Client.PutAsync($"/api/v1/people/{reader.Handle}/block", null)).EnsureSuccessStatusCode();
        (await reader.Client.GetAsync($"/notes/{note}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await writer.Client.DeleteAsync($"/api/v1/people/{reader.Handle}/block")).EnsureSuccessStatusCode();
        (await reader.Client.GetAsync($"/notes/{note}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
