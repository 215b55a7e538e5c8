using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Feed;

/// <summary>A note that discover may show: what ranking needs to know of it.</summary>
/// <param name="Place">Where it stands in its pool.</param>
internal sealed record Candidate(int Place, long Id, long AuthorId, string Language, Instant PublishedAt, double Interest, bool AiMade, string[] Topics)
{
    /// <summary>Its topics as an interest is compared with them: people write "street style" and #streetstyle.</summary>
    public string[] Words { get; } = Array.TrueForAll(Topics, t => Folding.OneWord(t) == t) ? Topics : [.. Topics.Select(Folding.OneWord).Distinct()];
}

/// <summary>
/// This node's candidates for discover: the newest public notes with pictures or words, read again every half minute, and soon after somebody has published here.
/// Rebuilt from tables at start; nothing here is needed by another node.
/// </summary>
internal sealed class FeedPool(IServiceScopeFactory scopes, TimeProvider clock, int most = FeedPool.Most)
{
    public const int Most = 3000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30), Soonest = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile State state = new(Pool.Empty, default);

    public async ValueTask<Pool> Current()
    {
        var now = Instant.Now(clock);
        if (state.Until.Holds(now, Fresh)) return state.Pool;
        // One reader refreshes; the others go on with what there is, unless there is nothing yet.
        if (!await reading.WaitAsync(state.Pool.Candidates.Count == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero)) return state.Pool;
        try
        {
            if (!state.Until.Holds(now, Fresh)) state = new(new Pool(await Read(), now), now.Plus(Fresh));
            return state.Pool;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>There is a new note: makes this node read again at the next request, though not more than once a second.</summary>
    public void Expire()
    {
        var (last, soon) = (state, state.Pool.At.Plus(Soonest));
        if (soon < last.Until) state = last with { Until = soon };
    }

    private async Task<IReadOnlyList<Candidate>> Read()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var notes = await db.Set<Note>().AsNoTracking().Where(n => n.State == NoteState.Published && n.Visibility == Visibility.Public)
            .OrderByDescending(n => n.PublishedAt).Take(most)
            .Select(n => new { n.Id, n.AuthorId, n.Language, n.PublishedAt, n.Likes, n.Saves, n.CommentCount, n.Disclosure }).ToListAsync();
        var ids = notes.Select(n => n.Id).ToArray();
        var topics = (await db.Set<NoteTopic>().Where(t => ids.Contains(t.NoteId))
            .Join(db.Set<Topic>(), t => t.TopicId, t => t.Id, (link, topic) => new { link.NoteId, topic.Folded }).ToListAsync()).ToLookup(t => t.NoteId, t => t.Folded);
        return [.. notes.Select((n, place) => new Candidate(place, n.Id, n.AuthorId, n.Language, n.PublishedAt, Engagement(n.Likes, n.Saves, n.CommentCount), n.Disclosure.HasFlag(Disclosure.AiMade), [.. topics[n.Id]]))];
    }

    // A comment takes more than a like; the weights stand in docs/feed.md.
    private static double Engagement(long likes, long saves, long comments) => likes + 2.0 * saves + 3.0 * comments;

    private sealed record State(Pool Pool, Instant Until);
}
