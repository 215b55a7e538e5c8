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
        if (product is not null) await Tag(page, product);
    }

    /// <summary>Puts the first product found by the words on the picture.</summary>
    internal static async Task Tag(IPage page, string product)
    {
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

    [Fact]
    public async Task The_form_suggests_people_marks_what_has_no_description_takes_a_rough_place_and_names_what_its_button_does()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Context.GrantPermissionsAsync(["geolocation"]);
        await visitor.Context.SetGeolocationAsync(new() { Latitude = 30.6043f, Longitude = 119.8688f });
        await visitor.Join();
        var page = visitor.Page;
        await Compose(visitor, "A quiet corner", "For a few");
        await Assertions.Expect(page.Locator(".thumb .no-alt")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".alt-tip")).ToContainTextAsync("1 picture");
        await page.FillAsync(".pic-work label input", "A corner");
        await Assertions.Expect(page.Locator(".thumb .no-alt")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".alt-tip")).ToBeHiddenAsync();
        await page.ClickAsync("k-spot button");
        await Assertions.Expect(page.Locator("k-spot input[name='place.latitude']")).ToHaveValueAsync("30.60");
        await page.ClickAsync("k-spot >> text=Take it off");
        await Assertions.Expect(page.Locator("k-spot input")).ToHaveCountAsync(0);
        await page.ClickAsync("k-spot button");
        await page.CheckAsync("input[name=visibility][value=Selected]");
        await page.Locator("input[name=viewers]").PressSequentiallyAsync("town_rea");
        await page.Locator("k-people [role=option]").First.ClickAsync();
        await Assertions.Expect(page.Locator("input[name=viewers]")).ToHaveValueAsync("town_reader ");
        var go = page.Locator("footer button.btn-main");
        await page.FillAsync("input[type=datetime-local]", TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await Assertions.Expect(go).ToHaveTextAsync("Schedule");
        await page.FillAsync("input[type=datetime-local]", "");
        await Assertions.Expect(go).ToHaveTextAsync("Publish");
        await go.ClickAsync();
        await page.WaitForURLAsync("**/notes/*");
        var note = await visitor.Api("/api/v1" + new Uri(page.Url).AbsolutePath);
        note.GetProperty("latitude").GetDouble().ShouldBe(30.6);
        note.GetProperty("viewers")[0].GetString().ShouldBe("town_reader");
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
