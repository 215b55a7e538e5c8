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
    private const int AuthorGap = 5, MostLooked = 40;

    /// <param name="interests">Folded topics.</param>
    /// <param name="shown">False for what this reader is not to see.</param>
    public static List<long> Rank(Ranking everybodys, IReadOnlySet<string> interests, Func<Candidate, bool> shown, int most) =>
        Spread(InOrder(everybodys, interests).Where(shown), most);

    /// <summary>The score before anybody's interests.</summary>
    public static double Base(Candidate c, Instant now, string language)
    {
        var age = Math.Max(0, now.Since(c.PublishedAt).TotalHours) + AgeOffset;
        return (1 + c.Interest) / Math.Pow(age, Gravity) * (c.Language == language ? 1 : OtherLanguage);
    }

    // Only what matches an interest moves, and only up: those few are sorted and merged with everybody's order, which is sorted already.
    private static IEnumerable<Candidate> InOrder(Ranking all, IReadOnlySet<string> interests)
    {
        var matched = all.Matching(interests);
        var raised = matched.Select(m => (Place: m.Key, Score: all.Scores[m.Key] * (1 + Math.Min(MostInterest, PerInterest * m.Value)))).ToList();
        raised.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : all.Best[b.Place].Id.CompareTo(all.Best[a.Place].Id));
        var next = 0;
        for (var place = 0; place < all.Best.Length; place++)
        {
            if (matched.ContainsKey(place)) continue;
            while (next < raised.Count && Before(raised[next], place)) yield return all.Best[raised[next++].Place];
            yield return all.Best[place];
        }
        while (next < raised.Count) yield return all.Best[raised[next++].Place];

        bool Before((int Place, double Score) one, int place) =>
            one.Score > all.Scores[place] || one.Score == all.Scores[place] && all.Best[one.Place].Id > all.Best[place].Id;
    }

    // Takes the best whose author was not among the last few; when only such are left, the best of them.
    private static List<long> Spread(IEnumerable<Candidate> ranked, int most)
    {
        var result = new List<long>(most);
        var waiting = new List<Candidate>(MostLooked);
        var recent = new Queue<long>(AuthorGap);
        using var rest = ranked.GetEnumerator();
        while (result.Count < most)
        {
            var taken = Next(waiting, rest, recent);
            if (taken is null) break;
            result.Add(taken.Id);
            if (recent.Count == AuthorGap) recent.Dequeue();
            recent.Enqueue(taken.AuthorId);
        }
        return result;
    }

    private static Candidate? Next(List<Candidate> waiting, IEnumerator<Candidate> rest, Queue<long> recent)
    {
        var at = 0;
        for (; at < MostLooked; at++)
        {
            if (at == waiting.Count)
            {
                if (!rest.MoveNext()) break;
                waiting.Add(rest.Current);
            }
            if (!recent.Contains(waiting[at].AuthorId)) break;
        }
        if (waiting.Count == 0) return null;
        if (at == waiting.Count || at == MostLooked) at = 0;
        var taken = waiting[at];
        waiting.RemoveAt(at);
        return taken;
    }
}
