using System.Text.RegularExpressions;
using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

public class AccountTests
{
    private static string Fresh(string prefix) => $"{prefix}_{Guid.CreateVersion7():n}"[..20];

    private static async Task Authenticator(Visitor visitor)
    {
        var session = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }

    [Theory, InlineData("zh-CN", true), InlineData("en", true), InlineData("en", false)]
    public async Task Somebody_signs_up_by_the_form_and_is_signed_in(string language, bool script)
    {
        await using var visitor = await Chrome.Visit(new(language, Script: script));
        var handle = Fresh("form");
        await visitor.Go("/sign-up");
        await visitor.Page.FillAsync("#handle", handle);
        await visitor.Page.FillAsync("#name", "Mei");
        await visitor.Page.FillAsync("#password", Town.Password);
        await visitor.Page.ClickAsync("#sign-up-send");
        await visitor.Page.WaitForURLAsync("**/welcome*");
        (await visitor.Api("/api/v1/account")).GetProperty("handle").GetString().ShouldBe(handle);
    }

    [Fact]
    public async Task A_wrong_password_is_said_on_the_page()
    {
        await using var visitor = await Chrome.Visit();
        visitor.Forgive("422", "401", "400");
        await visitor.Go("/sign-in");
        await visitor.Page.FillAsync("#handle", Town.Reader);
        await visitor.Page.FillAsync("#password", "not the one");
        await visitor.Page.ClickAsync("#sign-in-send");
        await Assertions.Expect(visitor.Page.Locator("[role=alert]").First).ToBeVisibleAsync();
        (await visitor.Page.InputValueAsync("#handle")).ShouldBe(Town.Reader);
    }

    [Fact]
    public async Task Somebody_registers_by_passkey_signs_out_and_comes_back_by_it()
    {
        await using var visitor = await Chrome.Visit(new(Desk: true));
        await Authenticator(visitor);
        var handle = Fresh("key");
        await visitor.Go("/sign-up");
        await visitor.Page.FillAsync("#handle", handle);
        await visitor.Page.FillAsync("#name", "Lan");
        await visitor.Page.ClickAsync("#passkey-register");
        await visitor.Page.WaitForURLAsync("**/welcome*");
        await visitor.Context.ClearCookiesAsync();
        await visitor.Go("/sign-in");
        // The authenticator may answer what the name field offers before anybody presses the button.
        var elsewhere = new Regex("^(?!.*sign-in)");
        await Task.WhenAny(visitor.Page.Locator("#passkey-sign-in").ClickAsync(), Assertions.Expect(visitor.Page).ToHaveURLAsync(elsewhere));
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(elsewhere); // both may answer, and the second call breaks the first one's page off
        (await visitor.Api("/api/v1/account")).GetProperty("handle").GetString().ShouldBe(handle);
    }
}
