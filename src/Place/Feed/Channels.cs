using Kaki.Kernel;
using Kaki.Learning.Text;
using Kaki.Place.Topics;

namespace Kaki.Place.Feed;

/// <summary>The topics under discover's tabs: what the reader likes and somebody writes about in their language, then what is hot in it.</summary>
internal sealed class Channels(Tastes tastes, HotTopics hot, FeedPool pool)
{
    private const int Most = 12;

    public async ValueTask<IReadOnlyList<string>> Of(Caller caller)
    {
        var hottest = await hot.Names(caller.Language);
        if (caller.MemberId is not { } me || await tastes.Of(caller, me) is not { Topics.Count: > 0 } taste) return hottest;
        var written = (await pool.Current()).TopicsIn(caller.Language);
        return [.. taste.Topics.Where(t => written.Contains(t.Word)).Select(t => t.Name).Take(Most).Concat(hottest).DistinctBy(Folding.OneWord).Take(Most)];
    }
}
