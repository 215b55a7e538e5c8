using Kaki.Learning.Judge;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Judge;

public class ScoreMetricsTests
{
    [Fact]
    public void Auc_counts_pairs_in_order_and_ties_half()
    {
        // pairs (.4,.1) (.4,.4) (.8,.1) (.8,.4): one tie
        ScoreMetrics.Auc([0.1, 0.4, 0.4, 0.8], [false, false, true, true]).ShouldBe(3.5 / 4, 1e-12);
        // the example in scikit-learn's documentation of roc_auc_score: 0.75
        ScoreMetrics.Auc([0.1, 0.4, 0.35, 0.8], [false, false, true, true]).ShouldBe(0.75, 1e-12);
        ScoreMetrics.Auc([1, 1, 1], [true, false, true]).ShouldBe(0.5, 1e-12);
        ScoreMetrics.Auc([double.NegativeInfinity, double.PositiveInfinity], [false, true]).ShouldBe(1);
    }

    [Fact]
    public void Auc_is_the_same_however_scores_are_stretched_and_turns_over_when_they_are()
    {
        var chance = new Random(2);
        var scores = Enumerable.Range(0, 500).Select(_ => chance.NextDouble()).ToArray();
        var happened = scores.Select(p => chance.NextDouble() < p).ToArray();
        var auc = ScoreMetrics.Auc(scores, happened);
        ScoreMetrics.Auc(scores.Select(p => Math.Exp(5 * p)).ToArray(), happened).ShouldBe(auc, 1e-12);
        ScoreMetrics.Auc(scores.Select(p => -p).ToArray(), happened).ShouldBe(1 - auc, 1e-12);
    }

    [Fact]
    public void With_all_or_none_happened_there_is_no_auc()
    {
        ScoreMetrics.Auc([1, 2], [true, true]).ShouldBe(double.NaN);
        ScoreMetrics.Auc([1], [false]).ShouldBe(double.NaN);
        ScoreMetrics.Auc([], []).ShouldBe(double.NaN);
    }

    [Fact]
    public void Calibration_is_the_distance_of_promise_and_outcome()
    {
        // box .2: promised .4, seen 1: .6; box .9: promised 1.8, seen 1: .8; 1.4 / 4
        ScoreMetrics.CalibrationError([0.2, 0.2, 0.9, 0.9], [true, false, true, false]).ShouldBe(0.35, 1e-12);
        // 1 falls in the last box
        ScoreMetrics.CalibrationError([1, 0], [true, false]).ShouldBe(0, 1e-12);
        ScoreMetrics.CalibrationError([], []).ShouldBe(0);
    }

    [Fact]
    public void Rare_things_are_told_apart_in_boxes_of_equal_count()
    {
        // all in one box of equal width: promised .06, seen 1 of 4. In two of equal count: |.02 − 0| and |.04 − 1|
        double[] rare = [0.03, 0.01, 0.01, 0.01];
        bool[] happened = [true, false, false, false];
        ScoreMetrics.CalibrationError(rare, happened).ShouldBe(0.94 / 4, 1e-12);
        ScoreMetrics.CalibrationErrorByCount(rare, happened, boxes: 2).ShouldBe((0.02 + 0.96) / 4, 1e-12);
        // as many boxes as there are: each its own
        ScoreMetrics.CalibrationErrorByCount([0.25, 0.75], [false, true], boxes: 10).ShouldBe(0.25, 1e-12);
        ScoreMetrics.CalibrationErrorByCount([], []).ShouldBe(0);
    }

    [Fact]
    public void Loss_is_the_surprise()
    {
        ScoreMetrics.LogLoss([0.5, 0.25], [true, false]).ShouldBe((Math.Log(2) - Math.Log(0.75)) / 2, 1e-12);
        ScoreMetrics.LogLoss([0], [true]).ShouldBe(-Math.Log(1e-15), 1e-9);
        ScoreMetrics.LogLoss([], []).ShouldBe(0);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Should.Throw<ArgumentException>(() => ScoreMetrics.Auc([double.NaN], [true]));
        Should.Throw<ArgumentException>(() => ScoreMetrics.Auc([1, 2], [true]));
        Should.Throw<ArgumentException>(() => ScoreMetrics.CalibrationError([1.1], [true]));
        Should.Throw<ArgumentException>(() => ScoreMetrics.CalibrationErrorByCount([double.NaN], [true]));
        Should.Throw<ArgumentException>(() => ScoreMetrics.LogLoss([double.PositiveInfinity], [true]));
        Should.Throw<ArgumentOutOfRangeException>(() => ScoreMetrics.CalibrationError([1], [true], boxes: 0));
    }
}
