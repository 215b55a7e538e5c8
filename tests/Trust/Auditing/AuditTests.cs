using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Tests.Host.Desk.Events;
using Kaki.Tests.Host.Machines;
using Kaki.Trust.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Trust.Auditing;

/// <summary>Whoever has power over others leaves a line for each use of it.</summary>
public class AuditTests
{
    // What a test elsewhere does, and asks for its line.
    private static readonly string[] TestedElsewhere = ["acceptPayment", "returnPayment", "retryRefund", "moderateReview"];

    [Fact]
    public async Task Every_act_of_operators_and_moderators_leaves_a_line()
    {
        var site = TestSite.On(Provider.Sqlite);
        var acts = await Acts(site);
        foreach (var (name, (act, send)) in acts)
        {
            var keeper = await site.SignedIn("power", Rights.Operate);
            var answer = await send(keeper.Client);
            answer.IsSuccessStatusCode.ShouldBeTrue($"{name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            await using var scope = site.Scope();
            var lines = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<AuditLine>().Where(a => a.ActorId == keeper.MemberId).Select(a => a.Act).ToListAsync();
            lines.ShouldBe([act], name);
        }
    }

    [Fact]
    public async Task No_such_act_is_missing_here()
    {
        var site = TestSite.On(Provider.Sqlite);
        var known = (await Acts(site)).Keys.Concat(TestedElsewhere).ToHashSet();
        var found = new List<string>();
        foreach (var operation in (await Description.Read()).Operations.Where(o => o.Method != "GET"))
        {
            var member = await site.SignedIn("plain");
            using var request = new HttpRequestMessage(new(operation.Method), Regex.Replace(operation.Path, @"\{\w+\}", "7Fk3pQ2Zr9x"));
            if (operation.Body is { } body && body.TryGetProperty("example", out var example)) request.Content = new StringContent(example.GetRawText(), Encoding.UTF8, "application/json");
            var answer = await member.Client.SendAsync(request);
            if ((int)answer.StatusCode == 403 && await answer.Code() == "forbidden") found.Add(operation.Name);
        }
        found.Count.ShouldBeGreaterThan(8);
        found.Where(f => !known.Contains(f)).ShouldBeEmpty();
    }

    private static async Task<Dictionary<string, (string Act, Func<HttpClient, Task<HttpResponseMessage>> Send)>> Acts(TestSite site)
    {
        TestPerson amy = await site.SignedIn(), bob = await site.SignedIn("bob");
        var fresh = Guid.NewGuid().ToString("n")[..8];
        async Task<string> Note(object? more = null) => (await amy.Client.PostAsJsonAsync("/api/v1/notes", more ?? new { title = "A walk", body = "Rain, then none. #walks" + fresh, visibility = "public" }).Json()).GetProperty("id").GetString()!;
        async Task<string> Comment(string note) => (await bob.Client.PostAsJsonAsync($"/api/v1/notes/{note}/comments", new { text = "Where was it?" }).Json()).GetProperty("id").GetString()!;
        var (note, held) = (await Note(), await Note(new { title = "A quiet walk", body = "Held.", visibility = "public", holdComments = true }));
        var (waiting, rude) = (await Comment(held), await Comment(note));
        var topic = (await amy.Client.GetAsync($"/api/v1/topics/walks{fresh}").Json()).GetProperty("id").GetString();
        var term = (await (await site.SignedIn("words", Rights.Operate)).Client.PutAsJsonAsync("/api/v1/terms", new { text = "gone" + fresh, action = "mark" }).Json()).GetProperty("id").GetString();
        var (replayed, dropped) = (await ParkedEvent(site), await ParkedEvent(site));
        return new()
        {
            ["giveRole"] = ("role.give", c => c.PutAsJsonAsync($"/api/v1/people/{bob.Handle}/role", new { role = "moderator", why = "kind" })),
            ["openShop"] = ("shop.open", c => c.PostAsJsonAsync("/api/v1/shops", new { ownerId = amy.Id.ToString(), slug = "audit-" + fresh, name = new { zh = "店", en = "Shop" }, about = new { zh = "", en = "" }, shipsFrom = new { zh = "杭州", en = "Hangzhou" } })),
            ["putCategory"] = ("category.put", c => c.PutAsJsonAsync($"/api/v1/categories/audit-{fresh}", new { name = new { zh = "类", en = "Kind" }, position = 0 })),
            ["putTerm"] = ("term.put", c => c.PutAsJsonAsync("/api/v1/terms", new { text = "new" + fresh, action = "mark" })),
            ["removeTerm"] = ("term.remove", c => c.DeleteAsync($"/api/v1/terms/{term}")),
            ["approveComment"] = ("comment.approve", c => c.PutAsync($"/api/v1/comments/{waiting}/approval", null)),
            ["moderateNote"] = ("note.take_down", c => c.PostAsJsonAsync($"/api/v1/notes/{note}/moderation", new { measure = "takeDown", why = "untrue" })),
            ["moderateComment"] = ("comment.take_down", c => c.PostAsJsonAsync($"/api/v1/comments/{rude}/moderation", new { measure = "takeDown", why = "rude" })),
            ["describeTopic"] = ("topic.describe", c => c.PutAsJsonAsync($"/api/v1/topics/{topic}", new { description = "On foot." })),
            ["rebuildSearch"] = ("search.rebuild", c => c.PostAsync("/api/v1/search/rebuild", null)),
            ["replayEvent"] = ("event.replay", c => c.PostAsync($"/api/v1/events/{replayed}/replay", null)),
            ["replayLetters"] = ("letters.replay", c => DecideEventTests.SendParkedLetters(site, () => c.PostAsync("/api/v1/letters/replay", null))),
            ["dropEvent"] = ("event.drop", c => c.DeleteAsync($"/api/v1/events/{dropped}?why=nobody+waits")),
        };
    }

    private static async Task<Id> ParkedEvent(TestSite site)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var row = new OutboxRow { Id = db.NextId(), Lane = 0, Handler = "Nobody:Nothing", Type = "Nothing", Key = "audit" + db.NextId(), Body = "{}" };
        db.Add(row);
        db.Entry(row).Property(r => r.State).CurrentValue = OutboxState.Parked;
        await db.SaveChangesAsync();
        return row.Id;
    }
}
