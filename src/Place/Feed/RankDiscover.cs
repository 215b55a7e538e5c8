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
    public const int AuthorGap = 5;
    private const int MostLooked = 40;

    /// <param name="interests">Topics, each in one word.</param>
    /// <param name="shown">False for what this reader is not to see.</param>
    /// <param name="before">The last authors of the list that this goes on, if it does.</param>
    public static List<long> Rank(Ranking everybodys, IReadOnlySet<string> interests, Func<Candidate, bool> shown, int most, IEnumerable<long> before) =>
        Spread(new InOrder(everybodys, interests, shown), most, new(before));

    /// <summary>The score before anybody's interests.</summary>
    public static double Base(Candidate c, Instant now, string language)
    {
        var age = Math.Max(0, now.Since(c.PublishedAt).TotalHours) + AgeOffset;
        return (1 + c.Interest) / Math.Pow(age, Gravity) * (c.Language == language ? 1 : OtherLanguage);
    }

    // Takes the best whose author was not among the last few; when only such are left, the best of them.
    private static List<long> Spread(InOrder rest, int most, Queue<long> recent)
    {
        var result = new List<long>(most);
        var waiting = new List<Candidate>(MostLooked);
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

    private static Candidate? Next(List<Candidate> waiting, InOrder rest, Queue<long> recent)
    {
        var at = 0;
        for (; at < MostLooked; at++)
        {
            if (at == waiting.Count)
            {
                if (rest.Next() is not { } next) break;
                waiting.Add(next);
            }
            if (!recent.Contains(waiting[at].AuthorId)) break;
        }
        if (waiting.Count == 0) return null;
        if (at == waiting.Count || at == MostLooked) at = 0;
        var taken = waiting[at];
        waiting.RemoveAt(at);
        return taken;
    }

    // Only what matches an interest moves, and only up: those few are sorted and merged with everybody's order, which is sorted already.
    // Written out and not as an iterator: hundreds of these are read at every arrival, and calls through interfaces were half their cost.
    private sealed class InOrder
    {
        private readonly Ranking all;
        private readonly Func<Candidate, bool> shown;
        private readonly Dictionary<int, int> matched;
        private readonly List<(int Place, double Score)> raised;
        private int place, up;

        public InOrder(Ranking all, IReadOnlySet<string> interests, Func<Candidate, bool> shown)
        {
            (this.all, this.shown, matched) = (all, shown, all.Matching(interests));
            raised = [.. matched.Select(m => (Place: m.Key, Score: all.Scores[m.Key] * (1 + Math.Min(MostInterest, PerInterest * m.Value))))];
            raised.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : all.Best[b.Place].Id.CompareTo(all.Best[a.Place].Id));
        }

        /// <summary>The next that is shown; null after the last.</summary>
        public Candidate? Next()
        {
            while (Following() is { } candidate)
                if (shown(candidate)) return candidate;
            return null;
        }

        private Candidate? Following()
        {
            while (place < all.Best.Length && raised.Count > 0 && matched.ContainsKey(place)) place++;
            if (up < raised.Count && (place == all.Best.Length || IsBefore(raised[up], place))) return all.Best[raised[up++].Place];
            return place < all.Best.Length ? all.Best[place++] : null;
        }

        private bool IsBefore((int Place, double Score) one, int other) =>
            one.Score > all.Scores[other] || one.Score == all.Scores[other] && all.Best[one.Place].Id > all.Best[other].Id;
    }
}
