using Kaki.Kernel;
using Kaki.Learning.Text;
using Kaki.People;
using Kaki.Place.Topics;

namespace Kaki.Place.Feed;

/// <summary>The topics under discover's tabs: what the reader picked and somebody writes about in their language, then what is hot in it.</summary>
internal sealed class Channels(PeopleReads people, HotTopics hot, FeedPool pool)
{
    private const int Most = 12;

    public async ValueTask<IReadOnlyList<string>> Of(Caller caller)
    {
        var hottest = await hot.Names(caller.Language);
        if (caller.MemberId is not { } me || await people.InterestsOf(me) is not { Count: > 0 } picked) return hottest;
        var written = (await pool.Current()).TopicsIn(caller.Language);
        return [.. picked.Where(p => written.Contains(Folding.OneWord(p))).Concat(hottest).DistinctBy(Folding.OneWord).Take(Most)];
    }
}
