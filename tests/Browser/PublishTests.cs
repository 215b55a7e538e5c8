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
        await FoundBySearch(visitor, title);
    }

    /// <summary>Search knows a note shortly after it is published: the outbox tells it.</summary>
    internal static async Task FoundBySearch(Visitor visitor, string title)
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

    /// <summary>Scrolls discover until the note comes by.</summary>
    internal static async Task FoundInFeed(Visitor visitor, string title)
    {
        await visitor.Go("/");
        await Fall.ToTheEnd(visitor.Page, until: visitor.Page.Locator(".card", new() { HasText = title }));
        await Assertions.Expect(visitor.Page.Locator(".card", new() { HasText = title })).ToHaveCountAsync(1);
    }
}
