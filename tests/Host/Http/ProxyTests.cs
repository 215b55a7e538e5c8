using System.Net.Http.Json;
using System.Text.Json;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Http;

public class ProxyTests
{
    private static async Task<(bool Secure, string Address)> SignUpThrough(string? proxy)
    {
        await using var site = await LiveSite.Start(Provider.Sqlite, proxy is null ? [] : [$"--Proxy={proxy}"]);
        using var client = site.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var answer = await client.PostAsJsonAsync("/api/v1/accounts", new { handle = "behind", name = "behind", password = TestPerson.Password });
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("session=", StringComparison.Ordinal));
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        var sessions = await client.GetFromJsonAsync<JsonElement>("/api/v1/sessions");
        return (cookie.Contains("secure", StringComparison.OrdinalIgnoreCase), sessions[0].GetProperty("address").GetString()!);
    }

    [Fact]
    public async Task A_named_proxy_is_believed_about_who_asks_and_how()
    {
        var (secure, address) = await SignUpThrough("10.1.0.0/16, 127.0.0.1");
        secure.ShouldBeTrue();
        address.ShouldStartWith("203.0.113");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("192.0.2.7")]
    public async Task Nobody_else_is_believed_about_who_asks(string? proxy)
    {
        var (secure, address) = await SignUpThrough(proxy);
        secure.ShouldBeFalse();
        address.ShouldStartWith("127.0.0");
    }
}
