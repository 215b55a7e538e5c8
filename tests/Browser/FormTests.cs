using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Forms that matter: one press is one act, whatever the line does.</summary>
public class FormTests
{
    [Fact]
    public async Task A_form_that_travels_twice_is_taken_once()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        await visitor.Go("/addresses");
        var page = visitor.Page;
        await page.FillAsync("#name", "Lin");
        await page.FillAsync("#phone", "13800002046");
        await page.SelectOptionAsync("#region", new SelectOptionValue { Index = 3 });
        await page.FillAsync("#street", "12 Mulberry Lane");
        // The first answer is lost on the way; the browser, or a proxy, sends the same again.
        await page.RouteAsync("**/addresses*", async route =>
        {
            if (route.Request.Method == "POST") await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.ContinueAsync();
        });
        await page.Locator("#form button.btn-main").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("12 Mulberry Lane");
        (await visitor.Api("/api/v1/addresses")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_it_and_what_is_right_is_kept()
    {
        await using var visitor = await Chrome.Visit(new("zh-CN"));
        visitor.Forgive("422", "400");
        await visitor.Join();
        await visitor.Go("/addresses");
        var page = visitor.Page;
        await page.FillAsync("#name", "Lin");
        await page.FillAsync("#phone", "12");
        await page.SelectOptionAsync("#region", new SelectOptionValue { Index = 3 });
        await page.FillAsync("#street", "12 Mulberry Lane");
        await page.Locator("#form button.btn-main").ClickAsync();
        await Assertions.Expect(page.Locator("#phone")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("#street")).ToHaveValueAsync("12 Mulberry Lane");
        var about = await page.Locator("#phone").GetAttributeAsync("aria-describedby");
        (await page.Locator($"#{about!.Split(' ')[0]}").InnerTextAsync()).ShouldNotBeEmpty();
        await page.FillAsync("#phone", "13800002046");
        await page.Locator("#form button.btn-main").ClickAsync();
        await Assertions.Expect(page.Locator("#phone[aria-invalid]")).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("12 Mulberry Lane");
    }
}
