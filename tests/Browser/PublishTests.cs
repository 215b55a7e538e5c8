using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

public class PublishTests
{
    /// <summary>Writes a note in the composer as a person would, up to the last button.</summary>
    internal static async Task Compose(Visitor visitor, string title, string body, string? product = null)
    {
        var page = visitor.Page;
        await visitor.Go("/publish");
        var upload = page.WaitForResponseAsync(r => r.Url.Contains("/api/v1/pictures") && r.Request.Method == "POST");
        await page.SetInputFilesAsync("k-upload > input[type=file]", new FilePayload { Name = "morning.png", MimeType = "image/png", Buffer = Painted.Png(900, 1200, title.Length) });
        (await upload).Status.ShouldBe(201);
        await page.FillAsync("input[name=title]", title);
        await page.FillAsync("textarea[name=body]", body);
        if (product is null) return;
        await page.Locator("k-tags .canvas-pic").ClickAsync(new() { Position = new() { X = 60, Y = 80 } });
        await page.Locator("k-tags .tag-find input").FillAsync(product);
        await page.Locator("k-tags [role=option]").First.ClickAsync();
        await Assertions.Expect(page.Locator("k-tags .pin")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_note_with_picture_topic_and_tag_is_published_and_found()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var title = $"Lantern walk {Guid.CreateVersion7():n}"[..24];
        await Compose(visitor, title, "Down the old steps at dusk. #lanternwalk", "lamp");
        await visitor.Page.ClickAsync("button[name=act][value=publish]");
        await visitor.Page.WaitForURLAsync("**/notes/*");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(title);
        await Assertions.Expect(visitor.Page.Locator(".reel-slide img")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("a.topic", new() { HasText = "lanternwalk" })).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator(".goods-row a")).ToHaveCountAsync(1);
        await Found(visitor, title);
    }

    [Fact]
    public async Task What_is_being_written_is_kept_as_a_draft()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Join();
        var kept = visitor.Page.WaitForResponseAsync(r => r.Url.Contains("/api/v1/drafts/") && r.Request.Method == "PUT" && r.Ok && (r.Request.PostData ?? "").Contains("half a thought"));
        await Compose(visitor, "half a thought", "and then");
        await kept;
        await visitor.Go("/drafts");
        await visitor.Page.Locator("main a", new() { HasText = "half a thought" }).First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("input[name=title]")).ToHaveValueAsync("half a thought");
        await Assertions.Expect(visitor.Page.Locator("k-upload .thumb-btn")).ToHaveCountAsync(1);
    }

    /// <summary>Search knows a note shortly after it is published: the outbox tells it.</summary>
    internal static async Task Found(Visitor visitor, string title)
    {
        var card = visitor.Page.Locator(".card, .shelf a", new() { HasText = title });
        for (var i = 0; i < 20; i++)
        {
            await visitor.Go($"/search?q={Uri.EscapeDataString(title)}&n={i}");
            if (await card.CountAsync() > 0) return;
            await visitor.Page.WaitForTimeoutAsync(300);
        }
        Assert.Fail($"{title} was not found by search");
    }
}
