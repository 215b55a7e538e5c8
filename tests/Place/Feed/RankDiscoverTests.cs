using Kaki.Kernel;
using Kaki.Place.Feed;

namespace Kaki.Tests.Place.Feed;

/// <summary>The order of docs/feed.md, whatever shortcuts are taken to reach it.</summary>
public class RankDiscoverTests
{
    private static readonly Instant Now = new(1_800_000_000_000_000);
    private static readonly string[] Topics = ["tea", "rain", "wool", "clay", "bread"];

    private static List<Candidate> Some(Random chance, int count, int authors) => [.. Enumerable.Range(1, count).Select(i => new Candidate(
        i - 1, i, chance.Next(authors), chance.Next(2) == 0 ? "en" : "zh-CN", Now.Minus(TimeSpan.FromHours(chance.Next(400))), chance.Next(4), chance.Next(5) == 0,
        [.. Topics.Where(_ => chance.Next(4) == 0)]))];

    /// <summary>Straight from the words: score all, sort all, then take the best whose author is not among the last five given, looking 40 ahead.</summary>
    private static List<long> Plainly(List<Candidate> all, IReadOnlySet<string> interests, string language, int most)
    {
        double Score(Candidate c) => (1 + c.Interest) / Math.Pow(Now.Since(c.PublishedAt).TotalHours + 6, 0.8) * (c.Language == language ? 1 : 0.35) * (1 + Math.Min(1.8, 0.6 * c.Topics.Count(interests.Contains)));
        var rest = all.OrderByDescending(Score).ThenByDescending(c => c.Id).ToList();
        var given = new List<Candidate>();
        while (given.Count < most && rest.Count > 0)
        {
            var recent = given.TakeLast(5).Select(c => c.AuthorId).ToHashSet();
            var next = rest.Take(40).FirstOrDefault(c => !recent.Contains(c.AuthorId)) ?? rest[0];
            rest.Remove(next);
            given.Add(next);
        }
        return [.. given.Select(c => c.Id)];
    }

    [Fact]
    public void A_readers_list_is_the_formula_s_whatever_they_like_and_have_seen()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var chance = new Random(seed);
            var all = Some(chance, chance.Next(0, 300), chance.Next(1, 40));
            var interests = Topics.Where(_ => chance.Next(2) == 0).ToHashSet();
            var seen = all.Where(_ => chance.Next(3) == 0).Select(c => c.Id).ToHashSet();
            foreach (var language in new[] { "en", "zh-CN" })
                RankDiscover.Rank(Ranking.Of(all, Now, language), interests, c => !seen.Contains(c.Id), 100, [])
                    .ShouldBe(Plainly([.. all.Where(c => !seen.Contains(c.Id))], interests, language, 100), $"seed {seed}");
        }
    }

    [Fact]
    public void Nobody_s_candidates_make_an_empty_list() => RankDiscover.Rank(Ranking.Of([], Now, "en"), new HashSet<string>(), _ => true, 100, []).ShouldBeEmpty();
}
