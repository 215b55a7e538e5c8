using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Machines;

/// <summary>Every route that takes a body is sent what no client should send. It says no with a code of its own, or it takes what is harmless; it never breaks.</summary>
public class HostileBodiesTests
{
    // PostgreSQL refuses all that SQLite does, and more; both are walked by HostileTests.
    [Fact]
    public async Task No_body_however_wrong_breaks_a_route()
    {
        var site = TestSite.On(Provider.Postgres);
        var target = await Target.In(site);
        var (broken, sent) = (new List<string>(), 0);
        var description = await Description.Read();
        foreach (var operation in description.Operations.Where(o => o.Body is not null))
        {
            var good = target.Meant(JsonNode.Parse(operation.Body!.Value.GetProperty("example").GetRawText())!);
            foreach (var (what, body) in Spoiled.Wholes.Select(w => ($"the whole is {(w.Length > 30 ? w[..30] + "…" : w)}", w)).Concat(Spoiled.Of(good, description.PropertiesOf(operation.Body.Value))))
            {
                sent++;
                if (await Wrong(await target.Send(operation, body)) is { } wrong) broken.Add($"{operation}, {what}: {wrong}");
            }
        }
        foreach (var list in description.Operations.Where(o => o.Method == "GET" && !o.Path.Contains('{')))
            if (await Wrong(await target.Me.Client.GetAsync(list.Path)) is { } wrong) broken.Add($"{list} after all that: {wrong}");
        broken.ShouldBeEmpty($"{broken.Count} of {sent}");
        sent.ShouldBeGreaterThan(3000);
    }

    /// <returns>Null when the answer is a good one.</returns>
    private static async Task<string?> Wrong(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode) return null;
        var text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode >= 500) return $"{(int)answer.StatusCode} {text}";
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"{(int)answer.StatusCode} is no problem document: {text}";
        return JsonDocument.Parse(text).RootElement.TryGetProperty("code", out var code) && code.GetString() is { Length: > 0 } ? null : $"{(int)answer.StatusCode} has no code: {text}";
    }

    /// <summary>Somebody who may do everything, with one of everything to do it to.</summary>
    private sealed record Target(TestSite Site, TestPerson Me, TestPerson Keeper, Dictionary<string, string> Paths, Dictionary<string, string> Ids)
    {
        private static readonly string[] OfNobody = ["signUp", "signIn", "askReset", "resetPassword", "signInByPasskey"];

        public static async Task<Target> In(TestSite site)
        {
            TestPerson me = await site.SignedIn("hostile", Rights.Operate), other = await site.SignedIn("other");
            var stall = await TestStall.Open(site);
            var (product, sku) = await stall.Sells(2_000, 90);
            var order = await me.PaidOrder(sku, 1, 2_000);
            var part = await me.Part(order);
            (await stall.Keeper.Client.PostAsJsonAsync($"/api/v1/office/orders/{part}/parcels", new { carrier = "sf", tracking = "SF1234567890" })).EnsureSuccessStatusCode();
            (await me.Client.PostAsJsonAsync($"/api/v1/orders/{order}/receive", new { })).EnsureSuccessStatusCode();
            var line = (await me.Order(order)).GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("id").GetString();
            async Task<string> Made(string path, object what) => (await me.Client.PostAsJsonAsync(path, what).Json()).GetProperty("id").GetString()!;
            var review = await Made($"/api/v1/orders/lines/{line}/review", new { stars = 5, text = "Bright enough" });
            var (unpaid, _) = await me.Buys(sku, 1, 2_000);
            var waiting = await me.Part(await me.PaidOrder(sku, 1, 2_000));
            await me.Puts(sku);
            var note = await Made("/api/v1/notes", new { title = "A lantern", body = "It burned all night. #lanterns", visibility = "public" });
            var comment = await Made($"/api/v1/notes/{note}/comments", new { text = "Which one?" });
            var cart = (await me.Client.GetAsync("/api/v1/cart").Json()).GetRawText();
            var (draft, folder, address) = (await Made("/api/v1/drafts", new { title = "Later" }), await Made("/api/v1/collections", new { name = "Light", visibility = "public" }), await me.Address());
            return new(site, me, stall.Keeper, new()
            {
                ["/api/v1/people/{person}/role"] = $"/api/v1/people/{other.Handle}/role", ["/api/v1/categories/{slug}"] = $"/api/v1/categories/cat-{stall.Slug}",
                ["/api/v1/office/stock/{skuId}"] = $"/api/v1/office/stock/{sku}", ["/api/v1/office/goods/{id}"] = $"/api/v1/office/goods/{product}", ["/api/v1/office/staff/{handle}"] = $"/api/v1/office/staff/{other.Handle}",
                ["/api/v1/office/reviews/{id}/reply"] = $"/api/v1/office/reviews/{review}/reply", ["/api/v1/office/orders/{id}/cancel"] = $"/api/v1/office/orders/{part}/cancel", ["/api/v1/office/orders/{id}/parcels"] = $"/api/v1/office/orders/{waiting}/parcels",
                ["/api/v1/orders/lines/{lineId}/review"] = $"/api/v1/orders/lines/{line}/review", ["/api/v1/orders/{id}/pay"] = $"/api/v1/orders/{unpaid}/pay", ["/api/v1/orders/{id}/receive"] = $"/api/v1/orders/{order}/receive",
                ["/api/v1/reviews/{id}"] = $"/api/v1/reviews/{review}", ["/api/v1/reviews/{id}/reports"] = $"/api/v1/reviews/{review}/reports",
                ["/api/v1/notes/{id}"] = $"/api/v1/notes/{note}", ["/api/v1/notes/{id}/moderation"] = $"/api/v1/notes/{note}/moderation", ["/api/v1/notes/{id}/save"] = $"/api/v1/notes/{note}/save", ["/api/v1/notes/{id}/comments"] = $"/api/v1/notes/{note}/comments",
                ["/api/v1/comments/{id}"] = $"/api/v1/comments/{comment}", ["/api/v1/comments/{id}/report"] = $"/api/v1/comments/{comment}/report", ["/api/v1/cart/lines/{id}"] = $"/api/v1/cart/lines/{FirstId(cart)}",
                ["/api/v1/addresses/{id}"] = $"/api/v1/addresses/{address}", ["/api/v1/drafts/{id}"] = $"/api/v1/drafts/{draft}", ["/api/v1/drafts/{id}/schedule"] = $"/api/v1/drafts/{draft}/schedule", ["/api/v1/collections/{id}"] = $"/api/v1/collections/{folder}",
            }, new() { ["sku"] = $"{sku}", ["address"] = address, ["collectionId"] = folder, ["productId"] = $"{product}", ["ownerId"] = $"{other.Id}", ["part"] = $"{part}" });
        }

        // Else all but the first of a route would only be told that they come too often.
        private async Task Forget()
        {
            await using var scope = Site.Scope();
            var (mine, theirs) = ($"%:{Me.MemberId}", $"%:{Keeper.MemberId}");
            await scope.ServiceProvider.GetRequiredService<AppDb>().Database.ExecuteSqlAsync($"delete from trust_rates where bucket like {mine} or bucket like {theirs}");
        }

        private static string FirstId(string json) => json.Split("\"id\":\"")[1].Split('"')[0];

        /// <summary>The example with the ids of things that are there, and without pictures, which the test has none of.</summary>
        public JsonNode Meant(JsonNode example)
        {
            if (example is JsonObject o)
                foreach (var (key, value) in o.ToList())
                    if (Ids.TryGetValue(key, out var id)) o[key] = id;
                    else if (key == "pictures") o[key] = new JsonArray();
                    else if (value is not null) Meant(value);
            if (example is JsonArray a)
                foreach (var value in a.OfType<JsonNode>()) Meant(value);
            return example;
        }

        public async Task<HttpResponseMessage> Send(Operation operation, string body)
        {
            var client = OfNobody.Contains(operation.Name) ? Site.Browser() : operation.Path.StartsWith("/api/v1/office", StringComparison.Ordinal) ? Keeper.Client : Me.Client;
            var path = Paths.GetValueOrDefault(operation.Path) ?? System.Text.RegularExpressions.Regex.Replace(operation.Path, @"\{\w+\}", "7Fk3pQ2Zr9x");
            Task<HttpResponseMessage> Once() => client.SendAsync(new(new(operation.Method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
            if (await Once() is { StatusCode: not HttpStatusCode.TooManyRequests } answer) return answer;
            await Forget();
            return await Once();
        }
    }
}
