using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Machines;

/// <summary>Every list and thing the API gives is read once, full of real rows, and held against its schema. Numbers a browser would round are found here too.</summary>
public class AnswersAsDescribedTests
{
    [Theory, BothDatabases]
    public async Task Every_answer_is_as_it_is_described(Provider provider)
    {
        var site = TestSite.On(provider);
        var house = await Lived.In(site);
        var description = await Description.Read();
        var wrong = new List<string>();
        foreach (var operation in description.Operations.Where(o => o.Method == "GET"))
        {
            if (house.Way(operation.Path) is not { } way) { wrong.Add($"{operation}: the test knows no way there"); continue; }
            var answer = await way.Reader.GetAsync(way.Path);
            if (!answer.IsSuccessStatusCode) { wrong.Add($"{operation} at {way.Path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"); continue; }
            if (operation.Answer is not { } schema) continue;
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
            wrong.AddRange(description.Against(schema, json, operation.Name));
            if (IsEmptyList(json) && !Lived.MayBeEmpty.Contains(operation.Name)) wrong.Add($"{operation.Name}: nothing in it to look at");
        }
        wrong.ShouldBeEmpty();
    }

    private static bool IsEmptyList(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.GetArrayLength() == 0 : json.ValueKind == JsonValueKind.Object && json.TryGetProperty("items", out var items) && items.GetArrayLength() == 0;

    /// <summary>A town where something of everything has happened.</summary>
    private sealed record Lived(TestPerson Keeper, TestPerson Buyer, TestPerson Writer, HttpClient Operator, Dictionary<string, string> Paths)
    {
        /// <summary>Lists that fill only when something went wrong or many people looked.</summary>
        public static readonly string[] MayBeEmpty = ["listParkedEvents", "hotSearches", "listMuted", "listBlocked", "listFollowRequests", "listPasskeys", "suggestSearch"];

        public (HttpClient Reader, string Path)? Way(string path)
        {
            if (!Paths.TryGetValue(path, out var there) && path.Contains('{')) return null;
            return (ReaderOf(path), there ?? path);
        }

        private HttpClient ReaderOf(string path) =>
            path.StartsWith("/api/v1/office", StringComparison.Ordinal) ? Keeper.Client
            : new[] { "/api/v1/moderation", "/api/v1/insight", "/api/v1/audit", "/api/v1/health", "/api/v1/terms", "/api/v1/events", "/api/v1/console", "/api/v1/people/{person}/file" }.Any(p => path.StartsWith(p, StringComparison.Ordinal)) ? Operator
            : new[] { "/api/v1/drafts", "/api/v1/comments/held", "/api/v1/comment-words", "/api/v1/notices", "/api/v1/account/requests" }.Any(p => path.StartsWith(p, StringComparison.Ordinal)) ? Writer.Client
            : Buyer.Client;

        public static async Task<Lived> In(TestSite site)
        {
            var town = await site.Town();
            var (buyer, writer, keeper) = (await site.SignedIn("lived"), await site.SignedIn("lived"), await site.SignedIn("lived", Rights.Operate));
            var stall = await TestStall.Open(site);
            var (product, sku) = await stall.Sells(2_000, 9, "Lantern of the town");
            await stall.Reprice(sku, 2_200);
            var order = await buyer.PaidOrder(sku, 1, 2_200);
            var part = await buyer.Part(order);
            (await stall.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1234567890" })).EnsureSuccessStatusCode();
            (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { })).EnsureSuccessStatusCode();
            var line = (await buyer.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString();
            var review = (await buyer.Client.PostAsJsonAsync($"/api/v1/orders/lines/{line}/review", new { stars = 5, text = "Bright enough" }).Json()).GetProperty("id").GetString()!;
            (await buyer.Client.PutAsJsonAsync($"/api/v1/reviews/{review}", new { stars = 4, text = "Bright enough, for a while" })).EnsureSuccessStatusCode();
            (await writer.Client.PostAsJsonAsync($"/api/v1/reviews/{review}/reports", new { why = "It is of another lantern" })).EnsureSuccessStatusCode();
            await buyer.PaidOrder(sku, 1, 2_200); // one that waits to be sent
            await buyer.Puts(sku);
            await buyer.Client.PutAsJsonAsync("/api/v1/account/interests", new { interests = new[] { "camping" } }).Json();
            var note = (await writer.Client.PostAsJsonAsync("/api/v1/notes", new { title = "A lantern in rain", body = "It burned all night. #lanterns", visibility = "public", holdComments = true, tags = Array.Empty<object>() }).Json()).GetProperty("id").GetString()!;
            (await writer.Client.PutAsJsonAsync($"/api/v1/notes/{note}", new { title = "A lantern in rain", body = "It burned until three. #lanterns", visibility = "public", holdComments = true })).EnsureSuccessStatusCode();
            var draft = (await writer.Client.PostAsJsonAsync("/api/v1/drafts", new { title = "Later", topics = new[] { "later" } }).Json()).GetProperty("id").GetString();
            await writer.Client.PutAsJsonAsync("/api/v1/comment-words", new { words = new[] { "add me" } }).Json();
            var root = (await buyer.Client.PostAsJsonAsync($"/api/v1/notes/{town.Note}/comments", new { text = "Which lamp is it?" }).Json()).GetProperty("id").GetString()!;
            (await writer.Client.PutAsJsonAsync($"/api/v1/comments/{root}/report", new { reason = "other" })).EnsureSuccessStatusCode();
            await writer.Client.PostAsJsonAsync($"/api/v1/notes/{town.Note}/comments", new { text = "The persimmon one", parentId = root }).Json();
            await buyer.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "How long did it burn?" }).Json();
            var light = (await buyer.Client.PostAsJsonAsync("/api/v1/collections", new { name = "Light", visibility = "public" }).Json()).GetProperty("id").GetString();
            await buyer.Client.PutAsJsonAsync($"/api/v1/notes/{town.Note}/save", new { collectionId = light }).Json();
            var camping = (await buyer.Client.GetAsync("/api/v1/topics/camping").Json()).GetProperty("id").GetString();
            await buyer.Client.PutAsync($"/api/v1/topics/{camping}/follow", null).Json();
            await buyer.Client.PutAsync($"/api/v1/people/{writer.Handle}/follow", null).Json();
            await writer.Client.PutAsync($"/api/v1/people/{buyer.Handle}/follow", null).Json();
            await keeper.Client.PutAsJsonAsync("/api/v1/terms", new { text = "lived " + Guid.NewGuid().ToString("n"), action = "mark" }).Json();
            (await keeper.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "takeDown", why = "to see it in the list" })).EnsureSuccessStatusCode();
            (await keeper.Client.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "restore", why = "seen" })).EnsureSuccessStatusCode();
            await Soon.Holds(async () => (await writer.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items").GetArrayLength() > 0, "A notice");
            return new(stall.Keeper, buyer, writer, keeper.Client, new()
            {
                ["/api/v1/people/{handle}"] = $"/api/v1/people/{writer.Handle}",
                ["/api/v1/people/{person}/file"] = $"/api/v1/people/{writer.Handle}/file",
                ["/api/v1/people/{handle}/followers"] = $"/api/v1/people/{writer.Handle}/followers",
                ["/api/v1/people/{handle}/following"] = $"/api/v1/people/{writer.Handle}/following",
                ["/api/v1/people/{handle}/collections"] = $"/api/v1/people/{buyer.Handle}/collections",
                ["/api/v1/console/orders/{id}"] = $"/api/v1/console/orders/{order}",
                ["/api/v1/people/{handle}/notes"] = $"/api/v1/people/{writer.Handle}/notes",
                ["/api/v1/collections/{id}"] = $"/api/v1/collections/{light}",
                ["/api/v1/collections/{id}/notes"] = $"/api/v1/collections/{light}/notes",
                ["/api/v1/goods/{id}/notes"] = $"/api/v1/goods/{town.Product}/notes",
                ["/api/v1/people/suggest"] = $"/api/v1/people/suggest?q={writer.Handle[..4]}",
                ["/api/v1/goods/suggest"] = "/api/v1/goods/suggest?q=lantern",
                ["/api/v1/topics/suggest"] = "/api/v1/topics/suggest?q=camp",
                ["/api/v1/search"] = "/api/v1/search?q=camp",
                ["/api/v1/search/suggest"] = "/api/v1/search/suggest?q=camp",
                ["/api/v1/feed/nearby"] = "/api/v1/feed/nearby?city=%E6%9D%AD%E5%B7%9E",
                ["/api/v1/goods/{id}"] = $"/api/v1/goods/{product}",
                ["/api/v1/goods/{id}/prices"] = $"/api/v1/goods/{product}/prices",
                ["/api/v1/goods/{id}/reviews"] = $"/api/v1/goods/{product}/reviews",
                ["/api/v1/shops/{slug}"] = $"/api/v1/shops/{stall.Slug}",
                ["/api/v1/office/stock/{skuId}/movements"] = $"/api/v1/office/stock/{sku}/movements",
                ["/api/v1/office/orders/{id}"] = $"/api/v1/office/orders/{part}",
                ["/api/v1/orders/{id}"] = $"/api/v1/orders/{order}",
                ["/api/v1/reviews/{id}"] = $"/api/v1/reviews/{review}",
                ["/api/v1/reviews/{id}/history"] = $"/api/v1/reviews/{review}/history",
                ["/api/v1/notes/{id}"] = $"/api/v1/notes/{town.Note}",
                ["/api/v1/notes/{id}/history"] = $"/api/v1/notes/{note}/history",
                ["/api/v1/drafts/{id}"] = $"/api/v1/drafts/{draft}",
                ["/api/v1/notes/{id}/comments"] = $"/api/v1/notes/{town.Note}/comments?sort=new",
                ["/api/v1/comments/{id}"] = $"/api/v1/comments/{root}",
                ["/api/v1/comments/{id}/replies"] = $"/api/v1/comments/{root}/replies",
                ["/api/v1/topics/{name}"] = "/api/v1/topics/camping",
                ["/api/v1/topics/{name}/notes"] = "/api/v1/topics/camping/notes",
            });
        }
    }
}
