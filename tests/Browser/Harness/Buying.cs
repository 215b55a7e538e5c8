namespace Kaki.Browser.Tests.Harness;

/// <summary>Steps of a purchase, the same with script and without.</summary>
internal static class Buying
{
    /// <summary>From the checkout to the address form and back.</summary>
    public static async Task Address(Visitor buyer)
    {
        var page = buyer.Page;
        await page.Locator("a.addr").ClickAsync();
        await page.WaitForURLAsync("**/addresses*");
        await page.FillAsync("#name", "Lin");
        await page.FillAsync("#phone", "13800002046");
        await page.SelectOptionAsync("#region", new SelectOptionValue { Index = 3 });
        await page.FillAsync("#street", "12 Mulberry Lane");
        await page.Locator("#form button.btn-main").ClickAsync();
        await page.WaitForURLAsync("**/checkout*");
    }

    /// <summary>On the test bank's own page, and back to the order: its path.</summary>
    public static async Task<string> Pay(Visitor buyer)
    {
        var page = buyer.Page;
        await page.WaitForURLAsync("**/sandbox-pay/*");
        await page.Locator("button[name=choice][value=Pay]").ClickAsync();
        await page.WaitForURLAsync("**/orders/*");
        return new Uri(page.Url).AbsolutePath;
    }
}
