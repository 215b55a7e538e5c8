namespace Kaki.Browser.Tests.Harness;

/// <summary>Debian's Chromium without its windows, started once for the run; each test gets a fresh profile.</summary>
internal static class Chrome
{
    private const string Program = "/usr/bin/chromium-headless-shell";

    /// <summary>Milliseconds anything may take to come, so that a busy machine fails no test. What is never there costs one wait.</summary>
    private const int Patience = 30_000;

    private static readonly Lazy<Task<IBrowser>> Started = new(Start);
    private static IPlaywright? playwright;

    public static readonly (int Width, int Height) Phone = (390, 844), Desk = (1440, 900);

    /// <param name="site">The town without more said.</param>
    public static async Task<Visitor> Visit(Look? look = null, OpenSite? site = null)
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is missing: apt-get install chromium-headless-shell");
        look ??= new();
        site ??= await OpenSite.Here();
        var context = await (await Started.Value).NewContextAsync(new()
        {
            BaseURL = site.Address, Locale = look.Language, ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light, JavaScriptEnabled = look.Script,
            ViewportSize = new() { Width = look.Size.Width, Height = look.Size.Height }, IsMobile = look.Size == Phone, HasTouch = look.Size == Phone, ReducedMotion = look.Motion ? ReducedMotion.NoPreference : ReducedMotion.Reduce,
            TimezoneId = look.Zone, ServiceWorkers = look.Offline ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        context.SetDefaultTimeout(Patience);
        return new Visitor(site, context, await context.NewPageAsync());
    }

    public static async Task Close()
    {
        if (!Started.IsValueCreated) return;
        await (await Started.Value).CloseAsync();
        playwright!.Dispose();
    }

    private static async Task<IBrowser> Start()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            // A page lives for a second: script made fast on other threads costs more than it saves (a third of axe's work).
            Args = ["--js-flags=--single-threaded --no-opt", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}

/// <summary>How somebody looks at the site. Without more said: in English, in the light, on a phone, with script.</summary>
/// <param name="Offline">Lets the site keep pages for reading without the net.</param>
/// <param name="Motion">Does not ask for less motion.</param>
internal sealed record Look(string Language = "en", bool Dark = false, bool Desk = false, bool Script = true, bool Offline = false, bool Motion = false, string Zone = "Asia/Shanghai")
{
    public (int Width, int Height) Size => Desk ? Chrome.Desk : Chrome.Phone;
}
