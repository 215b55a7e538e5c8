using System.Net;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.People.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Desk.Events;

public class DecideEventTests
{
    // Of a handler nobody has, so that no dispatcher takes it from under the test once it is back in line.
    private static async Task<Id> Park(TestSite site)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var row = new OutboxRow { Id = db.NextId(), Lane = 0, Handler = "Nobody:Nothing", Type = "Nothing", Key = "k" + db.NextId(), Body = "{}" };
        db.Add(row);
        db.Entry(row).Property(r => r.State).CurrentValue = OutboxState.Parked;
        db.Entry(row).Property(r => r.Error).CurrentValue = "Broke: on purpose";
        await db.SaveChangesAsync();
        return row.Id;
    }

    [Theory, BothDatabases]
    public async Task A_parked_event_is_dropped_with_a_reason_that_stays_in_the_audit(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        var id = await Park(site);
        (await keeper.Client.GetStringAsync("/console/events")).ShouldContain("Broke: on purpose");
        (await keeper.Client.DeleteAsync($"/api/v1/events/{id}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await keeper.Client.DeleteAsync($"/api/v1/events/{id}?why=lost%20anyway")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await keeper.Client.DeleteAsync($"/api/v1/events/{id}?why=again")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var lines = await keeper.Client.GetAsync($"/api/v1/audit?thing=event:{id}").Json();
        var line = lines.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        line.GetProperty("act").GetString().ShouldBe("event.drop");
        line.GetProperty("why").GetString().ShouldBe("lost anyway");
        line.GetProperty("who").GetString().ShouldBe(keeper.Handle);
    }

    [Theory, BothDatabases]
    public async Task A_form_replays_a_parked_event_and_a_second_press_finds_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        var id = await Park(site);
        var form = new Dictionary<string, string> { ["Id"] = id.ToString() };
        var answer = await keeper.Client.PostAsync("/console/events?handler=replay", new FormUrlEncodedContent(form));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await keeper.Client.GetStringAsync("/console/events?done=event_replayed")).ShouldContain("Back in line");
        (await keeper.Client.PostAsync("/console/events?handler=replay", new FormUrlEncodedContent(form))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var scope = site.Scope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<OutboxRow>().Where(o => o.Id == id.Value).ExecuteDeleteAsync();
    }

    [Theory, BothDatabases]
    public async Task A_form_sends_parked_letters_again(Provider provider)
    {
        var site = TestSite.On(provider);
        var keeper = await site.SignedIn("keeper", Rights.Operate);
        var sent = await SendParkedLetters(site, async () =>
        {
            return await keeper.Client.PostAsync("/console/events?handler=letters", new FormUrlEncodedContent([]));
        });
        sent.Headers.Location!.ToString().ShouldBe("/console/events?done=letters_replayed");
        (await keeper.Client.GetStringAsync("/console/events?done=letters_replayed")).ShouldContain("on their way again");
    }

    /// <summary>Parks a letter and has it sent; again, where another test sent it first.</summary>
    internal static async Task<HttpResponseMessage> SendParkedLetters(TestSite site, Func<Task<HttpResponseMessage>> send)
    {
        HttpResponseMessage answer;
        do
        {
            await using var scope = site.Scope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            db.Add(new Letter { Id = db.NextId(), Email = "parked@example.org", Subject = "Late", Body = "Late", State = LetterState.Parked });
            await db.SaveChangesAsync();
            answer = await send();
        }
        while (answer.StatusCode == HttpStatusCode.NotFound);
        return answer;
    }

    [Theory, BothDatabases]
    public async Task A_member_may_neither_read_nor_drop_events(Provider provider)
    {
        var site = TestSite.On(provider);
        var amy = await site.SignedIn();
        var id = await Park(site);
        (await amy.Client.GetAsync("/api/v1/events/parked")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await amy.Client.DeleteAsync($"/api/v1/events/{id}?why=x")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await amy.Client.GetAsync("/api/v1/audit")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await amy.Client.GetAsync("/api/v1/health")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await using var scope = site.Scope();
        (await scope.ServiceProvider.GetRequiredService<AppDb>().Set<OutboxRow>().Where(o => o.Id == id.Value).ExecuteDeleteAsync()).ShouldBe(1);
    }
}
