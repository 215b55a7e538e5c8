using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Notes;
using Kaki.Tests.Kernel.Pictures;

namespace Kaki.Tests.Place.Publishing;

/// <summary>Each limit of a note: as much as it takes is taken, one more is refused with the reason, at its field.</summary>
public class NoteLimitsTests
{
    [Fact]
    public async Task Words_and_topics_have_their_limits()
    {
        var amy = await TestSite.On(Provider.Sqlite).SignedIn();
        await Takes(amy, new { title = new string('柿', Note.LongestTitle), body = "x" });
        await Refuses(amy, new { title = new string('柿', Note.LongestTitle + 1), body = "x" }, "title", "note.title_long", "60");
        await Refuses(amy, new { title = " ", body = "x" }, "title", "note.title_missing");
        var most = string.Concat(Enumerable.Repeat("ab ", Note.LongestBody / 3 - 1)) + "end";
        await Takes(amy, new { title = "Long", body = most });
        await Refuses(amy, new { title = "Long", body = most + "." }, "body", "note.body_long", "3000");
        await Refuses(amy, new { title = "Nothing", body = "" }, "body", "note.empty");
        var ten = string.Join(' ', Enumerable.Range(0, Note.MostTopics).Select(n => $"#topic{n}"));
        var taken = await Takes(amy, new { title = "Ten", body = ten + " #Topic0 #TOPIC1" }); // the same ones again
        (await amy.Client.GetAsync($"/api/v1/notes/{taken}").Json()).GetProperty("topics").GetArrayLength().ShouldBe(Note.MostTopics);
        await Refuses(amy, new { title = "Eleven", body = ten + " #another" }, "body", "note.topics_many", "10");
        await Refuses(amy, new { title = "Eleven", body = ten, topics = new[] { "another" } }, "body", "note.topics_many", "10");
        await Takes(amy, new { title = "Beside", body = "x", topics = new[] { "＃two-fold_1", " " } });
        foreach (var odd in new[] { "AC/DC", "two words", new string('a', NoteText.LongestTopic + 1) }) await Refuses(amy, new { title = "Odd", body = "x", topics = new[] { odd } }, "topics", "note.topic_odd", odd);
    }

    [Fact]
    public async Task Places_and_choices_have_their_limits()
    {
        var amy = await TestSite.On(Provider.Sqlite).SignedIn();
        await Takes(amy, new { title = "Here", body = "x", place = new { name = new string('n', Note.LongestPlace), city = new string('c', Note.LongestCity), latitude = -90, longitude = 180 } });
        await Refuses(amy, new { title = "Long", body = "x", place = new { name = new string('n', Note.LongestPlace + 1) } }, "place.name", "note.place_long", "60");
        await Refuses(amy, new { title = "Long", body = "x", place = new { city = new string('c', Note.LongestCity + 1) } }, "place.city", "note.place_long", "40");
        await Refuses(amy, new { title = "Nowhere", body = "x", place = new { latitude = 90.1, longitude = 0 } }, "place", "note.place_nowhere");
        foreach (var visibility in new object[] { 1, 9, "friends" })
        {
            var refused = await amy.Client.PostAsJsonAsync("/api/v1/notes", new { title = "For whom?", body = "x", visibility });
            ((int)refused.StatusCode, await refused.Code()).ShouldBe((400, "body.malformed"), $"{visibility}");
        }
    }

    [Fact]
    public async Task Pictures_and_tags_have_their_limits()
    {
        var site = TestSite.On(Provider.Sqlite);
        var amy = await site.SignedIn();
        var pictures = new List<object>();
        for (var n = 0; n <= Note.MostPictures; n++) pictures.Add(new { id = new Id((await TakeDownPictureTests.Added(site, amy)).Id), alt = "A door" });
        await Takes(amy, new { title = "Eighteen", pictures = pictures.Take(Note.MostPictures) });
        await Refuses(amy, new { title = "Nineteen", pictures }, "pictures", "note.pictures_many", "18");
        await Refuses(amy, new { title = "Alt", pictures = new[] { new { id = new Id((await TakeDownPictureTests.Added(site, amy)).Id), alt = new string('a', NotePicture.LongestAlt + 1) } } }, "pictures", "note.alt_long", "300");
        await Refuses(amy, new { title = "Twice", pictures = new[] { pictures[0], pictures[0] } }, "pictures", "note.picture_twice");
        var stall = await TestStall.Open(site);
        var (product, _) = await stall.Sells(2_000, 9);
        object Tag(double x, double y, int picture = 0, Id? what = null) => new { productId = what ?? product, pictureIndex = picture, x, y };
        var one = pictures.Take(1);
        await Takes(amy, new { title = "Corners", pictures = one, tags = new[] { Tag(0, 0), Tag(100, 100) } });
        foreach (var outside in new[] { Tag(-0.1, 50), Tag(50, 100.1), Tag(50, 50, picture: 1), Tag(50, 50, picture: -1) })
            await Refuses(amy, new { title = "Outside", pictures = one, tags = new[] { outside } }, "tags", "note.tag_outside");
        await Refuses(amy, new { title = "Gone", pictures = one, tags = new[] { Tag(50, 50, what: new Id(7)) } }, "tags", "note.product_missing");
        await Takes(amy, new { title = "Ten tags", pictures = one, tags = Enumerable.Range(0, Note.MostTags).Select(n => Tag(n, n)) });
        await Refuses(amy, new { title = "Eleven tags", pictures = one, tags = Enumerable.Range(0, Note.MostTags + 1).Select(n => Tag(n, n)) }, "tags", "note.tags_many", "10");
    }

    [Theory, BothDatabases]
    public async Task Goods_of_the_shop_one_works_in_are_disclosed_as_such(Provider provider)
    {
        var site = TestSite.On(provider);
        var stall = await TestStall.Open(site);
        var (product, _) = await stall.Sells(2_000, 9, "Pot of " + stall.Slug);
        var amy = await site.SignedIn();
        foreach (var (who, own) in new[] { (stall.Keeper, true), (amy, false) })
        {
            var picture = new { id = new Id((await TakeDownPictureTests.Added(site, who)).Id), alt = "A pot" };
            var note = await Takes(who, new { title = "A pot", pictures = new[] { picture }, tags = new[] { new { productId = product, pictureIndex = 0, x = 50, y = 50 } }, disclosures = new[] { "gifted" } });
            (await who.Client.GetAsync($"/api/v1/notes/{note}").Json()).GetProperty("disclosures").EnumerateArray().Select(d => d.GetString()).ShouldBe(own ? ["gifted", "ownShop"] : ["gifted"]);
            (await who.Client.GetAsync($"/api/v1/goods/suggest?q=pot%20of%20{stall.Slug}").Json()).GetProperty("items")[0].GetProperty("own").GetBoolean().ShouldBe(own);
        }
    }

    private static async Task<string> Takes(TestPerson who, object note) => (await who.Client.PostAsJsonAsync("/api/v1/notes", note).Json()).GetProperty("id").GetString()!;

    private static async Task Refuses(TestPerson who, object note, string field, string code, string? number = null)
    {
        var refused = await who.Client.PostAsJsonAsync("/api/v1/notes", note);
        ((int)refused.StatusCode).ShouldBe(400);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain(number ?? "");
    }
}
