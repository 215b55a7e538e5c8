using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Feed;

/// <summary>What the feeds' pages share: the cards of one page, whole or as the part a script asked for.</summary>
internal abstract class FeedPageModel(CardList list) : PageModel
{
    public abstract string Tab { get; }
    public FeedPage Feed { get; private set; } = new([], "", 0, null);
    public Fall Fall { get; private set; } = Fall.None;

    /// <summary>Topic channels under the tabs: what the reader picked, else what is hot.</summary>
    public IReadOnlyList<string> Channels { get; protected set; } = [];
    public string? Channel { get; protected set; }

    /// <summary>Nothing that was made with AI is shown.</summary>
    public virtual bool WithoutAi => NoAi.Of(Request);

    /// <summary>The first of its pictures, where its address is shared.</summary>
    public string? Picture => Feed.Cards.FirstOrDefault(c => c.Cover is not null)?.Cover!.Url(1080) is { } url ? PublicAddress.Of(HttpContext, url) : null;

    protected Caller Caller => HttpContext.Caller();

    protected async Task<IActionResult> Show(FeedPage feed, Func<NoteCard, string?>? onCover = null, Func<NoteCard, string>? foot = null)
    {
        Feed = feed;
        Fall = await list.Fall(Caller, feed, onCover, foot);
        Response.Headers.Vary = "X-Kaki-Part";
        return Request.Headers["X-Kaki-Part"] == "cards" ? new CardsAlone(Fall) : await Whole();
    }

    protected virtual ValueTask<IActionResult> Whole() => new(Page());

    private sealed class CardsAlone(Fall fall) : ActionResult
    {
        public override async Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.ContentType = "text/html; charset=utf-8";
            fall.WriteCards(response.BodyWriter);
            await response.BodyWriter.FlushAsync(context.HttpContext.RequestAborted);
        }
    }
}
