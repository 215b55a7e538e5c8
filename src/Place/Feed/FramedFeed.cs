using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Http;

namespace Kaki.Place.Feed;

/// <summary>
/// Signed-in readers who arrive at discover: a list of their own in a frame that was drawn before (<see cref="Frames"/>), without the view engine.
/// Where no frame is kept, or the list is empty, the page draws it. Everything else about the feed goes to the page at once.
/// </summary>
internal sealed class FramedFeed(RequestDelegate next, Frames frames)
{
    public async Task Invoke(HttpContext http, Discover discover, Channels channels, CardList list, IEnumerable<IBadge> badges)
    {
        if (!Arrives(http)) { await next(http); return; }
        var caller = http.Caller();
        if (frames.Find(await Frames.KeyOf(http, badges, await channels.Of(caller))) is not { } frame) { await next(http); return; }
        var feed = await discover.Run(caller, Wish.Any with { NoAi = NoAi.Of(http.Request) }, null, 0);
        if (feed.Cards.Count == 0)
        {
            http.Features.Set(feed);
            await next(http);
            return;
        }
        await Send(http, frame, await list.Fall(caller, feed));
    }

    public static bool Arrives(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.Request.Path == "/" && !http.Request.QueryString.HasValue
        && http.Caller().SignedIn && http.Request.Headers["X-Kaki-Part"].Count == 0;

    private static async Task Send(HttpContext http, Frame frame, Fall fall)
    {
        var response = http.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.Vary = "X-Kaki-Part";
        using var page = new RentedBytes(64 * 1024);
        page.Write(frame.Before);
        fall.Write(page);
        page.Write(frame.After);
        response.ContentLength = page.Written.Length;
        await response.Body.WriteAsync(page.Written, http.RequestAborted);
    }
}
