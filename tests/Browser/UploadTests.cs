using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Pictures on their way into a note: heavy ones, broken ones, and in the order their writer wants.</summary>
public class UploadTests
{
    internal static FilePayload File(byte[] content, string name = "morning.png") => new() { Name = name, MimeType = "image/png", Buffer = content };

    private static async Task<Visitor> Composing(Look? look = null)
    {
        var visitor = await Chrome.Visit(look);
        await visitor.Join();
        await visitor.Go("/publish");
        return visitor;
    }

    private static Task Choose(Visitor visitor, params FilePayload[] files) => visitor.Page.SetInputFilesAsync("k-upload > input[type=file]", files);

    private static ILocator Ready(Visitor visitor) => visitor.Page.Locator("k-upload input[name$='.id']");

    private static async Task<string[]> Order(Visitor visitor) => await Ready(visitor).EvaluateAllAsync<string[]>("fields => fields.map(f => f.value)");

    [Fact]
    public async Task A_photograph_of_several_megabytes_arrives()
    {
        await using var visitor = await Composing();
        var photo = Painted.Png(1500, 1100, 7, grain: true);
        photo.Length.ShouldBeGreaterThan(3_000_000);
        await Choose(visitor, File(photo));
        await Assertions.Expect(Ready(visitor)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Its_progress_is_shown_on_the_way()
    {
        await using var visitor = await Composing();
        var line = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await line.SendAsync("Network.enable");
        await line.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 400_000 });
        await Choose(visitor, File(Painted.Png(700, 500, 8, grain: true)));
        var bar = visitor.Page.Locator("k-upload [role=progressbar]");
        await Assertions.Expect(bar).ToHaveAttributeAsync("aria-valuenow", new System.Text.RegularExpressions.Regex("^[1-9][0-9]?$"));
        await Assertions.Expect(Ready(visitor)).ToHaveCountAsync(1);
        await Assertions.Expect(bar).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_broken_file_is_refused_with_the_reason()
    {
        await using var visitor = await Composing(new("zh-CN"));
        visitor.Forgive("422");
        await Choose(visitor, File(Painted.Png(600, 400, 9)[..4000], "torn.png"), File(Painted.Png(600, 400, 10)));
        await Assertions.Expect(visitor.Page.Locator("k-upload .is-bad")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("k-upload [role=alert]")).ToContainTextAsync("这张图片坏了");
        await Assertions.Expect(Ready(visitor)).ToHaveCountAsync(1); // the other one is none the worse for it
    }

    [Fact]
    public async Task A_picture_chosen_before_the_page_was_ready_is_taken_all_the_same()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var ready = new TaskCompletionSource();
        await visitor.Page.RouteAsync("**/built/upload-*.js", async route =>
        {
            await ready.Task;
            await route.ContinueAsync();
        });
        await visitor.Go("/publish");
        await Choose(visitor, File(Painted.Png(300, 200, 11)));
        ready.SetResult();
        await Assertions.Expect(Ready(visitor)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_file_too_large_is_refused_before_it_travels()
    {
        await using var visitor = await Composing();
        var sent = 0;
        visitor.Page.Request += (_, request) => sent += request.Url.Contains("/api/v1/pictures") ? 1 : 0;
        var huge = Path.Combine(Directory.CreateTempSubdirectory("kaki-huge-").FullName, "huge.png");
        await using (var file = new FileStream(huge, FileMode.CreateNew)) file.SetLength(20 * 1024 * 1024 + 1);
        await visitor.Page.SetInputFilesAsync("k-upload > input[type=file]", huge);
        await Assertions.Expect(visitor.Page.Locator("k-upload [role=alert]")).ToContainTextAsync("This picture is larger than 20 MB");
        sent.ShouldBe(0);
        Directory.Delete(Path.GetDirectoryName(huge)!, recursive: true);
    }

    [Fact]
    public async Task Pictures_are_put_in_order_by_keys_by_buttons_and_by_dragging()
    {
        await using var visitor = await Composing(new(Desk: true));
        await Choose(visitor, [.. Enumerable.Range(0, 3).Select(i => File(Painted.Png(300, 300, 20 + i), $"{i}.png"))]);
        await Assertions.Expect(Ready(visitor)).ToHaveCountAsync(3);
        var (page, before) = (visitor.Page, await Order(visitor));
        var thumbs = page.Locator("k-upload .thumb-btn");
        await thumbs.Nth(2).PressAsync("Alt+ArrowLeft");
        (await Order(visitor)).ShouldBe([before[0], before[2], before[1]]);
        await thumbs.Nth(1).ClickAsync();
        await page.Locator("k-upload .pic-work button", new() { HasText = "Earlier" }).ClickAsync();
        (await Order(visitor)).ShouldBe([before[2], before[0], before[1]]);
        await thumbs.Nth(0).DragToAsync(thumbs.Nth(2));
        (await Order(visitor)).ShouldBe([before[0], before[1], before[2]]);
        await page.FillAsync("input[name=title]", "In order");
        await page.ClickAsync("button[name=act][value=publish]");
        await page.WaitForURLAsync("**/notes/*");
        var note = await visitor.Api($"/api/v1{new Uri(page.Url).AbsolutePath}");
        note.GetProperty("pictures").EnumerateArray().Select(p => p.GetProperty("id").GetString()).ShouldBe(before);
    }

    [Fact]
    public async Task A_note_waits_for_a_picture_that_is_still_on_its_way()
    {
        await using var visitor = await Composing();
        var page = visitor.Page;
        var arrive = new TaskCompletionSource();
        await page.RouteAsync("**/api/v1/pictures", async route =>
        {
            await arrive.Task;
            await route.ContinueAsync();
        });
        await Choose(visitor, File(Painted.Png(300, 200, 12)));
        await page.FillAsync("input[name=title]", "With its picture");
        await page.ClickAsync("button[name=act][value=publish]");
        await Assertions.Expect(page.Locator(".toast[role=alert]")).ToContainTextAsync("still on their way");
        page.Url.ShouldContain("/publish");
        arrive.SetResult();
        await Assertions.Expect(Ready(visitor)).ToHaveCountAsync(1);
        await page.ClickAsync("button[name=act][value=publish]");
        await page.WaitForURLAsync("**/notes/*");
        (await visitor.Api($"/api/v1{new Uri(page.Url).AbsolutePath}")).GetProperty("pictures").GetArrayLength().ShouldBe(1);
    }
}
