using Kaki.Kernel;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Topics;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Feed;

internal sealed class DiscoverPageModel(Discover discover, CardList list, PeopleReads people, HotTopics hot) : FeedPageModel(list)
{
    private const int MostChannels = 12;
    public override string Tab => "discover";
    public Wish Wish { get; private set; } = new(null, false);

    public async Task<IActionResult> OnGet(string? topic, Id? served, int after = 0, bool noai = false)
    {
        if (topic is { Length: > 30 }) topic = topic[..30];
        Channel = string.IsNullOrWhiteSpace(topic) ? null : topic;
        var picked = Caller.MemberId is { } me ? await people.InterestsOf(me) : [];
        Channels = [.. picked.Concat(await hot.Names(Caller.Language)).Distinct().Take(MostChannels)];
        return await Show(await discover.Run(Caller, Wish = new(Channel, noai), served, after));
    }
}
