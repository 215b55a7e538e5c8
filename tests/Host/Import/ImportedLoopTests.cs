using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Tests.Place.Search;

namespace Kaki.Tests.Host.Import;

/// <summary>What the house is for, on real pictures and goods. Reads <c>../shared/data</c>, and is skipped without it.</summary>
public class ImportedLoopTests
{
    private const int Most = 6;

    [Theory, BothDatabases]
    public async Task What_was_brought_is_found_and_a_newcomer_reads_buys_receives_reviews_and_writes(Provider provider)
    {
        var shared = SharedData.Folder;
        await using var site = new ImportedSite(provider);
        await site.Import(shared, Most, ImportedSite.Password);
        await site.Open();
        var buyer = await site.Join("loop");
        await Find(await site.Join("finder")); // somebody else: nobody is shown a note twice in one sitting
        var (note, product) = await FindTagged(buyer);
        (await Page(buyer, $"/notes/{note}")).ShouldContain($"/goods/{product}");
        (await Page(buyer, $"/goods/{product}")).ShouldContain($"/notes/{note}");

        var goods = await buyer.Client.GetAsync($"/api/v1/goods/{product}").Json();
        var order = await Buy(buyer, goods);
        var part = await buyer.Part(order);
        await Ship(site, goods.GetProperty("shop").GetProperty("slug").GetString()!, part);
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { part = part.ToString() })).EnsureSuccessStatusCode();
        (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/lines/{await Line(buyer, order)}/review", new { stars = 5, text = "As fresh as on the photo." })).EnsureSuccessStatusCode();
        (await Page(buyer, $"/goods/{product}/reviews")).ShouldContain("As fresh as on the photo.");

        var mine = await SearchTests.Publish(buyer, "Quixotic breakfast", "", more: new { title = "Quixotic breakfast", body = "Bought it, ate it. #breakfast", tags = new[] { new { productId = product, pictureIndex = 0, x = 40, y = 50 } }, pictures = new[] { new { id = await Upload(buyer), alt = "Breakfast" } } });
        var reader = await site.Join("reader");
        await Soon.Holds(async () => (await Page(reader, "/search?q=quixotic")).Contains($"/notes/{mine}"));
        (await Page(reader, $"/goods/{product}")).ShouldContain($"/notes/{mine}");
    }

    [Fact]
    public async Task The_first_who_signs_up_keeps_a_site_of_people_who_have_no_way_in()
    {
        using var data = new SmallLifestyle();
        await using var site = new ImportedSite(Provider.Sqlite);
        await site.Import(data.Folder, 1);
        await site.Open();
        (await (await site.Join("first")).Client.GetAsync("/console")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await site.Join("second")).Client.GetAsync("/console")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    private static async Task Find(TestPerson reader)
    {
        foreach (var (query, path) in new[] { ("hiking boots", "/goods/"), ("徒步靴", "/goods/"), ("空气净化器", "/goods/"), ("toaster", "/goods/"), ("连衣裙", "/goods/"), ("flickr", "/notes/") })
            (await Page(reader, $"/search?q={Uri.EscapeDataString(query)}&tab={(path == "/goods/" ? "goods" : "notes")}")).ShouldContain(path, customMessage: query);
        var pictures = new HtmlParser().ParseDocument(await Page(reader, "/")).QuerySelectorAll("img[src^='/media/']");
        pictures.Length.ShouldBeGreaterThan(10);
        foreach (var picture in pictures.Take(4)) (await reader.Client.GetAsync(picture.GetAttribute("src"))).Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
    }

    private static async Task<string> Page(TestPerson person, string path) => await (await person.Client.GetAsync(path)).EnsureSuccessStatusCode().Content.ReadAsStringAsync();

    private static async Task<(string Note, string Product)> FindTagged(TestPerson reader)
    {
        var feed = await reader.Client.GetAsync("/api/v1/feed/discover").Json();
        foreach (var id in feed.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!))
            if ((await reader.Client.GetAsync($"/api/v1/notes/{id}").Json()).GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("productId").GetString()!).FirstOrDefault() is { } product) return (id, product);
        throw new InvalidOperationException("No note of the first page tags anything.");
    }

    private static async Task<Id> Buy(TestPerson buyer, JsonElement goods)
    {
        var sku = goods.GetProperty("skus").EnumerateArray().First(s => s.GetProperty("stock").GetInt32() > 0);
        var (id, price, flat) = (Id.Parse(sku.GetProperty("id").GetString()!), sku.GetProperty("price").GetProperty("minor").GetInt64(), goods.GetProperty("shipping").GetProperty("flat").GetProperty("minor").GetInt64());
        var (order, payUrl) = await buyer.Buys(id, 1, price, flat);
        await buyer.Client.GetAsync(await buyer.AtTheBank(payUrl, "Never"));
        (await buyer.State(order)).ShouldBe("paid");
        return order;
    }

    private static async Task Ship(ImportedSite site, string shop, Id part)
    {
        var keeper = await site.As(shop switch { "corner-greens" => "luo_luo_bo", "by-the-mirror" => "ada_thornton", "handy-home" => "tom_of_no9", _ => "laoshen_buji" });
        (await keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1382442" })).EnsureSuccessStatusCode();
    }

    private static async Task<string> Line(TestPerson buyer, Id order) =>
        (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString()!;

    private static async Task<string> Upload(TestPerson person) =>
        (await person.Client.PostAsync("/api/v1/pictures?purpose=Note", new ByteArrayContent(Painted.Png(300, 400, 5))).Json()).GetProperty("id").GetString()!;
}
