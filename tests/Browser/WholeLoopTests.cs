using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>The whole loop on a phone, in both languages, in the town.</summary>
public class WholeLoopTests
{
    [Theory, InlineData("zh-CN", "帐篷"), InlineData("en", "tent")]
    public async Task Somebody_discovers_buys_receives_reviews_and_writes_their_own_note(string language, string find)
    {
        var loop = new Loop(await OpenSite.Here(), language);
        await using var buyer = await loop.Visit();
        await buyer.Join("loop");
        var (note, product) = ($"{buyer.Town.Note}", $"{buyer.Town.Product}");
        await Loop.Discover(buyer, note, product);
        await Loop.Take(buyer, inCart: 1);
        var order = await loop.Buy(buyer);
        await loop.Ship(Town.Seller);
        await loop.Receive(buyer, order);
        await loop.Review(buyer, order, product);
        var title = await loop.Write(buyer, find);
        await using var somebody = await loop.Visit();
        await somebody.Join("found");
        await PublishTests.FoundInFeed(somebody, title);
        await PublishTests.FoundBySearch(somebody, title);
    }
}
