using Kaki.Kernel;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Feed;

/// <summary>What the three feeds' pages share: the cards of one page, whole or as the part a script asked for.</summary>
internal abstract class FeedPageModel(CardList list) : PageModel
{
    public abstract string Tab { get; }
    public FeedPage Feed { get; private set; } = new([], "", 0, null);
    public IHtmlContent Cards { get; private set; } = HtmlString.Empty;

    /// <summary>Topic channels under the tabs: what the reader picked, else what is hot.</summary>
    public IReadOnlyList<string> Channels { get; protected set; } = [];
    public string? Channel { get; protected set; }

    protected Caller Caller => HttpContext.Caller();

    protected async Task<IActionResult> Show(FeedPage feed, Func<NoteCard, string?>? onCover = null)
    {
        Feed = feed;
        Cards = await list.Html(Caller, feed.Cards, feed.From, onCover, feed.Liked);
        Response.Headers.Vary = "X-Kaki-Part";
        return Request.Headers["X-Kaki-Part"] == "cards" ? Partial("/Feed/_Cards.cshtml", this) : Page();
    }
}
