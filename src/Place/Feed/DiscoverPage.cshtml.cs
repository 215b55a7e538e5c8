using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.People;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Feed;

internal sealed class DiscoverPageModel(Discover discover, CardList list, Channels channels, Frames frames, PeopleReads people, IEnumerable<IBadge> badges) : FeedPageModel(list)
{
    public override string Tab => "discover";
    public Wish Wish { get; private set; } = Wish.Any;

    /// <summary>The site is new: who comes now is asked in, and told what they will be.</summary>
    public bool FirstIsAwaited { get; private set; }

    /// <summary>The address of this wish.</summary>
    public static string Href(Wish wish) => ("/?" + wish.Query).TrimEnd('&', '?');

    public override bool WithoutAi => Wish.NoAi;

    public async Task<IActionResult> OnGet(string? topic, Id? served, int after = 0, bool noai = false, bool again = false)
    {
        Channel = string.IsNullOrWhiteSpace(topic) ? null : topic.CutTo(30);
        Channels = await channels.Of(Caller);
        Wish = Wish.Of(Caller, Channel, noai || NoAi.Of(Request), again);
        var feed = HttpContext.Features.Get<FeedPage>() ?? await discover.Run(Caller, Wish, served, after);
        FirstIsAwaited = feed.Cards.Count == 0 && !Caller.SignedIn && await people.FirstIsAwaited();
        return await Show(feed);
    }

    // What the next who arrive alike are given at once; an empty feed has more to say than its frame.
    protected override async ValueTask<IActionResult> Whole() =>
        FramedFeed.Arrives(HttpContext) && Feed.Cards.Count > 0 ? new DrawnPage(frames, await Frames.KeyOf(HttpContext, badges, Channels)) : Page();
}
