using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel.Data;

namespace Kaki.Tests.People.Accounts;

public class SignUpTests
{
    private static object Form(string handle, string password = TestPerson.Password, string name = "Amy") => new { handle, name, password };

    [Theory, BothDatabases]
    public async Task A_newcomer_is_signed_in(Provider provider)
    {
        var person = await TestSite.On(provider).SignedIn();
        var me = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/account");
        me.GetProperty("handle").GetString().ShouldBe(person.Handle);
    }

    [Theory, BothDatabases]
    public async Task One_handle_goes_to_one_person_however_many_ask_at_once(Provider provider)
    {
        var site = TestSite.On(provider);
        var handle = TestPeople.FreshHandle("race");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => site.Browser().PostAsJsonAsync("/api/v1/accounts", Form(handle))));
        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created)) (await refused.Code()).ShouldBe("handle.taken");
    }

    [Theory, BothDatabases]
    public async Task A_handle_is_the_same_in_capitals(Provider provider)
    {
        var site = TestSite.On(provider);
        var handle = TestPeople.FreshHandle("caps");
        (await site.Browser().PostAsJsonAsync("/api/v1/accounts", Form(handle))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await site.Browser().PostAsJsonAsync("/api/v1/accounts", Form("@" + handle.ToUpperInvariant()))).Code()).ShouldBe("handle.taken");
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var refused = await TestSite.On(Provider.Sqlite).Browser().PostAsJsonAsync("/api/v1/accounts", new { handle = "a b", name = " ", email = "nowhere", password = "short" });
        ((int)refused.StatusCode).ShouldBe(400);
        (await refused.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["handle", "name", "email", "password"]);
    }

    [Theory]
    [InlineData("ab", "handle.malformed"), InlineData("1abc", "handle.malformed"), InlineData("柿子柿子", "handle.malformed"), InlineData("a b c", "handle.malformed"), InlineData("admin", "handle.reserved"), InlineData(null, "handle.malformed")]
    public async Task A_handle_that_cannot_be_is_refused(string? handle, string code)
    {
        var answer = await TestSite.On(Provider.Sqlite).Browser().PostAsJsonAsync("/api/v1/accounts", Form(handle!));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Code()).ShouldBe(code);
    }

    [Theory]
    [InlineData("short", "password.short"), InlineData("1234567890", "password.common"), InlineData("Password2024!", "password.common"), InlineData("aaaaaaaaaaaa", "password.common")]
    public async Task A_password_that_is_guessed_first_is_refused(string password, string code) =>
        (await (await TestSite.On(Provider.Sqlite).Browser().PostAsJsonAsync("/api/v1/accounts", Form(TestPeople.FreshHandle("weak"), password))).Code()).ShouldBe(code);

    [Fact]
    public async Task One_address_cannot_fill_the_house()
    {
        var browser = TestSite.On(Provider.Sqlite).Browser();
        HttpResponseMessage last = null!;
        for (var i = 0; i < 21; i++) last = await browser.PostAsJsonAsync("/api/v1/accounts", Form("x"));
        last.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        last.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2001:db8:7:7::", "2001:db8:7:8::1"), InlineData("::ffff:10.251.0.7", "10.251.0.8")]
    public async Task Whoever_has_a_whole_net_of_addresses_is_one_of_them(string net, string other)
    {
        var site = TestSite.On(Provider.Sqlite);
        async Task<HttpStatusCode> From(string address)
        {
            var browser = site.Browser();
            browser.DefaultRequestHeaders.Remove(AddressByHeader.Name);
            browser.DefaultRequestHeaders.Add(AddressByHeader.Name, address);
            return (await browser.PostAsJsonAsync("/api/v1/accounts", Form("x"))).StatusCode;
        }
        for (var i = 1; i <= 20; i++) (await From(net.EndsWith(':') ? $"{net}{i:x}" : i % 2 == 0 ? net : net[7..])).ShouldBe(HttpStatusCode.BadRequest);
        (await From(net.EndsWith(':') ? $"{net}ffff:1" : net)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await From(other)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_no_json_is_said_to_be_unreadable()
    {
        var answer = await TestSite.On(Provider.Sqlite).Browser().PostAsync("/api/v1/accounts", new StringContent("{\"handle\":", System.Text.Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
