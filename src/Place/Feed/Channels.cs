using Kaki.Kernel;
using Kaki.People;
using Kaki.Place.Topics;

namespace Kaki.Place.Feed;

/// <summary>The topics under discover's tabs: what the reader picked, then what is hot in their language.</summary>
internal sealed class Channels(PeopleReads people, HotTopics hot)
{
    private const int Most = 12;

    public async ValueTask<IReadOnlyList<string>> Of(Caller caller)
    {
        var hottest = await hot.Names(caller.Language);
        if (caller.MemberId is not { } me || await people.InterestsOf(me) is not { Count: > 0 } picked) return hottest;
        return [.. picked.Concat(hottest).Distinct().Take(Most)];
    }
}
