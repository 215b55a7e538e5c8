using Kaki.Learning.Judge;
using Kaki.Learning.Statistics;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Judge;

public class MetricsTests
{
    static readonly string[] ranked = ["a", "b", "c", "d", "e"];
    static readonly HashSet<string> relevant = ["a", "c", "x"];

    [Fact]
    public void Rankings_give_hand_worked_figures()
    {
        RankingMetrics.Recall(ranked, relevant, 5).ShouldBe(2 / 3.0, 1e-12);
        RankingMetrics.Precision(ranked, relevant, 5).ShouldBe(0.4, 1e-12);
        RankingMetrics.HitRate(ranked, relevant, 1).ShouldBe(1);
        RankingMetrics.ReciprocalRank(["z", "c"], relevant, 5).ShouldBe(0.5);
        // gain 1 + 1/2 over 1 + 0.63093 + 1/2
        RankingMetrics.Ndcg(ranked, relevant, 5).ShouldBe(1.5 / 2.1309297535714575, 1e-12);
        // (1/1 + 2/3) / 3
        RankingMetrics.AveragePrecision(ranked, relevant, 5).ShouldBe(5 / 9.0, 1e-12);
    }

    [Fact]
    public void The_best_order_scores_one_and_nothing_found_scores_none()
    {
        RankingMetrics.Ndcg(["a", "c", "x", "z"], relevant, 4).ShouldBe(1, 1e-12);
        RankingMetrics.AveragePrecision(["a", "c", "x"], relevant, 3).ShouldBe(1, 1e-12);
        RankingMetrics.Ndcg(["z"], relevant, 4).ShouldBe(0);
        RankingMetrics.ReciprocalRank(["z"], relevant, 4).ShouldBe(0);
        RankingMetrics.Recall(ranked, new HashSet<string>(), 5).ShouldBe(0);
        RankingMetrics.Recall(["a", "a", "a"], relevant, 3).ShouldBe(1 / 3.0, 1e-12);
        Should.Throw<ArgumentOutOfRangeException>(() => RankingMetrics.Recall(ranked, relevant, 0));
    }

    [Fact]
    public void Auc_counts_ties_half()
    {
        // pairs (.4,.1) (.4,.35) (.8,.1) (.8,.35): one tie
        ScoreMetrics.Auc([0.1, 0.4, 0.4, 0.8], [false, false, true, true]).ShouldBe(3.5 / 4, 1e-12);
        ScoreMetrics.Auc([1, 1, 1], [true, false, true]).ShouldBe(0.5, 1e-12);
        ScoreMetrics.Auc([1, 2], [true, true]).ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => ScoreMetrics.Auc([double.NaN], [true]));
    }

    [Fact]
    public void Calibration_is_the_distance_of_promise_and_outcome()
    {
        // box .2: promised .4, seen 1 → .6; box .9: promised 1.8, seen 1 → .8; 1.4 / 4
        ScoreMetrics.CalibrationError([0.2, 0.2, 0.9, 0.9], [true, false, true, false]).ShouldBe(0.35, 1e-12);
        ScoreMetrics.LogLoss([0.5, 0.25], [true, false]).ShouldBe((Math.Log(2) - Math.Log(0.75)) / 2, 1e-12);
        Should.Throw<ArgumentException>(() => ScoreMetrics.CalibrationError([1.1], [true]));
    }

    [Fact]
    public void Lists_give_hand_worked_figures()
    {
        ListMetrics.Coverage<int>([[1, 2], [2, 3]], 6).ShouldBe(0.5);
        ListMetrics.Novelty([1, 2], i => i == 1 ? 50 : 25, 100).ShouldBe(1.5, 1e-12);
        ListMetrics.IntraListDiversity([0.0, 1.0, 3.0], (a, b) => Math.Abs(a - b)).ShouldBe(2, 1e-12);
        ListMetrics.Gini([1, 1, 1, 1]).ShouldBe(0, 1e-12);
        ListMetrics.Gini([0, 0, 0, 4]).ShouldBe(0.75, 1e-12);
        ListMetrics.Gini([1, 2, 3, 4]).ShouldBe(0.25, 1e-12);
        ListMetrics.Gini([0, 0]).ShouldBe(0);
    }

    [Fact]
    public void A_broken_split_is_seen()
    {
        // (821,588 − 818,535)² / 818,535, twice: 22.774
        Experiments.SampleRatioP([821_588, 815_482], [0.5, 0.5]).ShouldBe(1.82e-6, 2e-8);
        Experiments.SampleRatioP([5000, 5000], [1, 1]).ShouldBe(1, 1e-12);
        Gamma.ChiSquareTail(3.841458820694124, 1).ShouldBe(0.05, 1e-10);
        Gamma.ChiSquareTail(9.487729036781154, 4).ShouldBe(0.05, 1e-10);
        Gamma.Log(5).ShouldBe(Math.Log(24), 1e-12);
    }

    [Fact]
    public void Cuped_keeps_the_mean_and_takes_out_what_was_foretold()
    {
        // y = 2x exactly: nothing is left but the mean
        Experiments.Cuped([2, 4, 6], [1, 2, 3]).ShouldBe([4.0, 4, 4], 1e-12);
        Experiments.Cuped([2, 4, 6], [1, 1, 1]).ShouldBe([2.0, 4, 6]);
        var random = new Random(3);
        var before = Enumerable.Range(0, 4000).Select(_ => random.NextDouble()).ToArray();
        var during = before.Select(x => x + random.NextDouble()).ToArray();
        double Variance(IEnumerable<double> xs) => xs.Aggregate(new RunningMoments(), (m, x) => m.With(x)).Variance;
        (Variance(Experiments.Cuped(during, before)) / Variance(during)).ShouldBe(0.5, 0.05);
    }

    [Fact]
    public void Looking_a_hundred_times_is_rarely_wrong_and_a_real_difference_is_found()
    {
        var random = new Random(11);
        var wrong = 0;
        for (var run = 0; run < 300; run++)
        {
            var (a, b) = (new RunningMoments(), new RunningMoments());
            for (var i = 0; i < 2000; i++)
            {
                (a, b) = (a.With(random.NextDouble()), b.With(random.NextDouble()));
                if (i % 20 != 19 || !Experiments.AnytimeDifference(a, b, tightestAt: 2000).ExcludesZero) continue;
                wrong++;
                break;
            }
        }
        wrong.ShouldBeLessThanOrEqualTo(24, "5 % of 300, and three standard deviations");
        var (c, d) = (new RunningMoments(), new RunningMoments());
        for (var i = 0; i < 2000; i++) (c, d) = (c.With(random.NextDouble() + 0.1), d.With(random.NextDouble()));
        Experiments.AnytimeDifference(c, d).ExcludesZero.ShouldBeTrue();
        Experiments.AnytimeDifference(c, new RunningMoments()).High.ShouldBe(double.PositiveInfinity);
    }
}
