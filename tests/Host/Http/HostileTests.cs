using System.Net;
using Kaki.Kernel.Data;
using Kaki.Kernel.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Http;

/// <summary>
/// Every door of the site is sent what no client should send, in its address, its query, its headers, its form and its body, by those who may do
/// everything and by a visitor. What it will not take it refuses with a code, in the language of who asks; it never breaks, sends nobody elsewhere,
/// and a refusal changes nothing. JSON wrong in every place there is: <c>HostileBodiesTests</c>.
/// </summary>
public class HostileTests
{
    [Theory, BothDatabases]
    public async Task Nothing_that_is_sent_breaks_a_door_and_what_is_refused_changes_nothing(Provider provider)
    {
        await using var site = await LiveSite.Start(provider);
        await using var walk = await Walk.Of(site);
        await walk.ToEveryDoor();
        walk.Broken.ShouldBeEmpty($"{walk.Broken.Count} of {walk.Sent}");
        site.Errors.ShouldBeEmpty();
        walk.Sent.ShouldBeGreaterThan(1_500);
    }

    private sealed class Walk(LiveSite site, Attacks attacks, IReadOnlyList<Door> doors, HttpClient visitor, Dictionary<string, HttpClient> people) : IAsyncDisposable
    {
        private const int VisitorsTurn = 4;

        // What is refused there stays a draft: nothing written is lost.
        private const string Keeps = "POST /publish/{id}";

        private readonly Verdict verdict = new(site.Services.GetRequiredService<Words>());
        private readonly RowCounts rows = new(site.Services);
        private Dictionary<string, long> before = [];

        public List<string> Broken { get; } = [];
        public int Sent { get; private set; }

        public static async Task<Walk> Of(LiveSite site)
        {
            var town = await Town.Build(site.Services, notes: 4, shrunk: 10);
            var people = new Dictionary<string, HttpClient>();
            foreach (var handle in new[] { Town.Writer, Town.Reader, Town.Seller, Town.Operator })
            {
                await site.Trust(handle);
                people[handle] = await site.As(handle);
            }
            var (visitor, ways) = (site.Client(), await Ways.In(town, site.Services));
            string?[] cursors = [await Cursor(visitor, "/api/v1/feed/discover"), await Cursor(visitor, "/api/v1/goods?size=1")];
            var attacks = new Attacks(ways, [.. ways.Things, .. cursors.OfType<string>()], await GoodBodies.Of(site, town));
            return new(site, attacks, await Door.All(site.Services), visitor, people);
        }

        private static async Task<string?> Cursor(HttpClient client, string list) => (await client.GetAsync(list).Json()).GetProperty("next").GetString()?.Split('=')[^1];

        public async Task ToEveryDoor()
        {
            before = await rows.Now();
            foreach (var door in doors)
            {
                foreach (var (n, attack) in attacks.On(door).Index()) await Send(door, attack, n % VisitorsTurn == 0 ? null : Owner(door.Route), n % 2 == 0 ? "en" : "zh-CN");
                await Unchanged(door);
            }
        }

        /// <summary>Whose things the ways lead to.</summary>
        private static string Owner(string route) => route.Replace("/api/v1", "", StringComparison.Ordinal).Split('/')[1] switch
        {
            "office" => Town.Seller,
            "orders" or "cart" or "checkout" or "addresses" or "reviews" or "pay" or "sandbox-pay" => Town.Reader,
            "console" or "terms" or "events" or "payments" or "refunds" or "shops" => Town.Operator,
            _ => Town.Writer,
        };

        private async Task Send(Door door, Attack attack, string? who, string language)
        {
            if (Request(door, attack, language) is not { } request) return;
            Sent++;
            try
            {
                using var answer = await (who is null ? visitor : people[who]).SendAsync(request);
                if (await verdict.On(answer, attack.Header?.Name is "Accept-Language" or "Cookie" ? null : language) is { } wrong) Broken.Add($"{who} to {door}, {attack.What}: {wrong}");
                if ((int)answer.StatusCode < 400 && request.Method != HttpMethod.Get && request.Method != HttpMethod.Head) await Done(who);
            }
            catch (HttpRequestException e) when (attack.Header is not null && e.Message.Contains("header", StringComparison.OrdinalIgnoreCase)) { Sent--; } // the client itself will not send it
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException) { Broken.Add($"{who} to {door}, {attack.What}: no answer, {e.Message} {e.InnerException?.Message}"); }
        }

        private HttpRequestMessage? Request(Door door, Attack attack, string language)
        {
            var request = new HttpRequestMessage(new(attack.Method ?? door.Method), new Uri(site.Address + attack.Path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = attack.Content?.Invoke() };
            if (attack.Header?.Name != "Accept-Language") request.Headers.Add("Accept-Language", language);
            if (attack.Header?.Name != "Accept") request.Headers.Add("Accept", door.IsApi ? "application/json" : "text/html");
            return attack.Header is not { } header || request.Headers.TryAddWithoutValidation(header.Name, header.Value.Replace("{host}", site.Address.Authority, StringComparison.Ordinal)) ? request : null;
        }

        // Some of it is harmless and gets done; some of that leads out.
        private async Task Done(string? who)
        {
            if (who is not null && (await people[who].GetAsync("/api/v1/account")).StatusCode == HttpStatusCode.Unauthorized) people[who] = await site.As(who);
            before = await rows.Now();
        }

        public ValueTask DisposeAsync() => rows.DisposeAsync();

        private async Task Unchanged(Door door)
        {
            var now = await rows.Now();
            if ($"{door}" != Keeps) Broken.AddRange(RowCounts.Changes(before, now).Select(c => $"{door}: refused, and yet {c}"));
            before = now;
        }
    }
}
