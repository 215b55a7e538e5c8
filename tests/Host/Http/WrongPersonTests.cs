using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Kaki.Kernel.Data;
using Kaki.Kernel.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Http;

/// <summary>
/// Every door of the site is tried by everybody it is not for: a visitor, a member whose thing it is not, the keeper of another shop, a clerk
/// where only the owner may, a moderator on what is the operators'. A door is shut to all of them unless <see cref="OpenDoors"/> says why it is open,
/// so a new one that asks for no right is found here.
/// </summary>
public class WrongPersonTests
{
    private const string Stranger = "wrong_stranger", Rival = "wrong_rival", Clerk = "wrong_clerk", Moderator = "wrong_moderator";

    [Theory, BothDatabases]
    public async Task Nobody_enters_by_a_door_that_is_not_theirs_and_nothing_changes_when_they_try(Provider provider)
    {
        await using var site = await LiveSite.Start(provider);
        var town = await Town.Build(site.Services, notes: 4, shrunk: 10);
        var (people, ways, bodies, doors) = (await People(site), await Ways.In(town, site.Services), await GoodBodies.Of(site, town), await Door.All(site.Services));
        await using var rows = new RowCounts(site.Services);
        var (verdict, wrong) = (new Verdict(site.Services.GetRequiredService<Words>()), new List<string>());
        var before = await rows.Now();
        foreach (var door in doors)
        {
            foreach (var (who, client) in people.Where(p => !OpenDoors.To(p.Key).Contains($"{door}")))
            {
                using var answer = await client.SendAsync(Knock(door, ways, bodies));
                var unclear = await verdict.On(answer, "en");
                if (!IsRefusal(who, answer) || unclear is not null) wrong.Add($"{who} at {door}: {(int)answer.StatusCode} {answer.Headers.Location} {unclear}");
            }
            if (door.IsSafe) continue;
            var after = await rows.Now();
            wrong.AddRange(RowCounts.Changes(before, after).Select(c => $"{door} refused, and yet {c}"));
            before = after;
        }
        wrong.ShouldBeEmpty();
        site.Errors.ShouldBeEmpty();
        people.Keys.SelectMany(OpenDoors.To).Distinct().Except(doors.Select(d => $"{d}")).ShouldBeEmpty("doors that are no more");
    }

    private static async Task<Dictionary<Person, HttpClient>> People(LiveSite site)
    {
        foreach (var (who, role) in new[] { (Stranger, "member"), (Rival, "member"), (Clerk, "member"), (Moderator, "moderator") }) await site.Bring(who, role);
        using HttpClient keeper = await site.As(Town.Operator), owner = await site.As(Town.Seller);
        var rival = (await keeper.GetAsync($"/api/v1/people/{Rival}").Json()).GetProperty("id").GetString();
        (await keeper.PostAsJsonAsync("/api/v1/shops", new { ownerId = rival, slug = "rival", name = new { zh = "对门", en = "Next door" }, about = new { zh = "", en = "" }, shipsFrom = new { zh = "杭州", en = "Hangzhou" } })).EnsureSuccessStatusCode();
        (await owner.PutAsJsonAsync($"/api/v1/office/staff/{Clerk}", new { role = "clerk" })).EnsureSuccessStatusCode();
        return new() { [Person.Visitor] = site.Client(), [Person.Member] = await site.As(Stranger), [Person.Keeper] = await site.As(Rival), [Person.Clerk] = await site.As(Clerk), [Person.Moderator] = await site.As(Moderator) };
    }

    private static HttpRequestMessage Knock(Door door, Ways ways, IReadOnlyDictionary<string, JsonNode> bodies)
    {
        var request = new HttpRequestMessage(new(door.Method), door.At(ways.To(door.Route)));
        request.Headers.Add("Accept", door.IsApi ? "application/json" : "text/html");
        request.Headers.Add("Accept-Language", "en");
        if (bodies.TryGetValue($"{door}", out var body)) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        else if (!door.IsSafe && !door.IsApi) request.Content = new FormUrlEncodedContent(door.Fields.Select(f => new KeyValuePair<string, string>(f, door.Fitting(f))));
        return request;
    }

    // Some pages send a visitor to the door themselves, and who keeps no shop to the page that says so.
    private static bool IsRefusal(Person who, HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound || answer.Headers.Location?.OriginalString == "/office/none"
        || who == Person.Visitor && (answer.StatusCode == HttpStatusCode.Unauthorized || answer.Headers.Location?.OriginalString.StartsWith("/sign-in?return=", StringComparison.Ordinal) == true);
}
