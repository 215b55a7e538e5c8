using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Tests.Goods;

namespace Kaki.Tests.Trust.Screening;

/// <summary>A word the house refuses is refused wherever people write for others.</summary>
public class ScreenTests
{
    [Theory, BothDatabases]
    public async Task What_is_refused_is_refused_wherever_it_is_written(Provider provider)
    {
        var site = TestSite.On(provider);
        var shop = await TestShop.Open(site);
        var word = "quince" + Guid.NewGuid().ToString("n")[..8];
        (await shop.Operator.Client.PutAsJsonAsync("/api/v1/terms", new { text = word, action = "refuse" })).EnsureSuccessStatusCode();
        var good = await shop.Body();
        foreach (var (where, send) in Places(good, await shop.Picture(), $"a {word} tree"))
        {
            var answer = await send(shop.Owner.Client);
            (await answer.Code()).ShouldBe("words.refused", where);
        }
        (await shop.Owner.Client.PostAsJsonAsync("/api/v1/office/goods", good)).EnsureSuccessStatusCode();
    }

    private static IEnumerable<(string Where, Func<HttpClient, Task<HttpResponseMessage>> Send)> Places(Dictionary<string, object?> good, string picture, string bad)
    {
        var both = TestShop.Both("", bad);
        (string, Func<HttpClient, Task<HttpResponseMessage>>) Note(string where, object note) => ("a note's " + where, c => c.PostAsJsonAsync("/api/v1/notes", note));
        (string, Func<HttpClient, Task<HttpResponseMessage>>) Product(string where, string field, object value) => ("a product's " + where, c => c.PostAsJsonAsync("/api/v1/office/goods", new Dictionary<string, object?>(good) { [field] = value }));
        yield return Note("title", new { title = bad, body = "b", visibility = "public" });
        yield return Note("body", new { title = "t", body = bad, visibility = "public" });
        yield return Note("topics", new { title = "t", body = "b", visibility = "public", topics = new[] { bad } });
        yield return Note("place", new { title = "t", body = "b", visibility = "public", place = new { name = bad } });
        yield return Note("city", new { title = "t", body = "b", visibility = "public", place = new { city = bad } });
        yield return Product("title", "title", both);
        yield return Product("option", "options", new[] { new { name = both, values = new object[] { new { name = TestShop.Both("白", "White") }, new { name = TestShop.Both("蓝", "Blue") } } } });
        yield return Product("option's value", "options", new[] { new { name = TestShop.Both("颜色", "Colour"), values = new object[] { new { name = TestShop.Both("白", "White") }, new { name = both } } } });
        yield return Product("attribute", "attributes", new Dictionary<string, string> { ["material"] = "0", ["care"] = bad });
        yield return Product("picture", "pictures", new[] { new { id = picture, alt = both } });
        yield return ("where a shop sends from", c => c.PutAsJsonAsync("/api/v1/office/shop", new { name = TestShop.Both("杯子铺", "Cup shop"), about = TestShop.Both("", ""), shipsFrom = both }));
        yield return ("a report of a review", c => c.PostAsJsonAsync("/api/v1/reviews/7Fk3pQ2Zr9x/reports", new { why = bad }));
        yield return ("a collection's name", c => c.PostAsJsonAsync("/api/v1/collections", new { name = bad }));
        yield return ("a profile's bio", c => c.PutAsJsonAsync("/api/v1/account/profile", new { name = "Owner", bio = bad }));
    }
}
