using System.Collections.Concurrent;
using System.Globalization;
using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Feed;

/// <summary>What stands before and after a feed's cards, as bytes.</summary>
internal sealed record Frame(byte[] Before, byte[] After, Instant Until);

/// <summary>
/// Frames of the discover feed for signed-in readers: drawn once by the view and cut at its cards, then kept for a minute.
/// Whoever sees the same frame shares it, so its key names everything the layout and the feed's head show of a reader;
/// FramesTests draws one reader's page from another's frame to prove it (docs/decisions/0014).
/// </summary>
internal sealed class Frames(TimeProvider clock)
{
    private const int Most = 500;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Frame> kept = new();

    public Frame? Find(string key) => kept.TryGetValue(key, out var frame) && Instant.Now(clock) < frame.Until ? frame : null;

    /// <summary>Cuts a page that was drawn; keeps nothing of one without cards.</summary>
    public void Keep(string key, ReadOnlySpan<byte> page)
    {
        int opens = page.IndexOf("<k-fall"u8), closes = page.LastIndexOf("</k-fall>"u8);
        if (opens < 0 || closes < opens) return;
        if (kept.Count >= Most) kept.Clear(); // rare, and cheaper than keeping order
        kept[key] = new(page[..opens].ToArray(), page[(closes + Fall.Closes.Length)..].ToArray(), Instant.Now(clock).Plus(Fresh));
    }

    public static async ValueTask<string> KeyOf(HttpContext http, IEnumerable<IBadge> badges, IReadOnlyList<string> channels)
    {
        var caller = http.Caller();
        var key = $"{PublicAddress.Origin(http)}\n{CultureInfo.CurrentUICulture.Name}\n{Theme.Of(http.Request)}\n{NoAi.Of(http.Request)}\n{caller.SignedIn}\n{caller.Journal}\n{string.Join('\t', channels)}";
        foreach (var badge in badges) key += $"\n{badge.Item} {await badge.Of(caller)}";
        return key;
    }
}

/// <summary>A feed's page drawn by its view, whose frame is kept.</summary>
internal sealed class DrawnPage(Frames frames, string key) : PageResult
{
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var original = response.Body;
        using var copy = new MemoryStream();
        response.Body = copy;
        try { await base.ExecuteResultAsync(context); }
        finally { response.Body = original; }
        var drawn = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        frames.Keep(key, drawn.Span);
        await original.WriteAsync(drawn, context.HttpContext.RequestAborted);
    }
}
