using System.Collections.Concurrent;
using Kaki.Browser.Tests.Harness;

namespace Kaki.Browser.Tests;

/// <summary>How much a phone has to fetch and run.</summary>
public class WeightTests
{
    private const int MostScript = 60 * 1024;

    // Bodies as they travel; scrolling and the search box bring what is loaded late.
    [Theory, InlineData(false), InlineData(true)]
    public async Task The_feed_needs_less_than_sixty_kilobytes_of_script(bool desk)
    {
        await using var visitor = await Chrome.Visit(new(Desk: desk));
        await visitor.Join();
        var scripts = new ConcurrentQueue<IRequest>(); // one may still come while they are weighed
        visitor.Page.RequestFinished += (_, request) => { if (request.ResourceType == "script") scripts.Enqueue(request); };
        await visitor.Go("/");
        await Fall.ToTheEnd(visitor.Page);
        if (desk) await visitor.Page.Locator("k-find input").First.FocusAsync();
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        scripts.Count.ShouldBeGreaterThanOrEqualTo(2);
        var bytes = 0;
        foreach (var script in scripts)
        {
            ((await script.ResponseAsync())!.Headers).ShouldContainKey("content-encoding");
            bytes += (await script.SizesAsync()).ResponseBodySize;
        }
        bytes.ShouldBeInRange(5_000, MostScript);
        TestContext.Current.SendDiagnosticMessage($"script of the feed on a {(desk ? "desk" : "phone")}: {bytes:n0} bytes in {scripts.Count} files");
    }
}
