using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Feed;

/// <summary>Who wants to see nothing that AI made says so once.</summary>
public class NoAiTests
{
    [Theory, BothDatabases]
    public async Task What_AI_made_is_left_out_of_every_list_until_it_is_asked_for_again(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson writer = await site.SignedIn("maker"), reader = await site.SignedIn("picky");
        var word = SearchTests.Letters("wish");
        async Task Write(string title, params string[] disclosures) =>
            await SearchTests.Publish(writer, "", "", more: new { title, body = $"#{word}", visibility = "public", disclosures, place = new { name = "Here", city = "City " + word } });
        await Write("Drawn by hand");
        await Write("Drawn by a machine", "aiMade");
        (await reader.Client.PutAsync($"/api/v1/people/{writer.Handle}/follow", null)).EnsureSuccessStatusCode();
        string[] pages = ["/following", $"/nearby?city=City%20{word}", $"/topics/{word}?sort=new", $"/topics/{word}?sort=top", $"/topics/{word}", $"/@{writer.Handle}", $"/search?q={word}&tab=notes"];
        foreach (var page in pages)
            await Soon.Holds(async () => await reader.Client.GetStringAsync(page) is var html && html.Contains("Drawn by hand", StringComparison.Ordinal) && html.Contains("Drawn by a machine", StringComparison.Ordinal), page);
        await Choose(reader.Client, "on", "/following");
        foreach (var page in pages)
        {
            var html = await reader.Client.GetStringAsync(page);
            html.ShouldContain("Drawn by hand", customMessage: page);
            html.ShouldNotContain("Drawn by a machine", customMessage: page);
            html.ShouldContain("name=\"noai\" value=\"off\"", customMessage: page);
        }
        (await reader.Client.GetStringAsync($"/?topic={word}")).ShouldNotContain("Drawn by a machine");
        (await Choose(reader.Client, "off", $"/?noai=true&topic={word}")).ShouldBe($"/?topic={word}");
        (await reader.Client.GetStringAsync("/following")).ShouldContain("Drawn by a machine");
    }

    [Theory, BothDatabases]
    public async Task A_writer_sees_all_of_their_own_and_programs_are_told_which_is_which(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("maker");
        var word = SearchTests.Letters("told");
        await SearchTests.Publish(writer, "", "", more: new { title = "By a machine", body = $"#{word}", visibility = "public", disclosures = new[] { "aiMade" } });
        await Choose(writer.Client, "on", "/");
        (await writer.Client.GetStringAsync($"/@{writer.Handle}")).ShouldContain("By a machine");
        async Task<List<JsonElement>> Items(string path) => [.. (await writer.Client.GetAsync(path).Json()).GetProperty("items").EnumerateArray()];
        await Soon.Holds(async () => (await Items($"/api/v1/search?q={word}&tab=notes")) is [var found] && found.GetProperty("aiMade").GetBoolean());
        (await Items($"/api/v1/topics/{word}/notes?sort=new")).Single().GetProperty("aiMade").GetBoolean().ShouldBeTrue();
        (await Items($"/api/v1/topics/{word}/notes?sort=new&noai=true")).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task It_holds_for_collections_of_others_and_for_what_is_written_of_a_product_and_for_programs(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson writer = await site.SignedIn("maker"), reader = await site.SignedIn("picky");
        var (pot, _) = await (await TestStall.Open(site)).Sells(990, 3);
        var shelf = (await writer.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Pots", visibility = "public" }).Json()).GetProperty("id").GetString();
        foreach (var (title, disclosures) in new[] { ("By hand", Array.Empty<string>()), ("By a machine", new[] { "aiMade" }) })
        {
            var picture = (await writer.Client.PostAsync("/api/v1/pictures?purpose=Note", new ByteArrayContent(Painted.Png(60, 80, title.Length))).Json()).GetProperty("id").GetString();
            var note = await SearchTests.Publish(writer, "", "", more: new { title, body = "", visibility = "public", disclosures, pictures = new[] { new { id = picture, alt = "" } }, tags = new[] { new { productId = pot, pictureIndex = 0, x = 50, y = 50 } } });
            await writer.Client.PutAsJsonAsync($"/api/v1/notes/{note}/save", new { collectionId = shelf }).Json();
        }
        foreach (var page in new[] { $"/collections/{shelf}", $"/goods/{pot}" })
        {
            (await reader.Client.GetStringAsync(page)).ShouldContain("By a machine", customMessage: page);
            await Choose(reader.Client, "on", page);
            var html = await reader.Client.GetStringAsync(page);
            html.ShouldContain("By hand", customMessage: page);
            html.ShouldNotContain("By a machine", customMessage: page);
            html.ShouldContain("name=\"noai\" value=\"off\"", customMessage: page);
            await Choose(reader.Client, "off", page);
        }
        await Choose(writer.Client, "on", "/");
        (await writer.Client.GetStringAsync($"/collections/{shelf}")).ShouldContain("By a machine");
        async Task<List<string?>> Titles(string path) => [.. (await reader.Client.GetAsync(path).Json()).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("title").GetString())];
        foreach (var list in new[] { $"/api/v1/people/{writer.Handle}/notes", $"/api/v1/collections/{shelf}/notes", $"/api/v1/goods/{pot}/notes" })
        {
            (await Titles(list)).Count.ShouldBe(2, list);
            (await Titles(list + "?noai=true")).ShouldBe(["By hand"], list);
        }
    }

    /// <returns>Where the browser is sent on to.</returns>
    private static async Task<string> Choose(HttpClient reader, string choice, string from)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, "/noai") { Content = new FormUrlEncodedContent([new("noai", choice)]) };
        post.Headers.Referrer = new Uri("http://localhost" + from);
        using var answer = await reader.SendAsync(post);
        return answer.Headers.Location!.ToString();
    }
}
