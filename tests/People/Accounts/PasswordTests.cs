using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Sessions;
using Kaki.Tests.People.Passkeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.People.Accounts;

public partial class PasswordTests
{
    private const string New = "four ripe persimmons";

    [GeneratedRegex("/(reset|confirm)/([A-Za-z0-9_-]{43})")]
    private static partial Regex Link { get; }

    private static Task<HttpResponseMessage> SignIn(TestSite site, TestPerson person, string password) => site.Browser().PostAsJsonAsync("/api/v1/sessions", new { handle = person.Handle, password });
    private static async Task<HttpStatusCode> Me(HttpClient browser) => (await browser.GetAsync("/api/v1/account")).StatusCode;

    private static async Task<string> GiveEmail(TestPerson person)
    {
        var email = $"{person.Handle}@example.org";
        (await person.Client.PutAsJsonAsync("/api/v1/account/email", new { email, current = TestPerson.Password })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return email;
    }

    /// <summary>The secrets of the letters to an address that are of one kind, oldest first, once there are as many as expected.</summary>
    internal static async Task<List<string>> Letters(TestSite site, string email, string kind, int expected = 1)
    {
        List<string> links = [];
        await Soon.Holds(() => (links = [.. Written(site, email).Select(t => Link.Match(t)).Where(m => m.Success && m.Groups[1].Value == kind).Select(m => m.Groups[2].Value)]).Count >= expected, $"A {kind} letter to {email}");
        return links;
    }

    [Theory, BothDatabases]
    public async Task Changing_the_password_ends_every_other_session(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var other = site.Browser();
        await other.PostAsJsonAsync("/api/v1/sessions", new { handle = person.Handle, password = TestPerson.Password }).Json();
        (await Me(other)).ShouldBe(HttpStatusCode.OK);
        (await (await person.Client.PutAsJsonAsync("/api/v1/account/password", new { current = "not the one it was", password = New })).Code()).ShouldBe("password.wrong");
        (await person.Client.PutAsJsonAsync("/api/v1/account/password", new { current = TestPerson.Password, password = New })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Me(other)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Me(person.Client)).ShouldBe(HttpStatusCode.OK);
        (await SignIn(site, person, TestPerson.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await SignIn(site, person, New)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, BothDatabases]
    public async Task A_lost_password_is_replaced_by_the_letter_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var email = await GiveEmail(person);
        (await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email = email.ToUpperInvariant() })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var token = (await Letters(site, email, "reset"))[0];
        var browser = site.Browser();
        (await browser.GetAsync($"/reset/{token}")).StatusCode.ShouldBe(HttpStatusCode.OK); // looking at it uses nothing up
        var both = await Task.WhenAll(browser.PutAsJsonAsync("/api/v1/password-resets", new { token, password = New }), site.Browser().PutAsJsonAsync("/api/v1/password-resets", new { token, password = New + "!" }));
        both.Count(a => a.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        (await both.Single(a => a.StatusCode != HttpStatusCode.NoContent).Code()).ShouldBe("token.spent");
        (await Me(person.Client)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SignIn(site, person, TestPerson.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>On a plain-http address a browser tells no Sec-Fetch-Site, and of a page that forbids every referrer the Origin "null".</summary>
    [Theory, InlineData("reset"), InlineData("confirm")]
    public async Task The_form_behind_a_letter_is_taken_as_a_browser_sends_it_over_plain_http(string kind)
    {
        var site = TestSite.On(Provider.Sqlite);
        var person = await site.SignedIn();
        var email = await GiveEmail(person);
        if (kind == "reset") await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email });
        var path = $"/{kind}/{(await Letters(site, email, kind))[0]}";
        var browser = site.Browser();
        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(path));
        var policy = page.QuerySelector("meta[name=referrer]")!.GetAttribute("content");
        policy.ShouldBeOneOf("no-referrer", "same-origin"); // the secret in the address is for nobody else
        using var form = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("password", New)]), Headers = { { "Accept", "text/html" }, { "Origin", policy == "no-referrer" ? "null" : "http://localhost" } } };
        ((int)(await browser.SendAsync(form)).StatusCode).ShouldBeLessThan(400);
    }

    [Theory, BothDatabases]
    public async Task A_letter_older_than_an_hour_opens_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var email = await GiveEmail(person);
        await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email });
        var token = (await Letters(site, email, "reset"))[0];
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.Set<MailToken>().Where(t => t.MemberId == person.MemberId).ExecuteUpdateAsync(s => s.SetProperty(t => t.Until, t => new Kaki.Kernel.Instant(1)));
        }
        (await (await site.Browser().PutAsJsonAsync("/api/v1/password-resets", new { token, password = New })).Code()).ShouldBe("token.spent");
        (await SignIn(site, person, TestPerson.Password)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, BothDatabases]
    public async Task A_letter_to_an_address_that_was_changed_opens_nothing(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var email = await GiveEmail(person);
        await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email });
        var token = (await Letters(site, email, "reset"))[0];
        await person.Client.PutAsJsonAsync("/api/v1/account/email", new { email = "other-" + email, current = TestPerson.Password });
        (await (await site.Browser().PutAsJsonAsync("/api/v1/password-resets", new { token, password = New })).Code()).ShouldBe("token.spent");
    }

    [Theory, BothDatabases]
    public async Task Asking_for_an_address_nobody_has_gets_the_same_answer(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var known = await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email = await GiveEmail(person) });
        var unknown = await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email = TestPeople.FreshHandle("nobody") + "@example.org" });
        unknown.StatusCode.ShouldBe(known.StatusCode);
        (await unknown.Content.ReadAsStringAsync()).ShouldBe(await known.Content.ReadAsStringAsync());
    }

    [Theory, BothDatabases]
    public async Task An_address_is_confirmed_by_a_press_and_not_by_opening_the_link(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var token = (await Letters(site, await GiveEmail(person), "confirm"))[0];
        async Task<bool> Confirmed() => (await person.Client.GetAsync("/api/v1/account").Json()).GetProperty("emailConfirmed").GetBoolean();
        (await person.Client.GetAsync($"/confirm/{token}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Confirmed()).ShouldBeFalse();
        (await person.Client.PostAsync($"/confirm/{token}", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Confirmed()).ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task Who_has_passkeys_only_hears_of_a_new_address_and_a_first_password_where_they_were_heard_of(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson moved = await site.SignedIn("moved"), locked = await site.SignedIn("locked");
        foreach (var person in new[] { moved, locked }) await WithPasskeysOnly(site, person);
        (await moved.Client.PutAsJsonAsync("/api/v1/account/email", new { email = $"{moved.Handle}@example.net" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await locked.Client.PutAsJsonAsync("/api/v1/account/password", new { password = New })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var (person, change) in new[] { (moved, "new e-mail address"), (locked, "new password") })
            await Soon.Holds(() => Written(site, $"{person.Handle}@example.org").Any(l => l.Contains($"@{person.Handle}", StringComparison.Ordinal) && l.Contains(change, StringComparison.Ordinal)), $"A letter of the {change}");
        (await moved.Client.PutAsJsonAsync("/api/v1/account/email", new { email = $"{moved.Handle}@example.com" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Letters(site, $"{moved.Handle}@example.com", "confirm");
        Written(site, $"{moved.Handle}@example.net").ShouldNotContain(l => l.Contains("new e-mail address", StringComparison.Ordinal), "that one was never confirmed");
    }

    private static async Task WithPasskeysOnly(TestSite site, TestPerson person)
    {
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var member = await db.Set<Member>().SingleAsync(m => m.Id == person.MemberId);
        member.Write($"{person.Handle}@example.org");
        member.ConfirmEmail();
        db.Entry(member).Property(m => m.PasswordHash).CurrentValue = null;
        await db.SaveChangesAsync();
    }

    /// <summary>The bodies of all letters to an address.</summary>
    private static List<string> Written(TestSite site, string email) => !Directory.Exists(site.Folder + "/mail") ? [] :
        [.. Directory.GetFiles(site.Folder + "/mail", "*.eml").Order().Select(File.ReadAllText).Where(t => t.Contains($"To: {email}\r\n"))
            .Select(t => Encoding.UTF8.GetString(Convert.FromBase64String(t[(t.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("\r\n", ""))))];

    [Theory, BothDatabases]
    public async Task A_letter_that_was_not_used_opens_nothing_after_the_password_was_changed(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var email = await GiveEmail(person);
        await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email });
        var token = (await Letters(site, email, "reset"))[0];
        (await person.Client.PutAsJsonAsync("/api/v1/account/password", new { current = TestPerson.Password, password = New })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await site.Browser().PutAsJsonAsync("/api/v1/password-resets", new { token, password = New + "!" })).Code()).ShouldBe("token.spent");
    }

    [Theory, BothDatabases]
    public async Task Who_has_confirmed_an_address_is_written_to_and_not_those_who_only_named_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var email = TestPeople.FreshHandle("shared") + "@example.org";
        for (var n = 0; n < 6; n++) (await (await site.SignedIn("stranger")).Client.PutAsJsonAsync("/api/v1/account/email", new { email, current = TestPerson.Password })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var owner = await site.SignedIn("owner");
        await owner.Client.PutAsJsonAsync("/api/v1/account/email", new { email, current = TestPerson.Password });
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        (await db.Set<Member>().SingleAsync(m => m.Id == owner.MemberId)).ConfirmEmail();
        await db.SaveChangesAsync();
        await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email });
        var token = (await Letters(site, email, "reset"))[0];
        (await db.Set<MailToken>().Where(t => t.For == MailTokenFor.Reset && t.EmailKey == email).Select(t => t.MemberId).ToListAsync()).ShouldBe([owner.MemberId]);
        (await site.Browser().PutAsJsonAsync("/api/v1/password-resets", new { token, password = New })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory, BothDatabases]
    public async Task A_reset_that_proves_an_address_leaves_no_key_of_who_only_named_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var squatter = await site.SignedIn("squatter");
        var email = await GiveEmail(squatter);
        await PasskeyTests.Add(PasskeyTests.FromPage(squatter.Client));
        await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email });
        var owner = site.Browser();
        (await owner.PutAsJsonAsync("/api/v1/password-resets", new { token = (await Letters(site, email, "reset"))[0], password = New })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await owner.GetAsync("/api/v1/passkeys").Json()).GetArrayLength().ShouldBe(0);
        await PasskeyTests.Add(PasskeyTests.FromPage(owner));
        await site.Browser().PostAsJsonAsync("/api/v1/password-resets", new { email });
        var again = site.Browser();
        (await again.PutAsJsonAsync("/api/v1/password-resets", new { token = (await Letters(site, email, "reset", 2))[1], password = New + "er" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await again.GetAsync("/api/v1/passkeys").Json()).GetArrayLength().ShouldBe(1, "a confirmed address has kept its own");
    }

    [Theory, BothDatabases]
    public async Task However_many_name_an_address_it_gets_three_letters_an_hour_about_it(Provider provider)
    {
        var site = TestSite.On(provider);
        var email = TestPeople.FreshHandle("named") + "@example.org";
        for (var n = 0; n < 5; n++) (await (await site.SignedIn("stranger")).Client.PutAsJsonAsync("/api/v1/account/email", new { email, current = TestPerson.Password })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Letters(site, email, "confirm", 3);
        var last = await GiveEmail(await site.SignedIn("last"));
        await Letters(site, last, "confirm"); // what was asked for before has been dealt with
        (await Letters(site, email, "confirm", 3)).Count.ShouldBeLessThan(5); // three, or four where an hour ends just now
    }

    [Fact]
    public void An_address_somebody_asked_a_reset_for_stands_in_no_list_of_events() =>
        new ResetAsked("somebody@example.org", "http://localhost").Key.ShouldNotContain("somebody");

    [Fact]
    public async Task An_old_password_opens_nothing_while_it_is_being_changed()
    {
        var site = TestSite.On(Provider.Postgres);
        var person = await site.SignedIn();
        await using var scope = site.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Task<HttpResponseMessage>? meanwhile = null;
        await db.Write(async () => // as far as a change of the password is before its commit
        {
            (await db.Set<Member>().SingleAsync(m => m.Id == person.MemberId)).Lock(scope.ServiceProvider.GetRequiredService<Passwords>().Hash(New));
            await db.SaveChangesAsync();
            await scope.ServiceProvider.GetRequiredService<EndSession>().AllInside(person.MemberId, except: null);
            meanwhile = SignIn(site, person, TestPerson.Password);
            await Soon.Holds(async () => meanwhile.IsCompleted || await SomebodyWaits(site), "The sign-in");
        });
        (await meanwhile!).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<bool> SomebodyWaits(TestSite site)
    {
        await using var scope = site.Scope();
        return (await scope.ServiceProvider.GetRequiredService<AppDb>().Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%people_members%'").ToListAsync())[0] > 0;
    }
}
