using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Place.Feed;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>A topic and how hot it is now.</summary>
internal sealed record TopicHeat(long Id, string Name, double Heat, int Notes);

/// <summary>
/// Which topics are hot. heat = Σ over its public notes of (1 + likes + 2·saves + 3·comments) · 2^(−age / half-life), the half-life three days:
/// shown on every topic page, so that boosting cannot be hidden. Only notes in the feed pool count.
/// </summary>
internal sealed class HotTopics(AppDb db, FeedPool pool)
{
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(3);
    public const int MostHot = 50;
    private const int MostChannels = 12;

    public static double Heat(IEnumerable<Candidate> notes, Instant now) =>
        notes.Sum(c => Heat(c.Interest, c.PublishedAt, now));

    /// <summary>A single note's share.</summary>
    public static double Heat(double interest, Instant publishedAt, Instant now) => (1 + interest) * Math.Pow(2, -now.Since(publishedAt) / HalfLife);

    /// <summary>The hottest, optionally among the notes of one language.</summary>
    public async Task<IReadOnlyList<TopicHeat>> Top(int most, string? language = null)
    {
        var notes = await pool.Current();
        if (!notes.Hottest.TryGetValue(language ?? "", out var hottest)) hottest = notes.Hottest[language ?? ""] = await Hottest(notes, language);
        return most < hottest.Count ? [.. hottest.Take(most)] : hottest;
    }

    private async Task<IReadOnlyList<TopicHeat>> Hottest(Pool notes, string? language)
    {
        var heat = new Dictionary<string, (double Heat, int Notes)>();
        foreach (var c in notes.Candidates.Where(c => language is null || c.Language == language))
            foreach (var topic in c.Topics)
                heat[topic] = heat.GetValueOrDefault(topic) is var h ? (h.Heat + Heat([c], notes.At), h.Notes + 1) : default;
        var top = heat.OrderByDescending(h => h.Value.Heat).Take(MostHot).ToList();
        var folded = top.Select(t => t.Key).ToArray();
        var named = await db.Set<Topic>().AsNoTracking().Where(t => folded.Contains(t.Folded)).ToDictionaryAsync(t => t.Folded);
        return [.. top.Where(t => named.ContainsKey(t.Key)).Select(t => new TopicHeat(named[t.Key].Id, named[t.Key].Name, t.Value.Heat, t.Value.Notes))];
    }

    /// <summary>The names for the channels above the feed.</summary>
    public async ValueTask<IReadOnlyList<string>> Names(string language)
    {
        var notes = await pool.Current();
        return notes.Channels.TryGetValue(language, out var names) ? names : notes.Channels[language] = [.. (await Top(MostChannels, language)).Select(t => t.Name)];
    }
}
