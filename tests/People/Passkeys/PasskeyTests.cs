using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Passkeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.People.Passkeys;

public class PasskeyTests
{
    private static HttpClient Browser(TestSite site) => FromPage(site.Browser());

    // A browser says where a fetch comes from; the protocol compares it with what the authenticator signed.
    internal static HttpClient FromPage(HttpClient client)
    {
        if (!client.DefaultRequestHeaders.Contains("Origin")) client.DefaultRequestHeaders.Add("Origin", "http://localhost");
        return client;
    }

    internal static async Task<SoftAuthenticator> Add(HttpClient browser)
    {
        var device = new SoftAuthenticator();
        var options = await browser.PostAsJsonAsync("/api/v1/passkeys/options", new { }).Json();
        (await browser.PostAsJsonAsync("/api/v1/passkeys", device.Create(options))).StatusCode.ShouldBe(HttpStatusCode.Created);
        return device;
    }

    [Theory, BothDatabases]
    public async Task A_passkey_that_was_added_signs_in(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var device = await Add(FromPage(person.Client));
        var browser = Browser(site);
        var options = await browser.PostAsJsonAsync("/api/v1/sessions/passkey/options", new { }).Json();
        (await browser.PostAsJsonAsync("/api/v1/sessions/passkey", device.Get(options))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.GetAsync("/api/v1/account").Json()).GetProperty("handle").GetString().ShouldBe(person.Handle);
        (await person.Client.GetAsync("/api/v1/passkeys").Json())[0].GetProperty("used").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Theory, BothDatabases]
    public async Task An_answer_counts_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var device = await Add(FromPage((await site.SignedIn()).Client));
        var browser = Browser(site);
        var options = await browser.PostAsJsonAsync("/api/v1/sessions/passkey/options", new { }).Json();
        var answer = device.Get(options);
        (await browser.PostAsJsonAsync("/api/v1/sessions/passkey", answer)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var again = await browser.PostAsJsonAsync("/api/v1/sessions/passkey", answer);
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await again.Code()).ShouldBe("passkey.challenge");
    }

    [Theory, BothDatabases]
    public async Task A_spoilt_signature_and_another_sites_answer_are_refused(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var device = await Add(FromPage(person.Client));
        var browser = Browser(site);
        var options = await browser.PostAsJsonAsync("/api/v1/sessions/passkey/options", new { }).Json();
        (await (await browser.PostAsJsonAsync("/api/v1/sessions/passkey", device.Get(options, spoilt: true))).Code()).ShouldBe("passkey.refused");
        options = await person.Client.PostAsJsonAsync("/api/v1/passkeys/options", new { }).Json();
        (await (await person.Client.PostAsJsonAsync("/api/v1/passkeys", new SoftAuthenticator("http://evil.example").Create(options))).Code()).ShouldBe("passkey.refused");
        (await (await browser.PostAsJsonAsync("/api/v1/sessions/passkey", new { id = "x" })).Code()).ShouldBe("passkey.challenge");
    }

    [Theory, BothDatabases]
    public async Task A_newcomer_registers_with_a_passkey_alone(Provider provider)
    {
        var site = TestSite.On(provider);
        await site.SignedIn();
        var browser = Browser(site);
        var handle = TestPeople.FreshHandle("keyed");
        var device = new SoftAuthenticator();
        var options = await browser.PostAsJsonAsync("/api/v1/passkeys/options", new { handle, name = "Keyed" }).Json();
        (await browser.PostAsJsonAsync("/api/v1/passkeys", device.Create(options))).StatusCode.ShouldBe(HttpStatusCode.Created);
        var account = await browser.GetAsync("/api/v1/account").Json();
        account.GetProperty("handle").GetString().ShouldBe(handle);
        account.GetProperty("hasPassword").GetBoolean().ShouldBeFalse();
        var id = (await browser.GetAsync("/api/v1/passkeys").Json())[0].GetProperty("id").GetString();
        (await (await browser.DeleteAsync($"/api/v1/passkeys/{id}")).Code()).ShouldBe("passkey.last");
        (await site.Browser().PostAsJsonAsync("/api/v1/sessions", new { handle, password = "" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task A_removed_passkey_opens_nothing_and_nobody_removes_anothers(Provider provider)
    {
        var site = TestSite.On(provider);
        TestPerson person = await site.SignedIn(), eve = await site.SignedIn("eve");
        var device = await Add(FromPage(person.Client));
        var id = (await person.Client.GetAsync("/api/v1/passkeys").Json())[0].GetProperty("id").GetString();
        (await eve.Client.DeleteAsync($"/api/v1/passkeys/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await person.Client.DeleteAsync($"/api/v1/passkeys/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var browser = Browser(site);
        var options = await browser.PostAsJsonAsync("/api/v1/sessions/passkey/options", new { }).Json();
        (await (await browser.PostAsJsonAsync("/api/v1/sessions/passkey", device.Get(options))).Code()).ShouldBe("passkey.refused");
    }

    [Theory, BothDatabases]
    public async Task Who_has_a_new_passkey_is_told(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var email = $"{person.Handle}@example.org";
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var member = await db.Set<Member>().SingleAsync(m => m.Id == person.MemberId);
            member.Write(email);
            member.ConfirmEmail();
            await db.SaveChangesAsync();
        }
        await Add(FromPage(person.Client));
        JsonElement notices = default;
        await Soon.Holds(async () => (notices = (await person.Client.GetAsync("/api/v1/notices").Json()).GetProperty("items")).GetArrayLength() > 0, "A notice");
        (notices[0].GetProperty("kind").GetString(), notices[0].GetProperty("url").GetString()).ShouldBe(("newPasskey", "/settings/security"));
        await Soon.Holds(() => Directory.Exists(site.Folder + "/mail") && Directory.GetFiles(site.Folder + "/mail", "*.eml").Any(f => File.ReadAllText(f).Contains($"To: {email}\r\n", StringComparison.Ordinal)), "A letter");
    }

    [Theory, BothDatabases]
    public async Task One_passkey_too_many_is_refused_however_many_were_asked_for_before(Provider provider)
    {
        var site = TestSite.On(provider);
        var person = await site.SignedIn();
        var browser = FromPage(person.Client);
        var options = await browser.PostAsJsonAsync("/api/v1/passkeys/options", new { }).Json();
        await using (var scope = site.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            for (var n = 0; n < Passkey.MostPerMember; n++) db.Add(new Passkey { Id = db.NextId(), MemberId = person.MemberId, Credential = $"{person.MemberId}{n:00}", Name = "Test", Data = "{}" });
            await db.SaveChangesAsync();
        }
        (await (await browser.PostAsJsonAsync("/api/v1/passkeys", new SoftAuthenticator().Create(options))).Code()).ShouldBe("passkey.too_many");
    }
}
