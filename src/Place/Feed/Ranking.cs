using Kaki.Kernel;

namespace Kaki.Place.Feed;

/// <summary>Candidates in the order of a language before anybody's interests, and where in it each topic's are.</summary>
internal sealed class Ranking
{
    private readonly Dictionary<string, List<int>> byTopic;

    private Ranking(Candidate[] best, double[] scores, Dictionary<string, List<int>> byTopic) => (Best, Scores, this.byTopic) = (best, scores, byTopic);

    /// <summary>Best first; of equal scores the newer.</summary>
    public Candidate[] Best { get; }
    public double[] Scores { get; }

    public static Ranking Of(IEnumerable<Candidate> candidates, Instant now, string language)
    {
        var ordered = candidates.Select(c => (Candidate: c, Score: RankDiscover.Base(c, now, language))).OrderByDescending(s => s.Score).ThenByDescending(s => s.Candidate.Id).ToArray();
        var byTopic = new Dictionary<string, List<int>>();
        for (var i = 0; i < ordered.Length; i++)
            foreach (var topic in ordered[i].Candidate.Words)
                if (byTopic.TryGetValue(topic, out var places)) places.Add(i);
                else byTopic[topic] = [i];
        return new([.. ordered.Select(o => o.Candidate)], [.. ordered.Select(o => o.Score)], byTopic);
    }

    /// <summary>The places in <see cref="Best"/> that have at least one of the topics, and how many each has.</summary>
    public Dictionary<int, int> Matching(IReadOnlySet<string> topics)
    {
        var matched = new Dictionary<int, int>();
        foreach (var topic in topics)
            if (byTopic.TryGetValue(topic, out var places))
                foreach (var place in places) matched[place] = matched.GetValueOrDefault(place) + 1;
        return matched;
    }
}
