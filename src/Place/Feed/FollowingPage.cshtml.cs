using Kaki.Kernel.Paging;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Feed;

internal sealed class FollowingPageModel(Following following, CardList list) : FeedPageModel(list)
{
    public override string Tab => "following";
    public bool SignedOut => !Caller.SignedIn;

    public async Task<IActionResult> OnGet(Cursor? after, int from = 0) =>
        SignedOut ? Page() : await Show(await following.Run(Caller, after, Math.Clamp(from, 0, 100_000), WithoutAi));
}
