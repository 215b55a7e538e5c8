using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Place.Comments;

public class StickerTests
{
    [Theory, BothDatabases]
    public async Task A_sticker_stands_for_words_and_is_named_in_the_readers_language(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson amy = await site.SignedIn(), ben = await site.SignedIn("ben");
        var note = await SearchTests.Publish(amy, "Rain on the roof", "all night");
        var said = await ben.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { sticker = "catnap" });
        said.StatusCode.ShouldBe(HttpStatusCode.Created);
        var comment = (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items")[0];
        comment.GetProperty("text").GetString().ShouldBeEmpty();
        comment.GetProperty("sticker").GetProperty("code").GetString().ShouldBe("catnap");
        comment.GetProperty("sticker").GetProperty("alt").GetString().ShouldBe("Time for a nap");
        (await Drawn(site, note, "zh-CN")).ShouldBe(("/stickers/catnap.svg", "先眯一会儿"));
        (await Drawn(site, note, "en")).ShouldBe(("/stickers/catnap.svg", "Time for a nap"));
    }

    [Theory, BothDatabases]
    public async Task A_sticker_nobody_drew_is_refused_and_nothing_is_said(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await SearchTests.Publish(amy, "Rain on the roof", "again");
        foreach (var code in new[] { "unicorn", "CAT", "../cat", "cat\0", new string('x', 4000) })
        {
            var answer = await amy.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Look", sticker = code });
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, code);
            (await answer.Code()).ShouldBe("comment.sticker");
        }
        (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("count").GetInt64().ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_plain_form_sends_the_sticker_pressed_with_the_words_beside_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await SearchTests.Publish(amy, "Rain on the roof", "still");
        var form = new HtmlParser().ParseDocument(await amy.Client.GetStringAsync($"/notes/{note}")).QuerySelector("#say form")!;
        form.QuerySelectorAll("button[name=sticker]").Select(b => b.GetAttribute("value")).ShouldBe(Kaki.Place.Stickers.Codes);
        await amy.Client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = "Asleep already", ["sticker"] = "candle" }));
        var comment = (await amy.Client.GetAsync($"/api/v1/notes/{note}/comments").Json()).GetProperty("items")[0];
        (comment.GetProperty("text").GetString(), comment.GetProperty("sticker").GetProperty("code").GetString()).ShouldBe(("Asleep already", "candle"));
    }

    [Theory, BothDatabases]
    public async Task Words_beside_a_sticker_can_be_taken_away_again(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var note = await SearchTests.Publish(amy, "Rain on the roof", "and on");
        var id = (await amy.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Zzz", sticker = "catnap" }).Json()).GetProperty("id").GetString();
        var edited = await amy.Client.PutAsJsonAsync($"/api/v1/comments/{id}", new { text = "" }).Json();
        (edited.GetProperty("text").GetString(), edited.GetProperty("sticker").GetProperty("code").GetString()).ShouldBe(("", "catnap"));
        var words = (await amy.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Words alone" }).Json()).GetProperty("id").GetString();
        foreach (var (comment, needed) in new[] { (id, false), (words, true) })
            new HtmlParser().ParseDocument(await amy.Client.GetStringAsync($"/comments/{comment}/edit")).QuerySelector("#text")!.HasAttribute("required").ShouldBe(needed);
        (await amy.Client.PostAsync($"/comments/{id}/edit", new FormUrlEncodedContent([new("text", "")]))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task<(string? Source, string? Alt)> Drawn(TestSite site, string note, string language)
    {
        var picture = new HtmlParser().ParseDocument(await site.Browser().GetStringAsync($"/notes/{note}?lang={language}")).QuerySelector(".cmt-sticker")!;
        return (picture.GetAttribute("src"), picture.GetAttribute("alt"));
    }
}
