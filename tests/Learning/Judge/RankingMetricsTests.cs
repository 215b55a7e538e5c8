using Kaki.Learning.Judge;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Judge;

public class RankingMetricsTests
{
    static readonly string[] ranked = ["a", "b", "c", "d", "e"];
    static readonly HashSet<string> relevant = ["a", "c", "x"];

    [Fact]
    public void Recall_is_what_was_found_of_what_there_was()
    {
        RankingMetrics.Recall(ranked, relevant, 5).ShouldBe(2 / 3.0, 1e-12);
        RankingMetrics.Recall(ranked, relevant, 2).ShouldBe(1 / 3.0, 1e-12);
        RankingMetrics.Recall(ranked, relevant, 50).ShouldBe(2 / 3.0, 1e-12);
    }

    [Fact]
    public void Precision_is_what_was_found_of_the_places_asked_for()
    {
        RankingMetrics.Precision(ranked, relevant, 5).ShouldBe(0.4, 1e-12);
        RankingMetrics.Precision(ranked, relevant, 2).ShouldBe(0.5, 1e-12);
        // a short list has empty places
        RankingMetrics.Precision(ranked, relevant, 10).ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void A_hit_is_any_and_the_reciprocal_rank_that_of_the_first()
    {
        RankingMetrics.HitRate(ranked, relevant, 1).ShouldBe(1);
        RankingMetrics.HitRate(["z", "y"], relevant, 2).ShouldBe(0);
        RankingMetrics.HitRate(["z", "c"], relevant, 1).ShouldBe(0);
        RankingMetrics.ReciprocalRank(["z", "c"], relevant, 5).ShouldBe(0.5);
        RankingMetrics.ReciprocalRank(["z", "c"], relevant, 1).ShouldBe(0);
        RankingMetrics.ReciprocalRank(["z"], relevant, 4).ShouldBe(0);
    }

    [Fact]
    public void Gain_is_discounted_by_place_and_measured_against_the_best_order()
    {
        // 1 + 1/2 over 1 + 0.63093 + 1/2
        RankingMetrics.Ndcg(ranked, relevant, 5).ShouldBe(1.5 / 2.1309297535714575, 1e-12);
        // the best of one place is one thing
        RankingMetrics.Ndcg(ranked, relevant, 1).ShouldBe(1, 1e-12);
        RankingMetrics.Ndcg(["a", "c", "x", "z"], relevant, 4).ShouldBe(1, 1e-12);
        RankingMetrics.Ndcg(["z"], relevant, 4).ShouldBe(0);
    }

    [Fact]
    public void Graded_gain_is_that_of_the_published_example()
    {
        // the worked example of Wikipedia's article on discounted cumulative gain: 3 2 3 0 1 2, and 3 and 2 not shown: 6.861 / 8.740 = 0.785
        var gains = new Dictionary<int, double> { [1] = 3, [2] = 2, [3] = 3, [4] = 0, [5] = 1, [6] = 2, [7] = 3, [8] = 2 };
        RankingMetrics.Ndcg([1, 2, 3, 4, 5, 6], gains, 6).ShouldBe(0.785, 0.0005);
        // of gains 0 and 1 it is the plain one
        RankingMetrics.Ndcg(ranked, relevant.ToDictionary(x => x, _ => 1.0), 5).ShouldBe(RankingMetrics.Ndcg(ranked, relevant, 5), 1e-12);
        RankingMetrics.Ndcg([1, 1, 1], gains, 3).ShouldBe(3 / (3 + 3 / Math.Log2(3) + 1.5), 1e-12);
        RankingMetrics.Ndcg([1], new Dictionary<int, double>(), 3).ShouldBe(0);
        Should.Throw<ArgumentException>(() => RankingMetrics.Ndcg([1], new Dictionary<int, double> { [1] = -1 }, 1));
        Should.Throw<ArgumentException>(() => RankingMetrics.Ndcg([1], new Dictionary<int, double> { [1] = double.NaN }, 1));
    }

    [Fact]
    public void Average_precision_is_the_mean_over_the_places_of_what_was_relevant()
    {
        // (1/1 + 2/3) / 3
        RankingMetrics.AveragePrecision(ranked, relevant, 5).ShouldBe(5 / 9.0, 1e-12);
        RankingMetrics.AveragePrecision(["a", "c", "x"], relevant, 3).ShouldBe(1, 1e-12);
        // one place can hold one: 1 / min(1, 3)
        RankingMetrics.AveragePrecision(ranked, relevant, 1).ShouldBe(1, 1e-12);
        // C. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval, 8.4: MAP is the mean over queries; here 5/9 and (1/2 + 2/4)/2
        new[] { RankingMetrics.AveragePrecision(ranked, relevant, 5), RankingMetrics.AveragePrecision(["z", "p", "y", "q"], new HashSet<string> { "p", "q" }, 4) }.Average().ShouldBe((5 / 9.0 + 0.5) / 2, 1e-12);
    }

    [Fact]
    public void Empty_repeated_and_unknown()
    {
        var nothing = new HashSet<string>();
        RankingMetrics.Recall(ranked, nothing, 5).ShouldBe(0);
        RankingMetrics.Precision([], relevant, 5).ShouldBe(0);
        RankingMetrics.Ndcg(ranked, nothing, 5).ShouldBe(0);
        RankingMetrics.AveragePrecision(ranked, nothing, 5).ShouldBe(0);
        // what stands twice counts at its first place
        RankingMetrics.Recall(["a", "a", "a"], relevant, 3).ShouldBe(1 / 3.0, 1e-12);
        RankingMetrics.AveragePrecision(["a", "a", "c"], relevant, 3).ShouldBe(5 / 9.0, 1e-12);
        RankingMetrics.HitRate(["never heard of"], relevant, 3).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => RankingMetrics.Recall(ranked, relevant, 0));
    }
}
