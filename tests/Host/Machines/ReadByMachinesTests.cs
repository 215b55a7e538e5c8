using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Profiles;

namespace Kaki.Tests.Host.Machines;

/// <summary>What search engines, feed readers and chat programs read.</summary>
public class ReadByMachinesTests
{
    private static async Task<IDocument> Page(HttpClient client, string path) => new HtmlParser().ParseDocument(await client.GetStringAsync(path));

    private static JsonElement Described(IDocument page) => JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent).RootElement;

    private static string? Meta(IDocument page, string property) => page.QuerySelector($"meta[property='{property}'],meta[name='{property}']")?.GetAttribute("content");

    [Fact]
    public async Task A_note_is_a_SocialMediaPosting()
    {
        var site = TestSite.On(Provider.Sqlite);
        var town = await site.Town();
        var page = await Page(site.Browser(), $"/notes/{town.Note}");
        var json = Described(page);
        (json.GetProperty("@context").GetString(), json.GetProperty("@type").GetString()).ShouldBe(("https://schema.org", "SocialMediaPosting"));
        json.GetProperty("author").GetProperty("url").GetString().ShouldBe($"http://localhost/@{Town.Writer}");
        json.GetProperty("image").GetArrayLength().ShouldBe(3);
        json.GetProperty("image")[0].GetString()!.ShouldStartWith("http://localhost/media/");
        json.GetProperty("headline").GetString().ShouldBe(Meta(page, "og:title"));
        json.GetProperty("mentions")[0].GetProperty("@type").GetString().ShouldBe("Product");
        DateTimeOffset.Parse(json.GetProperty("datePublished").GetString()!).ShouldBeLessThan(TimeProvider.System.GetUtcNow());
        Meta(page, "og:image")!.ShouldStartWith("http://localhost/media/");
        Meta(page, "og:url").ShouldBe(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Meta(page, "og:description").ShouldNotBeNullOrWhiteSpace();
        Meta(page, "robots").ShouldBeNull();
    }

    [Fact]
    public async Task Home_and_topics_tell_of_themselves_where_they_are_shared()
    {
        var site = TestSite.On(Provider.Sqlite);
        await site.Town();
        foreach (var path in new[] { "/", "/?topic=camping", "/topics", "/topics/camping" })
        {
            var page = await Page(site.Browser(), path);
            Meta(page, "og:url").ShouldBe(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), path);
            foreach (var property in new[] { "og:title", "og:description", "og:image", "og:site_name" }) Meta(page, property).ShouldNotBeNullOrWhiteSpace($"{path} {property}");
        }
    }

    [Fact]
    public async Task A_product_is_a_Product_with_its_Offer_and_what_buyers_say()
    {
        var site = TestSite.On(Provider.Sqlite);
        var stall = await TestStall.Open(site);
        var (product, sku) = await stall.Sells(12_345, 2, "Kettle </script> & Co");
        var buyer = await site.SignedIn("buyer");
        var order = await buyer.PaidOrder(sku, 1, 12_345);
        (await stall.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{await buyer.Part(order)}/parcels", new { carrier = "sf", tracking = "SF1234567890" })).EnsureSuccessStatusCode();
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { })).EnsureSuccessStatusCode();
        var line = (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString();
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/lines/{line}/review", new { stars = 4, text = "Boils <b>fast</b>" })).EnsureSuccessStatusCode();
        var page = await Page(site.Browser(), $"/goods/{product}");
        var json = Described(page)[0];
        json.GetProperty("@type").GetString().ShouldBe("Product");
        json.GetProperty("name").GetString().ShouldBe("Kettle </script> & Co");
        var offer = json.GetProperty("offers");
        (offer.GetProperty("@type").GetString(), offer.GetProperty("price").GetString(), offer.GetProperty("priceCurrency").GetString(), offer.GetProperty("availability").GetString())
            .ShouldBe(("Offer", "123.45", "CNY", "https://schema.org/InStock"));
        (json.GetProperty("aggregateRating").GetProperty("ratingValue").GetDouble(), json.GetProperty("aggregateRating").GetProperty("reviewCount").GetInt32()).ShouldBe((4, 1));
        var review = json.GetProperty("review")[0];
        (review.GetProperty("@type").GetString(), review.GetProperty("reviewBody").GetString(), review.GetProperty("reviewRating").GetProperty("ratingValue").GetInt32()).ShouldBe(("Review", "Boils <b>fast</b>", 4));
        Meta(page, "og:type").ShouldBe("product");
    }

    [Fact]
    public async Task A_profile_is_a_ProfilePage()
    {
        var site = TestSite.On(Provider.Sqlite);
        await site.Town();
        var json = Described(await Page(site.Browser(), $"/@{Town.Writer}"));
        json.GetProperty("@type").GetString().ShouldBe("ProfilePage");
        json.GetProperty("mainEntity").GetProperty("@type").GetString().ShouldBe("Person");
        json.GetProperty("mainEntity").GetProperty("alternateName").GetString().ShouldBe(Town.Writer);
    }

    [Theory, BothDatabases]
    public async Task Members_and_topics_have_feeds_that_readers_understand(Provider provider)
    {
        var site = TestSite.On(provider);
        await site.Town();
        var browser = site.Browser();
        foreach (var path in new[] { $"/@{Town.Writer}/feed", "/topics/camping/feed" })
        {
            XNamespace atom = "http://www.w3.org/2005/Atom";
            var feed = XDocument.Parse(await browser.GetStringAsync(path + ".atom")).Root!;
            feed.Name.ShouldBe(atom + "feed");
            foreach (var needed in new[] { "id", "title", "updated" }) feed.Element(atom + needed).ShouldNotBeNull($"{path}.atom {needed}");
            feed.Elements(atom + "entry").ShouldNotBeEmpty();
            feed.Elements(atom + "link").Single(l => l.Attribute("rel")!.Value == "self").Attribute("href")!.Value.ShouldBe($"http://localhost{path}.atom");
            foreach (var entry in feed.Elements(atom + "entry")) foreach (var needed in new[] { "id", "title", "updated", "link" }) entry.Element(atom + needed).ShouldNotBeNull();
            var rss = XDocument.Parse(await browser.GetStringAsync(path + ".rss")).Root!;
            (rss.Name.LocalName, rss.Attribute("version")!.Value).ShouldBe(("rss", "2.0"));
            var items = rss.Element("channel")!.Elements("item").ToList();
            items.Count.ShouldBe(feed.Elements(atom + "entry").Count());
            rss.Element("channel")!.Element(atom + "link")!.Attribute("href")!.Value.ShouldBe($"http://localhost{path}.rss");
            var picture = items.Select(i => i.Element("enclosure")).First(e => e is not null)!;
            (picture.Attribute("url")!.Value, picture.Attribute("type")!.Value, picture.Attribute("length")!.Value).ShouldBe((feed.Descendants(atom + "link").First(l => l.Attribute("rel")!.Value == "enclosure").Attribute("href")!.Value, "image/webp", "0"));
        }
    }

    [Theory, BothDatabases]
    public async Task An_edit_reaches_feed_readers_and_a_long_note_is_cut_between_words(Provider provider)
    {
        var site = TestSite.On(provider);
        var writer = await site.SignedIn("writer");
        var id = (await writer.Client.PostAsJsonAsync("/api/v1/notes", new { title = "Long", body = string.Join(' ', Enumerable.Repeat("persimmon", 60)) }).Json()).GetProperty("id").GetString();
        (await writer.Client.PutAsJsonAsync($"/api/v1/notes/{id}", new { title = "Longer", body = string.Join(' ', Enumerable.Repeat("persimmons", 60)), visibility = "public" })).EnsureSuccessStatusCode();
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var feed = XDocument.Parse(await site.Browser().GetStringAsync($"/@{writer.Handle}/feed.atom")).Root!;
        var entry = feed.Element(atom + "entry")!;
        DateTimeOffset.Parse(entry.Element(atom + "updated")!.Value).ShouldBeGreaterThan(DateTimeOffset.Parse(entry.Element(atom + "published")!.Value));
        feed.Element(atom + "updated")!.Value.ShouldBe(entry.Element(atom + "updated")!.Value);
        entry.Element(atom + "summary")!.Value.ShouldEndWith(" persimmons…");
        entry.Element(atom + "summary")!.Value.Length.ShouldBeInRange(250, 300);
    }

    [Fact]
    public async Task What_has_no_picture_is_shared_with_that_of_the_house()
    {
        var site = TestSite.On(Provider.Sqlite);
        var writer = await site.SignedIn("writer");
        var note = (await writer.Client.PostAsJsonAsync("/api/v1/notes", new { title = "Words", body = "And nothing else." }).Json()).GetProperty("id").GetString();
        var stall = await TestStall.Open(site);
        foreach (var (path, kind) in new[] { ($"/notes/{note}", "article"), ($"/@{writer.Handle}", "profile"), ($"/shops/{stall.Slug}", "website") })
        {
            var page = await Page(site.Browser(), path);
            (Meta(page, "og:type"), Meta(page, "og:image")).ShouldBe((kind, "http://localhost/icons/kaki-512.png"), path);
            Meta(page, "og:url").ShouldBe(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"), path);
            foreach (var property in new[] { "og:title", "og:description", "og:site_name" }) Meta(page, property).ShouldNotBeNullOrWhiteSpace($"{path} {property}");
        }
        (await site.Browser().GetAsync("/icons/kaki-512.png")).Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
    }

    [Theory, BothDatabases]
    public async Task The_sitemap_names_what_everybody_may_read_and_its_owner_lets_be_indexed(Provider provider)
    {
        var site = TestSite.On(provider);
        var stall = await TestStall.Open(site);
        var (product, _) = await stall.Sells(500, 3);
        TestPerson open = await site.SignedIn("open"), shy = await site.SignedIn("shy");
        async Task<string> Write(TestPerson who, string visibility) => (await who.Client.PostAsJsonAsync("/api/v1/notes", new { title = "Mapped", body = "Or not. #mapped", visibility }).Json()).GetProperty("id").GetString()!;
        var (seen, own, hidden) = (await Write(open, "public"), await Write(open, "onlyMe"), await Write(shy, "public"));
        (await shy.Client.PutAsJsonAsync("/api/v1/account/profile", new { name = "Shy", discoverable = true, indexable = false })).EnsureSuccessStatusCode();
        XNamespace ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
        async Task<IEnumerable<string>> Named(string map, string element) => XDocument.Parse(await site.Browser().GetStringAsync(map)).Root!.Elements(ns + element).Select(u => u.Element(ns + "loc")!.Value.Replace("http://localhost", ""));
        await Soon.Holds(async () => (await Named("/sitemap.xml", "sitemap")).Contains("/sitemap/topics/1.xml") && (await Named("/sitemap/topics/1.xml", "url")).Contains("/topics/mapped"), "The topic");
        var places = new HashSet<string>();
        foreach (var map in await Named("/sitemap.xml", "sitemap")) places.UnionWith(await Named(map, "url"));
        foreach (var there in new[] { $"/notes/{seen}", $"/goods/{product}", $"/shops/{stall.Slug}", $"/@{open.Handle}", "/topics/mapped", "/", "/goods", "/topics", $"/goods?category=cat-{stall.Slug}" }) places.ShouldContain(there);
        foreach (var nowhere in new[] { "/sitemap/notes/0.xml", "/sitemap/notes/9999.xml", "/sitemap/orders/1.xml" }) (await site.Browser().GetAsync(nowhere)).StatusCode.ShouldBe(HttpStatusCode.NotFound, nowhere);
        foreach (var not in new[] { $"/notes/{own}", $"/notes/{hidden}", $"/@{shy.Handle}" }) places.ShouldNotContain(not);
        Meta(await Page(site.Browser(), $"/notes/{hidden}"), "robots").ShouldBe("noindex");
        Meta(await Page(site.Browser(), $"/@{shy.Handle}"), "robots").ShouldBe("noindex");
        foreach (var history in new[] { seen, hidden }) Meta(await Page(site.Browser(), $"/notes/{history}/history"), "robots").ShouldBe("noindex");
        foreach (var kind in new[] { "atom", "rss" })
        {
            (await site.Browser().GetAsync($"/@{shy.Handle}/feed.{kind}")).Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);
            (await site.Browser().GetAsync($"/@{open.Handle}/feed.{kind}")).Headers.Contains("X-Robots-Tag").ShouldBeFalse();
        }
    }

    [Theory, BothDatabases]
    public async Task Maps_that_follow_one_another_name_every_page_once(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        await database.Db.Database.EnsureCreatedAsync();
        database.Db.AddRange(Enumerable.Range(1, 5).Select(n => { var member = Member.Join(n, $"mapped_{n}", "Mapped", "en", new Instant(1)); member.Show(true, indexable: n != 3, false); return member; }));
        await database.Db.SaveChangesAsync();
        var (part, cancel) = (new PeopleInSitemap(database.Db), TestContext.Current.CancellationToken);
        (await part.Count(cancel)).ShouldBe(4);
        (await part.Pages(0, 3, cancel)).Select(p => p.Path).ShouldBe(["/@mapped_1", "/@mapped_2", "/@mapped_4"]);
        (await part.Pages(3, 3, cancel)).Select(p => p.Path).ShouldBe(["/@mapped_5"]);
    }

    [Fact]
    public async Task Robots_are_told_where_the_map_is_and_what_is_nobodys_business()
    {
        var text = await TestSite.On(Provider.Sqlite).Browser().GetStringAsync("/robots.txt");
        text.ShouldContain("Sitemap: http://localhost/sitemap.xml");
        foreach (var closed in new[] { "/api/", "/cart", "/checkout", "/orders", "/console", "/office", "/settings/" }) text.ShouldContain($"Disallow: {closed}\n");
    }

    [Theory, BothDatabases]
    public async Task Whoever_watches_is_told_that_it_lives_is_ready_and_how_it_fares(Provider provider)
    {
        var browser = TestSite.On(provider).Browser();
        (await browser.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await browser.GetAsync("/api/v1/feed/discover");
        var metrics = await browser.GetAsync("/metrics");
        metrics.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        var lines = (await metrics.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines.Where(l => l[0] != '#')) line.ShouldMatch("""^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-z_]+="[^"]*",?)*\})? [-+0-9.eE]+(Inf|NaN)?$""");
        lines.ShouldContain(l => l.StartsWith("# TYPE http_server_request_duration_seconds histogram", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal) && l.Contains("/api/v1/feed/discover", StringComparison.Ordinal));
        foreach (var mode in new[] { "user", "system" }) lines.ShouldContain(l => l.StartsWith($"dotnet_process_cpu_time_seconds_total{{cpu_mode=\"{mode}\"}}", StringComparison.Ordinal));
        string.Join('\n', lines).ShouldNotContain(Town.Writer, Case.Insensitive, "series never name people");
    }
}
