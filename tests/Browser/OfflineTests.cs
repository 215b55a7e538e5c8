using System.Text.Json;
using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Kept on the device: what was read can be read again without the net, and what is one's own is never kept.</summary>
public class OfflineTests
{
    private const string Controlled = "() => navigator.serviceWorker.ready.then(() => new Promise(done => navigator.serviceWorker.controller ? done() : navigator.serviceWorker.addEventListener('controllerchange', done)))";

    private const string KeptForAll = "async () => (await (await caches.open('pages-1')).keys()).some(r => r.url === location.href)";

    private const string KeptAsOnesOwn = "async () => (await (await caches.open('mine-1')).keys()).some(r => r.url === location.href)";

    private static async Task<Visitor> WithWorker(string language = "en", bool desk = false)
    {
        var visitor = await Chrome.Visit(new(language, Offline: true, Desk: desk));
        visitor.Forgive("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch");
        await visitor.Go("/");
        await visitor.Page.EvaluateAsync(Controlled);
        await visitor.Page.WaitForFunctionAsync(KeptForAll); // else it might come after what is kept of whoever signs in
        return visitor;
    }

    [Fact]
    public async Task A_note_read_before_is_read_again_with_its_pictures()
    {
        await using var visitor = await WithWorker("zh-CN");
        var page = visitor.Page;
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var title = await page.Locator("h1").InnerTextAsync();
        await page.WaitForFunctionAsync(KeptForAll);
        await page.WaitForFunctionAsync("async () => !!(await caches.match(document.querySelector('.reel-slide img').currentSrc))");
        await visitor.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe(title);
        await page.WaitForFunctionAsync("() => document.querySelector('.reel-slide img').naturalWidth > 0");
        await Assertions.Expect(page.Locator(".offline")).ToContainTextAsync("网断了");
    }

    [Fact]
    public async Task A_page_never_read_says_that_the_net_is_away()
    {
        await using var visitor = await WithWorker();
        await visitor.Context.SetOfflineAsync(true);
        await visitor.Page.GotoAsync($"/goods/{visitor.Town.Product}");
        await Assertions.Expect(visitor.Page.Locator("h2[lang=en]")).ToHaveTextAsync("You are offline");
    }

    [Fact]
    public async Task Without_the_net_whoever_is_signed_in_finds_what_they_have_read()
    {
        await using var visitor = await WithWorker();
        var title = await ReadAsMember(visitor);
        var page = visitor.Page;
        await visitor.Go("/");
        await page.WaitForFunctionAsync("async () => !(await caches.match(location.href, { cacheName: 'pages-1' }))"); // as everybody saw it before they signed in
        await visitor.Context.SetOfflineAsync(true);
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("h2[lang=en]")).ToHaveTextAsync("You are offline");
        await page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync(title);
    }

    /// <returns>The title of the note that is kept as one's own now.</returns>
    private static async Task<string> ReadAsMember(Visitor visitor)
    {
        await visitor.As(Who.Reader);
        await visitor.Go($"/notes/{visitor.Town.Note}");
        var title = await visitor.Page.Locator("h1").InnerTextAsync();
        await visitor.Page.WaitForFunctionAsync(KeptAsOnesOwn);
        return title;
    }

    [Fact]
    public async Task What_the_site_says_is_gone_goes_from_the_device_too()
    {
        await using var visitor = await WithWorker();
        visitor.Forgive("404");
        await visitor.Join();
        var page = visitor.Page;
        var note = $"/notes/{await visitor.Publish("Here for a moment", "Then not.")}";
        await visitor.Go(note);
        await page.WaitForFunctionAsync(KeptAsOnesOwn);
        (await visitor.Context.APIRequest.DeleteAsync("/api/v1" + note)).Ok.ShouldBeTrue();
        await page.GotoAsync(note);
        await page.WaitForFunctionAsync($"async () => !(await ({KeptAsOnesOwn})())");

        // A picture kept yesterday is asked for again; one that is gone by now is not shown.
        var status = await page.EvaluateAsync<int>("""
            async () => {
                const url = location.origin + '/media/0/320.webp', yesterday = new Date(Date.now() - 90_000_000).toUTCString();
                await (await caches.open('media-1')).put(url, new Response('a picture', { headers: { Date: yesterday } }));
                return (await fetch(url)).status;
            }
            """);
        status.ShouldBe(404);
        await page.WaitForFunctionAsync("async () => !(await caches.match(location.origin + '/media/0/320.webp'))");
    }

    [Fact]
    public async Task A_note_read_over_the_feed_is_kept_too()
    {
        await using var visitor = await WithWorker(desk: true);
        await visitor.Join(); // whoever has walked the whole feed of this small town finds it empty for two hours
        var page = visitor.Page;
        await visitor.Go("/");
        await page.Locator(".fall .card-body").First.ClickAsync();
        var title = await page.Locator("dialog.over-box h1").InnerTextAsync();
        await page.WaitForFunctionAsync(KeptAsOnesOwn);
        await visitor.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task The_very_first_page_is_kept_too()
    {
        await using var visitor = await Chrome.Visit(new(Offline: true));
        visitor.Forgive("ERR_INTERNET_DISCONNECTED", "Failed to fetch");
        await visitor.Go($"/notes/{visitor.Town.Note}");
        await visitor.Page.WaitForFunctionAsync(KeptForAll);
        await visitor.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller?.state === 'activated'"); // kept while it starts, given out once it has
        await visitor.Context.SetOfflineAsync(true);
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.Locator("main h1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Leaving_takes_what_was_kept_along()
    {
        await using var visitor = await WithWorker();
        var title = await ReadAsMember(visitor);
        var page = visitor.Page;
        await visitor.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        (await page.Locator("h1").InnerTextAsync()).ShouldBe(title);
        await visitor.Context.SetOfflineAsync(false);
        await visitor.Go("/orders");
        (await Kept(page)).ShouldNotContain(url => url.Contains("/orders"));
        (await Kept(page)).ShouldContain(url => url.Contains("/notes/"));
        await visitor.Go("/sign-out");
        await page.EvaluateAsync("localStorage.setItem('k-searches', '[]')");
        await page.Locator("form[data-signout] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-out"));
        (await page.EvaluateAsync<int>("Object.keys(localStorage).length")).ShouldBe(0);
        (await Kept(page)).ShouldNotContain(url => url.Contains("/notes/"));
    }

    /// <summary>The pages kept, for everybody and for oneself.</summary>
    private static Task<string[]> Kept(IPage page) =>
        page.EvaluateAsync<string[]>("async () => (await Promise.all(['pages-1', 'mine-1'].map(async name => (await caches.has(name)) ? (await (await caches.open(name)).keys()).map(r => r.url) : []))).flat()");

    [Fact]
    public async Task The_site_can_be_installed()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Go("/");
        var line = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        var manifest = (await line.SendAsync("Page.getAppManifest"))!.Value;
        manifest.GetProperty("errors").GetArrayLength().ShouldBe(0);
        using var said = JsonDocument.Parse(manifest.GetProperty("data").GetString()!);
        said.RootElement.GetProperty("display").GetString().ShouldBe("standalone");
        foreach (var icon in said.RootElement.GetProperty("icons").EnumerateArray())
            (await visitor.Context.APIRequest.GetAsync(icon.GetProperty("src").GetString()!)).Status.ShouldBe(200);
    }
}
