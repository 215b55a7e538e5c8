using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Kaki.Tests.Kernel.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Notes;

public class ReadHistoryTests
{
    [Theory, BothDatabases]
    public async Task What_was_swapped_tagged_and_moved_is_there_to_see_and_to_read_by_a_program(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var stall = await TestStall.Open(site);
        var (product, _) = await stall.Sells(2_000, 9, "Blue pot");
        Picture stays = await TakeDownPictureTests.Added(site, amy), goes = await TakeDownPictureTests.Added(site, amy), comes = await TakeDownPictureTests.Added(site, amy);
        var tag = new { productId = product, pictureIndex = 0, x = 40, y = 60 };
        var note = Id.Parse((await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "A blue door", body = "Down the old lane", pictures = Pictures(stays, goes), tags = new[] { tag }, place = new { name = "The lane", city = "Lyon" } }).Json()).GetProperty("id").GetString()!);
        await Edit(amy, note, new { title = "A blue door", body = "Down the new lane", pictures = Pictures(stays, comes), tags = new[] { tag }, place = new { name = "The lane", city = "Lyon" } });
        await Edit(amy, note, new { title = "A blue door", body = "Down the new lane", pictures = Pictures(stays, comes), place = new { name = "The quay", city = "Lyon" } });
        await Edit(amy, note, new { title = "A blue door", body = "Down the new lane", pictures = Pictures(stays, comes), place = new { name = "The quay", city = "Lyon" } }); // changes nothing
        var versions = (await site.Browser().GetAsync($"/api/v1/notes/{note}/history").Json()).GetProperty("items").EnumerateArray().ToList();
        versions.Count.ShouldBe(2);
        Texts(versions[0], "changed").ShouldBe(["tags", "place"]);
        versions[0].GetProperty("placeName").GetString().ShouldBe("The lane");
        versions[0].GetProperty("tags")[0].GetProperty("productId").GetString().ShouldBe(product.ToString());
        Texts(versions[1], "changed").ShouldBe(["body", "pictures"]);
        versions[1].GetProperty("body").GetString().ShouldBe("Down the old lane");
        versions[1].GetProperty("pictures").EnumerateArray().Select(p => (p.GetProperty("id").GetString(), p.GetProperty("gone").GetBoolean())).ShouldBe([($"{new Id(stays.Id)}", false), ($"{new Id(goes.Id)}", true)]);
        var page = await site.Browser().GetStringAsync($"/notes/{note}/history");
        page.ShouldContain("Down the <del>old</del> lane");
        page.ShouldContain("Down the <ins>new</ins> lane");
        foreach (var shown in new[] { goes.Url(320), "Blue pot", "The lane · Lyon", "Then changed: text, pictures", "Taken out" }) page.ShouldContain(shown);
    }

    [Theory, BothDatabases]
    public async Task A_picture_the_history_shows_is_kept_until_the_note_is_gone(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), mod = await site.SignedIn("mod", Rights.Moderate);
        Picture stays = await TakeDownPictureTests.Added(site, amy), goes = await TakeDownPictureTests.Added(site, amy);
        var note = Id.Parse((await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "A blue door", pictures = Pictures(stays, goes) }).Json()).GetProperty("id").GetString()!);
        await Edit(amy, note, new { title = "A blue door", pictures = Pictures(stays) });
        await using (var scope = site.Scope())
            (await Used(scope, goes)).ShouldBeTrue();
        await TakeDownPictureTests.Becomes(site.Browser(), goes, HttpStatusCode.OK);
        (await mod.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "takeDown", why = "Somebody else's door" })).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(site.Browser(), goes, HttpStatusCode.NotFound);
        (await mod.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "restore", why = "Her own door" })).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(site.Browser(), goes, HttpStatusCode.OK);
        (await amy.Client.DeleteAsync($"/api/v1/notes/{note}")).EnsureSuccessStatusCode();
        await TakeDownPictureTests.Becomes(amy.Client, goes, HttpStatusCode.NotFound);
        await using (var scope = site.Scope())
            (await Used(scope, goes)).ShouldBeFalse();
    }

    [Theory, BothDatabases]
    public async Task The_author_alone_takes_a_picture_out_of_the_history_for_good(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        Picture stays = await TakeDownPictureTests.Added(site, amy), goes = await TakeDownPictureTests.Added(site, amy);
        var note = Id.Parse((await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "A blue door", pictures = Pictures(stays, goes) }).Json()).GetProperty("id").GetString()!);
        await Edit(amy, note, new { title = "A blue door", pictures = Pictures(stays) });
        var there = $"/api/v1/notes/{note}/history/pictures/{new Id(goes.Id)}";
        (await ben.Client.DeleteAsync(there)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ben.Client.GetStringAsync($"/notes/{note}/history")).ShouldNotContain("Remove for good");
        (await amy.Client.GetStringAsync($"/notes/{note}/history")).ShouldContain("Remove for good");
        (await amy.Client.DeleteAsync(there)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await amy.Client.DeleteAsync(there)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var version = (await ben.Client.GetAsync($"/api/v1/notes/{note}/history").Json()).GetProperty("items")[0];
        (version.GetProperty("pictureCount").GetInt32(), version.GetProperty("pictures").GetArrayLength()).ShouldBe((2, 1));
        await TakeDownPictureTests.Becomes(amy.Client, goes, HttpStatusCode.NotFound);
        await TakeDownPictureTests.Becomes(site.Browser(), stays, HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task What_was_written_for_fewer_is_not_given_away_when_the_note_is_opened(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = Id.Parse((await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "To myself", body = "The key is under the pot", visibility = "onlyMe" }).Json()).GetProperty("id").GetString()!);
        await Edit(amy, note, new { title = "For some", body = "A pot", visibility = "selected", viewers = new[] { ben.Handle } });
        await Edit(amy, note, new { title = "For all", body = "A pot", visibility = "public" });
        await Edit(amy, note, new { title = "For all, still", body = "A pot", visibility = "public" });
        async Task<List<string?>> Titles(HttpClient who) => [.. (await who.GetAsync($"/api/v1/notes/{note}/history").Json()).GetProperty("items").EnumerateArray().Select(v => v.GetProperty("title").GetString())];
        (await Titles(amy.Client)).ShouldBe(["For all", "For some", "To myself"]);
        foreach (var who in new[] { ben.Client, site.Browser() })
        {
            (await Titles(who)).ShouldBe(["For all"]);
            var page = await who.GetStringAsync($"/notes/{note}/history");
            foreach (var secret in new[] { "under the pot", "To myself", "For some" }) page.ShouldNotContain(secret);
        }
        await Edit(amy, note, new { title = "For some again", body = "A pot", visibility = "selected", viewers = new[] { ben.Handle } });
        (await Titles(ben.Client)).ShouldBe(["For all, still", "For all"], "whom the first choice was of is known no more");
        (await Titles(amy.Client)).ShouldBe(["For all, still", "For all", "For some", "To myself"]);
    }

    [Theory, BothDatabases]
    public async Task What_was_written_for_chosen_people_is_not_shown_to_whoever_is_chosen_later(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben"), cat = await site.SignedIn("cat");
        var note = Id.Parse((await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "Ben, the key", body = "is under the pot", visibility = "selected", viewers = new[] { ben.Handle } }).Json()).GetProperty("id").GetString()!);
        async Task<List<string?>> Titles(TestPerson who) => [.. (await who.Client.GetAsync($"/api/v1/notes/{note}/history").Json()).GetProperty("items").EnumerateArray().Select(v => v.GetProperty("title").GetString())];
        await Edit(amy, note, new { title = "Ben, a key", body = "is under a pot", visibility = "selected", viewers = new[] { ben.Handle } });
        (await Titles(ben)).ShouldBe(["Ben, the key"]);
        await Edit(amy, note, new { title = "Both of you", body = "come at five", visibility = "selected", viewers = new[] { ben.Handle, cat.Handle } });
        foreach (var who in new[] { ben, cat }) (await Titles(who)).ShouldBeEmpty();
        (await cat.Client.GetStringAsync($"/notes/{note}/history")).ShouldNotContain("under a pot");
        await Edit(amy, note, new { title = "Both of you", body = "come at six", visibility = "selected", viewers = new[] { ben.Handle, cat.Handle } });
        await Edit(amy, note, new { title = "Cat", body = "come at six", visibility = "selected", viewers = new[] { cat.Handle } });
        (await Titles(cat)).ShouldBe(["Both of you", "Both of you"], "she was among those it was for");
        (await Titles(amy)).Count.ShouldBe(4);
    }

    [Theory, BothDatabases]
    public async Task A_note_that_was_brought_in_shows_its_earlier_words_to_everybody(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var picture = await TakeDownPictureTests.Added(site, amy);
        var (product, _) = await (await TestStall.Open(site)).Sells(2_000, 9, "Blue pot");
        Id note;
        await using (var scope = site.Scope())
            note = await scope.ServiceProvider.GetRequiredService<Kaki.Place.BringNotes>().Run("history", new($"{amy.Handle}/door", amy.MemberId, "A blue door", "Down the new lane", [(picture, "A door")], Instant.Now(TimeProvider.System))
            {
                PlaceName = "The lane", City = "Lyon", Tags = [(product.Value, 0, 40, 60)], Before = [("A door", "Down the old lane", Instant.Now(TimeProvider.System))],
            });
        var version = (await site.Browser().GetAsync($"/api/v1/notes/{note}/history").Json()).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (version.GetProperty("title").GetString(), version.GetProperty("body").GetString(), version.GetProperty("placeName").GetString()).ShouldBe(("A door", "Down the old lane", "The lane"));
        Texts(version, "changed").ShouldBe(["title", "body"]);
        (version.GetProperty("pictures").GetArrayLength(), version.GetProperty("tags").GetArrayLength()).ShouldBe((1, 1));
        (await site.Browser().GetStringAsync($"/notes/{note}/history")).ShouldContain("Down the <del>old</del> lane");
    }

    [Theory, BothDatabases]
    public async Task A_long_history_goes_on_from_page_to_page(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = Id.Parse((await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "Take 0", body = "x" }).Json()).GetProperty("id").GetString()!);
        for (var n = 1; n <= ReadHistory.Size + 2; n++) await Edit(amy, note, new { title = $"Take {n}", body = "x" });
        var first = await amy.Client.GetAsync($"/api/v1/notes/{note}/history").Json();
        var second = await amy.Client.GetAsync($"/api/v1/notes/{note}/history?after={first.GetProperty("next").GetString()}").Json();
        first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(v => v.GetProperty("title").GetString())
            .ShouldBe(Enumerable.Range(0, ReadHistory.Size + 2).Reverse().Select(n => $"Take {n}"));
        second.GetProperty("items").EnumerateArray().ShouldAllBe(v => Texts(v, "changed").Single() == "title");
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        var page = await amy.Client.GetStringAsync($"/notes/{note}/history?after={first.GetProperty("next").GetString()}");
        page.ShouldContain("Take <ins><del>1</del></ins>");
        page.ShouldNotContain(">Now<");
    }

    [Theory]
    [InlineData("a b c", "a x c", "a <del>b</del> c")]
    [InlineData("走到河边再回来", "走到海边再回来", "走到<del>河</del>边再回来")]
    [InlineData("same", "same", "same")]
    [InlineData("gone", "", "<del>gone</del>")]
    [InlineData("<b> & line\nnext", "line\nnext", "<del>&lt;b&gt; &amp; </del>line<br>next")]
    public void Words_that_went_are_struck_out(string older, string newer, string shown) =>
        Written(WordChanges.Html(older, null, newer, HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All))).ShouldBe(shown);

    [Fact]
    public void A_word_that_came_and_went_bears_both_marks() =>
        Written(WordChanges.Html("a b c", "a c", "a x c", HtmlEncoder.Default)).ShouldBe("a <ins><del>b</del></ins><ins> </ins>c");

    private static string Written(Microsoft.AspNetCore.Html.IHtmlContent html)
    {
        using var writer = new StringWriter();
        html.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static async Task<bool> Used(AsyncServiceScope scope, Picture picture)
    {
        foreach (var room in scope.ServiceProvider.GetServices<IPictureUse>())
            if ((await room.Used([picture.Id], default)).Count > 0) return true;
        return false;
    }

    private static List<string> Texts(JsonElement version, string name) => [.. version.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];

    private static object[] Pictures(params Picture[] pictures) => [.. pictures.Select(p => new { id = new Id(p.Id), alt = "A door" })];

    private static async Task Edit(TestPerson author, Id note, object what) => (await author.Client.PutAsJsonAsync($"/api/v1/notes/{note}", what)).EnsureSuccessStatusCode();
}
