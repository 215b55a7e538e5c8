using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Notes;
using Kaki.Place.Search;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Place.Search;

/// <summary>Every filter, over HTTP.</summary>
public class FilterTests
{
    [Theory, BothDatabases]
    public async Task What_cannot_be_looked_for_is_refused_to_programs_and_left_out_on_the_page(Provider provider)
    {
        var reader = TestSite.On(provider).Browser();
        foreach (var (query, code) in new[] { ("q=" + new string('a', 81), "search.long"), ("q=tea&city=" + new string('a', 41), "search.long"), ("q=tea&min=-1", "search.price"), ("q=tea&max=10000000", "search.price") })
        {
            var no = await reader.GetAsync($"/api/v1/search?{query}");
            (no.StatusCode, await no.Code()).ShouldBe((HttpStatusCode.BadRequest, code), query);
            (await reader.GetAsync($"/search?{query}")).StatusCode.ShouldBe(HttpStatusCode.OK, query);
        }
        (await reader.GetAsync("/api/v1/search?q=tea&min=0&max=9999999")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task Time_leaves_out_what_is_older(Provider provider)
    {
        var site = TestSite.On(provider);
        var (word, writer) = (SearchTests.Letters("filter"), await site.SignedIn("then"));
        await Index(site, writer, [.. new[] { 0.1, 3, 40, 400 }.Select(days => (new NoteContent { Title = $"{word} {days}", Body = "", Language = "en" }, days))]);
        var reader = site.Browser();
        (await Titles(reader, word, "tab=notes")).Count.ShouldBe(4);
        (await Titles(reader, word, "tab=notes&when=day")).ShouldBe([$"{word} 0.1"]);
        (await Titles(reader, word, "tab=notes&when=week")).ShouldBe([$"{word} 0.1", $"{word} 3"], ignoreOrder: true);
        (await Titles(reader, word, "tab=notes&when=halfYear")).ShouldBe([$"{word} 0.1", $"{word} 3", $"{word} 40"], ignoreOrder: true);
        (await Titles(reader, word, "tab=notes&sort=new")).ShouldBe([$"{word} 0.1", $"{word} 3", $"{word} 40", $"{word} 400"]);
    }

    [Theory, BothDatabases]
    public async Task Kind_and_price_leave_the_goods_one_wants(Provider provider)
    {
        var site = TestSite.On(provider);
        var (word, stall) = (SearchTests.Letters("filter"), await TestStall.Open(site));
        var products = new List<long>();
        foreach (var price in new[] { 20, 40, 60 }) products.Add((await stall.Sells(price * 100, 5, $"{word} for {price}")).Product);
        await Index(site, stall.Keeper, [(new NoteContent { Title = $"{word} told", Body = "", Language = "en" }, 0)]);
        await using (var scope = site.Scope()) await scope.ServiceProvider.GetRequiredService<SearchIndex>().Products(products);
        var reader = site.Browser();
        (await Titles(reader, word, "tab=notes")).ShouldBe([$"{word} told"]);
        (await Titles(reader, word, "tab=goods")).Count.ShouldBe(3);
        (await Titles(reader, word, "tab=goods&min=30")).Count.ShouldBe(2);
        (await Titles(reader, word, "tab=goods&min=40&max=40")).Single().ShouldStartWith($"{word} for 40");
        (await Titles(reader, word, "tab=all&max=30")).Count.ShouldBe(2, "notes have no price");
        (await Titles(reader, word, "tab=notes&max=30")).ShouldBe([$"{word} told"]);
        (await Titles(reader, word, "tab=goods&followed=true&city=Nowhere")).Count.ShouldBe(3, "goods have neither writer nor place");
        (await reader.GetStringAsync($"/search?q={word}&tab=goods&min=40&max=40")).ShouldNotContain($"{word} for 60");
        var yen = await TestStall.Open(site, currency: "JPY");
        var (inYen, _) = await yen.Sells(3_000, 5, $"{word} in yen", "JPY");
        await using (var scope = site.Scope()) await scope.ServiceProvider.GetRequiredService<SearchIndex>().Products([inYen]);
        (await Titles(reader, word, "tab=goods&min=3000&max=3000")).Single().ShouldStartWith($"{word} in yen", customMessage: "a yen has no hundredths");
    }

    [Theory, BothDatabases]
    public async Task Followed_people_pictures_and_place_narrow_it(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson friend = await site.SignedIn("friend"), stranger = await site.SignedIn("stranger"), reader = await site.SignedIn("reader");
        var word = SearchTests.Letters("filter");
        var city = "Filter" + word[^8..];
        await Index(site, friend, [(new NoteContent { Title = $"{word} plain", Body = "", Language = "en" }, 0)]);
        await Index(site, stranger, [(new NoteContent { Title = $"{word} placed", Body = "", Language = "en", City = city.ToUpperInvariant() }, 0),
            (new NoteContent { Title = $"{word} pictured", Body = "", Language = "en", Pictures = [new NotePicture { PictureId = 1, Width = 3, Height = 4 }] }, 0)]);
        (await reader.Client.PutAsync($"/api/v1/people/{friend.Handle}/follow", null)).EnsureSuccessStatusCode();
        (await Titles(reader.Client, word, "tab=notes&followed=true")).ShouldBe([$"{word} plain"]);
        (await Titles(reader.Client, word, "tab=notes&pictured=true")).ShouldBe([$"{word} pictured"]);
        await Soon.Holds(async () => (await Titles(reader.Client, word, $"tab=notes&city={city}")).SequenceEqual([$"{word} placed"]));
        (await Titles(reader.Client, word, "tab=notes&city=elsewhere")).ShouldBeEmpty();
        var offered = (await reader.Client.GetAsync($"/api/v1/search?q={word}").Json()).GetProperty("cities").EnumerateArray().Select(c => c.GetString());
        offered.ShouldBe([city.ToUpperInvariant()]);
        (await reader.Client.GetStringAsync($"/search?q={word}")).ShouldContain($"&amp;city={city.ToUpperInvariant()}\"");
    }

    [Theory, BothDatabases]
    public async Task A_filter_goes_no_further_than_what_it_is_shown_on(Provider provider)
    {
        var site = TestSite.On(provider);
        var word = SearchTests.Letters("narrow");
        var writer = await site.SignedIn(word);
        await SearchTests.Publish(writer, word, $"#{word}");
        await Soon.Holds(async () => (await Titles(writer.Client, word, "tab=topics")).Count == 1 && (await Titles(writer.Client, word, "tab=people")).Count == 1);
        const string narrowed = "when=day&sort=new&city=Elsewhere&followed=true&pictured=true&noai=true&min=3&max=4";
        (await Titles(writer.Client, word, "tab=topics&" + narrowed)).ShouldBe([word]);
        (await Titles(writer.Client, word, "tab=people&" + narrowed)).ShouldBe([writer.Handle]);
        var all = await Page(writer.Client, $"/search?q={word}&{narrowed}");
        all.QuerySelectorAll(".subtabs a").Select(a => a.GetAttribute("href")).ShouldBe([
            $"/search?q={word}&when=day&sort=new&city=Elsewhere&followed=true&pictured=true&noai=true&min=3&max=4",
            $"/search?q={word}&tab=notes&when=day&sort=new&city=Elsewhere&followed=true&pictured=true&noai=true",
            $"/search?q={word}&tab=goods&when=day&sort=new&min=3&max=4", $"/search?q={word}&tab=people", $"/search?q={word}&tab=topics"]);
        (await Page(writer.Client, $"/search?q={word}&tab=topics&{narrowed}")).QuerySelectorAll(".filters").ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task The_form_shows_what_its_kind_knows_and_keeps_what_was_chosen_beside_it(Provider provider)
    {
        var reader = await TestSite.On(provider).SignedIn("chooser");
        async Task<string> Form(string address) => string.Join(' ', (await Page(reader.Client, address)).QuerySelectorAll(".filters form input").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        (await Form("/search?q=tea&when=week&sort=new&pictured=true&followed=true&city=Kyoto&min=3")).ShouldBe("q=tea when=week sort=new followed=true pictured=true min=3 max= city=Kyoto");
        (await Form("/search?q=tea&tab=notes&when=week&noai=true&min=3")).ShouldBe("q=tea tab=notes when=week noai=true city=");
        (await Form("/search?q=tea&tab=goods&sort=new&followed=true&min=3")).ShouldBe("q=tea tab=goods sort=new min=3 max=");
        var goods = await Page(reader.Client, "/search?q=tea&tab=goods&min=3");
        goods.QuerySelector(".filters summary")!.TextContent.Trim().ShouldBe("Price");
        goods.QuerySelectorAll(".filters .chips .chip").Select(c => c.TextContent.Trim()).ShouldBe(["Any time", "Today", "This week", "Half a year", "Newest first"]);
    }

    private static async Task<IHtmlDocument> Page(HttpClient reader, string address) => new HtmlParser().ParseDocument(await reader.GetStringAsync(address));

    private static async Task<List<string>> Titles(HttpClient reader, string word, string filters) =>
        [.. (await reader.GetAsync($"/api/v1/search?q={word}&{filters}").Json()).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetString()!)];

    private static async Task Index(TestSite site, TestPerson writer, (NoteContent Content, double DaysAgo)[] notes)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var ids = new List<long>();
        await db.Write(() =>
        {
            foreach (var (content, days) in notes)
            {
                var note = Note.Write(db.NextId(), writer.MemberId, content, Instant.Now(TimeProvider.System).Minus(TimeSpan.FromDays(days)));
                db.Add(note);
                ids.Add(note.Id);
                db.Publish(new Kaki.Place.NotePublished(note.Id, writer.MemberId));
            }
            return Task.CompletedTask;
        });
        await scope.ServiceProvider.GetRequiredService<SearchIndex>().Notes(ids);
    }
}
