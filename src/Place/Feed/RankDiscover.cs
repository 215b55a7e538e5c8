using Kaki.Kernel;

namespace Kaki.Place.Feed;

/// <summary>
/// Orders discover: decayed popularity crossed with what the reader said they like.
/// score = (1 + engagement) / (age in hours + 6)^0.8 × language × (1 + matched interests), then no author twice within five.
/// Written down for members in docs/feed.md; keep the two alike.
/// </summary>
internal static class RankDiscover
{
    private const double Gravity = 0.8, AgeOffset = 6, OtherLanguage = 0.35, PerInterest = 0.6, MostInterest = 1.8;
    private const int AuthorGap = 5;

    public static List<long> Rank(IEnumerable<Candidate> candidates, Instant now, string language, IReadOnlySet<string> interests, int most)
    {
        var scored = candidates.Select(c => (c, Score: Score(c, now, language, interests))).OrderByDescending(s => s.Score).ThenByDescending(s => s.c.Id).Select(s => s.c).ToList();
        return Spread(scored, most);
    }

    internal static double Score(Candidate c, Instant now, string language, IReadOnlySet<string> interests)
    {
        var age = Math.Max(0, now.Since(c.PublishedAt).TotalHours) + AgeOffset;
        var matched = Math.Min(MostInterest, PerInterest * c.Topics.Count(interests.Contains));
        return (1 + c.Interest) / Math.Pow(age, Gravity) * (c.Language == language ? 1 : OtherLanguage) * (1 + matched);
    }

    // Takes the best whose author was not among the last few; when only such are left, the best of them.
    private static List<long> Spread(List<Candidate> ranked, int most)
    {
        var result = new List<long>(Math.Min(most, ranked.Count));
        var waiting = new LinkedList<Candidate>(ranked);
        var recent = new Queue<long>(AuthorGap);
        while (result.Count < most && waiting.First is { } first)
        {
            var node = first;
            for (var looked = 0; node is not null && recent.Contains(node.Value.AuthorId) && looked < 40; looked++) node = node.Next;
            node ??= first;
            waiting.Remove(node);
            result.Add(node.Value.Id);
            if (recent.Count == AuthorGap) recent.Dequeue();
            recent.Enqueue(node.Value.AuthorId);
        }
        return result;
    }
}
