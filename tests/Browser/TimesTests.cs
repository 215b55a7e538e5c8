using System.Globalization;
using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>Everybody here sits in Shanghai, eight hours before UTC, unless it says otherwise.</summary>
public class TimesTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task An_order_tells_its_times_in_the_readers_own_zone_or_says_that_they_are_UTC(bool script)
    {
        await using var visitor = await (await Chrome.Visit(new(Script: script))).As(Who.Reader);
        var path = $"/orders/{visitor.Town.Life.Shipped}";
        var placed = (await visitor.Api("/api/v1" + path)).GetProperty("placedAt").GetDateTimeOffset();
        await visitor.Go(path);
        var here = placed.ToOffset(TimeSpan.FromHours(8));
        var minute = script ? here.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : placed.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        await Assertions.Expect(visitor.Page.Locator("dl.sum k-when").First).ToHaveTextAsync(minute);
        if (script) await Assertions.Expect(visitor.Page.Locator(".steps k-when").First).ToContainTextAsync(here.ToString("d MMM", CultureInfo.InvariantCulture));
    }

    [Theory, InlineData("en"), InlineData("zh-CN")]
    public async Task Notices_stand_under_the_readers_own_days(string language)
    {
        // Where it is never the same day as in UTC at this hour.
        var (zone, ahead) = TimeProvider.System.GetUtcNow().Hour >= 10 ? ("Pacific/Kiritimati", 14) : ("Pacific/Pago_Pago", -11);
        await using var visitor = await Chrome.Visit(new(language, Zone: zone));
        await using var friend = await Chrome.Visit();
        var handle = await visitor.Join();
        await friend.Join("friend");
        (await friend.Context.APIRequest.PutAsync($"/api/v1/people/{handle}/follow")).Ok.ShouldBeTrue();
        await Soon.Holds(async () => (await visitor.Api("/api/v1/notices")).GetProperty("items").GetArrayLength() > 0, "A notice of who follows");
        var here = (await visitor.Api("/api/v1/notices")).GetProperty("items")[0].GetProperty("at").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(ahead));
        await visitor.Go("/notices");
        await Assertions.Expect(visitor.Page.Locator("main section")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("main section h2")).ToHaveTextAsync(language == "en" ? here.ToString("d MMM", CultureInfo.InvariantCulture) : here.ToString("M月d日", CultureInfo.InvariantCulture));
        await Assertions.Expect(visitor.Page.Locator("main section [data-notice]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_deadline_in_a_sentence_names_the_readers_day()
    {
        await using var visitor = await (await Chrome.Visit()).As(Who.Reader);
        var path = $"/orders/{visitor.Town.Life.Paid}";
        var by = (await visitor.Api("/api/v1" + path)).GetProperty("parts")[0].GetProperty("shipBy").GetDateTimeOffset();
        await visitor.Go(path);
        await Assertions.Expect(visitor.Page.Locator("p:has(> k-when)")).ToHaveTextAsync($"Sent by {by.ToOffset(TimeSpan.FromHours(8)).ToString("d MMM", CultureInfo.InvariantCulture)}");
    }
}
