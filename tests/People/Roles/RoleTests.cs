using System.Net;
using System.Net.Http.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.Trust.Auditing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.People.Roles;

public class RoleTests
{
    [Theory, BothDatabases]
    public async Task An_operator_gives_a_role_that_holds_at_once_and_is_written_down(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson boss = await site.SignedIn("boss", Rights.Member | Rights.Moderate | Rights.Operate), amy = await site.SignedIn();
        (await amy.Client.GetAsync("/api/v1/terms")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await boss.Client.PutAsJsonAsync($"/api/v1/people/{amy.Handle}/role", new { role = "moderator", why = "kind and awake" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await amy.Client.GetAsync("/api/v1/terms")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var scope = site.Scope();
        var line = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<AuditLine>().SingleAsync(a => a.Thing == $"member:{amy.Id}");
        (line.Act, line.Who, line.Why!).ShouldBe(("role.give", boss.Handle, "Member → Moderator: kind and awake"));
    }

    [Theory, BothDatabases]
    public async Task Of_two_operators_who_demote_each_other_at_once_one_stays(Provider provider)
    {
        await using var site = await LiveSite.Start(provider);
        foreach (var handle in new[] { "ann", "ben" }) await site.Bring(handle, "operator");
        using HttpClient ann = await site.As("ann"), ben = await site.As("ben");
        Task<HttpResponseMessage> Demote(HttpClient by, string handle) => by.PutAsJsonAsync($"/api/v1/people/{handle}/role", new { role = "member" });
        var answers = await Task.WhenAll(Demote(ann, "ben"), Demote(ben, "ann"));
        answers.Count(a => a.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        await using var scope = site.Services.CreateAsyncScope();
        var left = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Member>().SingleAsync(m => m.Role == Role.Operator);
        (await (await Demote(left.Handle == "ann" ? ann : ben, left.Handle)).Code()).ShouldBe("role.last_operator");
    }

    [Theory, BothDatabases]
    public async Task Nobody_else_gives_roles(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson mod = await site.SignedIn("mod", Rights.Member | Rights.Moderate), amy = await site.SignedIn();
        (await mod.Client.PutAsJsonAsync($"/api/v1/people/{mod.Handle}/role", new { role = "operator" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await amy.Client.PutAsJsonAsync($"/api/v1/people/{amy.Handle}/role", new { role = "operator" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var boss = await site.SignedIn("boss", Rights.Member | Rights.Moderate | Rights.Operate);
        (await (await boss.Client.PutAsJsonAsync($"/api/v1/people/{amy.Handle}/role", new { role = "2" })).Code()).ShouldBe("role.unknown");
    }

    [Theory, BothDatabases]
    public async Task Whoever_keeps_the_house_and_reads_a_members_file_leaves_a_line(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson mod = await site.SignedIn("mod", Rights.Member | Rights.Moderate), boss = await site.SignedIn("boss", Rights.Member | Rights.Moderate | Rights.Operate), amy = await site.SignedIn();
        (await mod.Client.GetAsync($"/api/v1/people/{amy.Handle}/file")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await boss.Client.GetAsync($"/console/people/{amy.Handle}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await mod.Client.GetAsync($"/api/v1/people/{mod.Handle}/file")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await amy.Client.GetAsync($"/api/v1/people/{mod.Handle}/file")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Lines(site, amy)).ShouldBe([("member.read", mod.Handle), ("member.read", boss.Handle)]);
        (await Lines(site, mod)).ShouldBeEmpty();
    }

    private static async Task<List<(string Act, string Who)>> Lines(TestSite site, TestPerson about)
    {
        await using var scope = site.Scope();
        var lines = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<AuditLine>().Where(a => a.Thing == $"member:{about.Id}").OrderBy(a => a.Id).ToListAsync();
        return [.. lines.Select(a => (a.Act, a.Who))];
    }
}
