using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Notes;

public class NotesOfProductTests
{
    [Theory, BothDatabases]
    public async Task A_product_shows_the_public_notes_that_tag_it_the_most_liked_first(Provider provider)
    {
        var site = TestSite.On(provider);
        var (pot, _) = await (await TestStall.Open(site)).Sells(990, 3);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var plain = await Tag(amy, pot, "A pot on the stove");
        var liked = await Tag(eve, pot, "Soup for two");
        var hidden = await Tag(amy, pot, "Only mine", "OnlyMe");
        (await amy.Client.PutAsync($"/api/v1/notes/{liked}/like", null)).EnsureSuccessStatusCode();
        var page = await site.Browser().GetStringAsync($"/goods/{pot}");
        page.IndexOf($"/notes/{liked}", StringComparison.Ordinal).ShouldBeInRange(0, page.IndexOf($"/notes/{plain}", StringComparison.Ordinal));
        page.ShouldNotContain($"/notes/{hidden}");
    }

    [Theory, BothDatabases]
    public async Task Nobody_meets_there_whom_they_blocked(Provider provider)
    {
        var site = TestSite.On(provider);
        var (pot, _) = await (await TestStall.Open(site)).Sells(990, 3);
        TestPerson amy = await site.SignedIn(), eve = await site.SignedIn("eve");
        var note = await Tag(eve, pot, "Soup for two");
        (await amy.Client.GetStringAsync($"/goods/{pot}")).ShouldContain($"/notes/{note}");
        (await amy.Client.PutAsync($"/api/v1/people/{eve.Handle}/block", null)).EnsureSuccessStatusCode();
        (await amy.Client.GetStringAsync($"/goods/{pot}")).ShouldNotContain($"/notes/{note}");
    }

    private static async Task<string> Tag(TestPerson by, Id product, string title, string visibility = "Public")
    {
        var picture = (await by.Client.PostAsync("/api/v1/pictures?purpose=Note", new ByteArrayContent(Painted.Png(60, 80, title.Length))).Json()).GetProperty("id").GetString();
        return await SearchTests.Publish(by, title, "", more: new { title, body = "", visibility, pictures = new[] { new { id = picture, alt = "" } }, tags = new[] { new { productId = product, pictureIndex = 0, x = 50, y = 50 } } });
    }
}
