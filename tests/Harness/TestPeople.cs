using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>Somebody with a browser, signed in.</summary>
internal sealed record TestPerson(HttpClient Client, long MemberId, string Handle, string Name)
{
    public const string Password = "three warm persimmons";
    public Id Id => MemberId;

    /// <summary>The caller the site sees, for use cases called directly.</summary>
    public Caller Caller(Rights rights = Rights.Member, string language = "en") => new(MemberId, Handle, rights, language, null, "", true);
}

internal static class TestPeople
{
    private static readonly ConcurrentDictionary<TestSite, Lazy<Task>> Founded = new();
    private static int last;

    public static string FreshHandle(string prefix = "amy") => $"{prefix}_{Interlocked.Increment(ref last)}";

    /// <summary>Signs a new person up over HTTP; <paramref name="rights"/> beyond a member's are given to them.</summary>
    public static async Task<TestPerson> SignedIn(this TestSite site, string prefix = "amy", Rights rights = Rights.Member, string language = "en")
    {
        // The first person of a site becomes its operator: let that be nobody a test counts on.
        await Founded.GetOrAdd(site, s => new(() => Join(s, FreshHandle("founder"), "en"))).Value;
        var person = await Join(site, FreshHandle(prefix), language);
        if (rights != Rights.Member) await site.Serve(person, rights.HasFlag(Rights.Operate) ? Role.Operator : Role.Moderator);
        return person;
    }

    private static async Task<TestPerson> Join(TestSite site, string handle, string language)
    {
        var client = site.Browser();
        if (language != "en")
        {
            client.DefaultRequestHeaders.Remove("Accept-Language");
            client.DefaultRequestHeaders.Add("Accept-Language", language);
        }
        var answer = await client.PostAsJsonAsync("/api/v1/accounts", new { handle, name = handle, password = TestPerson.Password });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"Sign-up failed: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return new(client, Id.Parse(json.GetProperty("id").GetString()!), handle, handle);
    }

    private static async Task Serve(this TestSite site, TestPerson person, Role role)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var member = await db.Set<Member>().SingleAsync(m => m.Id == person.MemberId);
        member.Serve(role);
        await db.SaveChangesAsync();
        scope.ServiceProvider.GetRequiredService<SessionBook>().ForgetMember(person.MemberId);
    }
}
