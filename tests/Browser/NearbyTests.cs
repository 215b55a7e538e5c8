using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Where somebody is: told by the browser on a press, rounded, or not told at all.</summary>
public class NearbyTests
{
    [Fact]
    public async Task A_press_looks_around_where_the_browser_says_one_is()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Context.GrantPermissionsAsync(["geolocation"]);
        await visitor.Context.SetGeolocationAsync(new() { Latitude = 30.6043f, Longitude = 119.8688f });
        await visitor.Go("/nearby");
        await visitor.Page.Locator("k-here button").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/nearby?lat=30.60&lon=119.87");
        await Assertions.Expect(visitor.Page.Locator(".fall .card").First).ToContainTextAsync("km");
    }

    [Fact]
    public async Task Where_the_browser_does_not_tell_a_city_can_still_be_written()
    {
        await using var visitor = await Chrome.Visit();
        await visitor.Context.ClearPermissionsAsync();
        await visitor.Go("/nearby");
        await visitor.Page.Locator("k-here button").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".toast[role=alert]")).ToContainTextAsync("Write a city");
        await visitor.Page.FillAsync("input[name=city]", "杭州");
        await visitor.Page.ClickAsync("form[action='/nearby'] button[type=submit]");
        await Assertions.Expect(visitor.Page.Locator(".fall .card").First).ToBeVisibleAsync();
    }
}
