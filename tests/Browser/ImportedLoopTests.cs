using System.Text.Json;
using Kaki.Browser.Tests.Harness;
using Kaki.Host.Import;

namespace Kaki.Browser.Tests;

/// <summary>The whole loop on real pictures and goods, from a phone. Reads <c>../shared/data</c>, and is skipped without it.</summary>
public class ImportedLoopTests
{
    private const int Most = 6;
    private const string Boots = "Hiking Boots";
    private static readonly Dictionary<string, string> Keepers = new ImportContent().Shops.Shops.ToDictionary(s => s.Slug, s => s.Owner);

    private sealed record Goods(string Id, string Title, string Shop);

    [Fact]
    public async Task Somebody_buys_what_a_note_tags_and_boots_in_their_size_and_another_finds_what_they_write_of_it()
    {
        await using var site = await OpenSite.Imported(SharedData.Folder, Most);
        var loop = new Loop(site, "en");
        await using var somebody = await loop.Visit();
        var (note, tagged) = await Tagged(somebody);
        await using var buyer = await loop.Visit();
        await buyer.Join("loop");
        await Loop.Discover(buyer, note, tagged.Id);
        await Loop.Take(buyer, inCart: 1);
        var boots = await FindBoots(buyer);
        await Loop.Take(buyer, inCart: 2);
        var order = await loop.Buy(buyer);
        await loop.Ship(Keepers[tagged.Shop]);
        await loop.Ship(Keepers[boots.Shop]);
        await loop.Receive(buyer, order);
        await loop.Review(buyer, order, boots.Id);
        var title = await loop.Write(buyer, boots.Title);
        await somebody.Join("found");
        await PublishTests.FoundBySearch(somebody, title);
        await somebody.Page.Locator(".card-body, .shelf a", new() { HasText = title }).First.ClickAsync();
        await Assertions.Expect(somebody.Page.Locator($".goods-row a[href='/goods/{boots.Id}']")).ToHaveCountAsync(1);
    }

    /// <summary>The first note of discover that tags something, as a program reads it.</summary>
    private static async Task<(string Note, Goods Product)> Tagged(Visitor reader)
    {
        foreach (var id in (await reader.Api("/api/v1/feed/discover")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!))
            if ((await reader.Api($"/api/v1/notes/{id}")).GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("productId").GetString()!).FirstOrDefault() is { } product)
                return (id, Named(await reader.Api($"/api/v1/goods/{product}")));
        throw new InvalidOperationException("No note of the first page tags anything.");
    }

    /// <summary>Typed into the search box, and opened from what it finds: boots come in sizes.</summary>
    private static async Task<Goods> FindBoots(Visitor buyer)
    {
        var page = buyer.Page;
        await buyer.Go("/search");
        await page.Locator("input[name=q]").First.FillAsync(Boots);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("q=", StringComparison.Ordinal));
        await page.Locator(".card-goods a", new() { HasText = Boots }).First.ClickAsync();
        await page.WaitForURLAsync("**/goods/*");
        await Assertions.Expect(page.Locator("#sku fieldset label")).Not.ToHaveCountAsync(1);
        return Named(await buyer.Api("/api/v1/goods/" + new Uri(page.Url).Segments[^1]));
    }

    private static Goods Named(JsonElement product) =>
        new(product.GetProperty("id").GetString()!, product.GetProperty("title").GetString()!, product.GetProperty("shop").GetProperty("slug").GetString()!);
}
