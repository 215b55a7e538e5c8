using Kaki.Kernel;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Topics;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Feed;

internal sealed class DiscoverPageModel(Discover discover, FeedPool pool, CardList list, PeopleReads people, HotTopics hot) : FeedPageModel(list)
{
    private const int MostChannels = 12;
    public override string Tab => "discover";

    /// <summary>There are notes, only none this reader has not just been shown.</summary>
    public bool SeenAll { get; private set; }

    public async Task<IActionResult> OnGet(string? topic, Id? served, int after = 0)
    {
        if (topic is { Length: > 30 }) topic = topic[..30];
        Channel = string.IsNullOrWhiteSpace(topic) ? null : topic;
        var picked = Caller.MemberId is { } me ? await people.InterestsOf(me) : [];
        Channels = [.. picked.Concat(await hot.Names(Caller.Language)).Distinct().Take(MostChannels)];
        SeenAll = Caller.SignedIn && (await pool.Current()).Count > 0;
        return await Show(await discover.Run(Caller, Channel, served, after));
    }
}
