using System.Collections.Concurrent;

namespace Kaki.Browser.Tests.Harness;

/// <summary>
/// Visitors who only look, and so may go on from one test to the next: a browser that knows the site draws a page
/// for a fraction of what a new one costs. One that meets a failure is not asked again.
/// </summary>
internal static class Walkers
{
    private static readonly ConcurrentDictionary<(string, Who), ConcurrentBag<Visitor>> Resting = new();

    public static async Task Walk(string language, Who who, Func<Visitor, Task> look)
    {
        var resting = Resting.GetOrAdd((language, who), _ => []);
        var visitor = resting.TryTake(out var rested) ? rested.InThisTest() : await Start(language, who);
        try { await look(visitor); }
        catch
        {
            await visitor.DisposeAsync();
            throw;
        }
        await AsIfNew(visitor.Page);
        resting.Add(visitor);
    }

    private static async Task<Visitor> Start(string language, Who who)
    {
        var visitor = await (await Chrome.Visit(new(language))).As(who);
        await Axe.Join(visitor.Context);
        return visitor;
    }

    // By way of an empty page the next one would be drawn by a new process.
    private static async Task AsIfNew(IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(Chrome.Phone.Width, Chrome.Phone.Height);
    }
}
