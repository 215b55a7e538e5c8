using Kaki.Learning.Judge;
using Kaki.Learning.Statistics;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Judge;

public class ExperimentsTests
{
    static RunningMoments Moments(long count, double mean, double sampleVariance) => new(count, mean, sampleVariance * (count - 1));

    [Fact]
    public void A_split_published_as_broken_is_seen()
    {
        // R. Kohavi, D. Tang, Y. Xu, Trustworthy Online Controlled Experiments (2020), chapter 21: p = 1.8E-6
        Experiments.SampleRatioP([821_588, 815_482], [0.5, 0.5]).ShouldBe(1.8e-6, 0.05e-6);
        // the calculator at srm.osc.garden: 44,000 beside 45,000, p = 0.0008
        Experiments.SampleRatioP([44_000, 45_000], [1, 1]).ShouldBe(0.0008, 0.00005);
    }

    [Fact]
    public void A_split_as_planned_is_none()
    {
        Experiments.SampleRatioP([5000, 5000], [1, 1]).ShouldBe(1, 1e-12);
        Experiments.SampleRatioP([9000, 1000], [0.9, 0.1]).ShouldBe(1, 1e-12);
        // (990 − 1000)²/1000 + (2010 − 2000)²/2000 = 0.15, one degree: 0.6985
        Experiments.SampleRatioP([990, 2010], [1, 2]).ShouldBe(0.6985, 0.0001);
        Experiments.SampleRatioP([0, 0], [1, 1]).ShouldBe(1);
        Experiments.SampleRatioP([1000, 0], [1, 1]).ShouldBeLessThan(1e-100);
    }

    [Fact]
    public void Arms_that_cannot_be_are_refused()
    {
        Should.Throw<ArgumentException>(() => Experiments.SampleRatioP([1], [1]));
        Should.Throw<ArgumentException>(() => Experiments.SampleRatioP([1, 2], [1]));
        Should.Throw<ArgumentException>(() => Experiments.SampleRatioP([1, 2], [1, 0]));
        Should.Throw<ArgumentException>(() => Experiments.SampleRatioP([1, 2], [1, double.NaN]));
        Should.Throw<ArgumentException>(() => Experiments.SampleRatioP([1, -2], [1, 1]));
    }

    [Fact]
    public void Cuped_leaves_what_a_published_regression_leaves()
    {
        // F. J. Anscombe, The American Statistician 27 (1973), first set: slope 0.5, R² .667, residual sum of squares 13.75
        double[] x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
        double[] y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        var adjusted = Experiments.Cuped(y, x);
        var (before, after) = (Seen(y), Seen(adjusted));
        after.SquaredDeviations.ShouldBe(13.75, 0.02);
        (1 - after.Variance / before.Variance).ShouldBe(0.667, 0.001);
        after.Mean.ShouldBe(before.Mean, 1e-12);
        // x of 10 lies 1 above its mean
        (y[0] - adjusted[0]).ShouldBe(0.5, 0.001);
    }

    [Fact]
    public void Cuped_without_anything_foretold_changes_nothing()
    {
        Experiments.Cuped([2, 4, 6], [1, 1, 1]).ShouldBe([2.0, 4, 6]);
        Experiments.Cuped([2, 4, 6], [1, 2, 3]).ShouldBe([4.0, 4, 4], 1e-12);
        Experiments.Cuped([5], [1]).ShouldBe([5.0]);
        Experiments.Cuped([], []).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => Experiments.Cuped([1], [1, 2]));
        Should.Throw<ArgumentException>(() => Experiments.Cuped([1, double.NaN], [1, 2]));
        Should.Throw<ArgumentException>(() => Experiments.Cuped([1, 2], [1, double.PositiveInfinity]));
    }

    [Fact]
    public void The_anytime_interval_is_that_of_the_reference_implementation()
    {
        // S. R. Howard's confseq, uniform_boundaries_unittest: two-sided normal mixture best at 100, α .05: a sum of 30.35209 at variance 100.
        // Two arms of 50 with variance 1/4 each: the difference has variance 1/100, as the mean of 100 of variance 1
        var interval = Experiments.AnytimeDifference(Moments(50, 3, 0.25), Moments(50, 1, 0.25), 0.05, tightestAt: 100);
        interval.Estimate.ShouldBe(2, 1e-12);
        (interval.High - interval.Estimate).ShouldBe(0.3035209, 1e-6);
        (interval.Estimate - interval.Low).ShouldBe(0.3035209, 1e-6);
    }

    [Fact]
    public void The_anytime_p_is_that_of_the_reference_implementation()
    {
        // the same test file: a sum of 10 has ln Λ = −0.6510052, so p = min(1, 1.92); the sum on the boundary has p = .05
        Experiments.AnytimeP(Moments(50, 0.1, 0.25), Moments(50, 0, 0.25), tightestAt: 100).ShouldBe(1);
        Experiments.AnytimeP(Moments(50, 0.3035209, 0.25), Moments(50, 0, 0.25), tightestAt: 100).ShouldBe(0.05, 1e-6);
        // ln Λ grows by (0.4² − 0.1²)/0.01 · 7.93631/8.93631 / 2 from there
        Experiments.AnytimeP(Moments(50, 0, 0.25), Moments(50, 0.4, 0.25), tightestAt: 100).ShouldBe(Math.Exp(0.6510052 - 15 / 2.0 * 7.93631 / 8.93631), 1e-6);
    }

    [Fact]
    public void Early_nothing_is_known()
    {
        var few = Moments(Experiments.FewestAnytime - 1, 0.5, 0.25);
        Experiments.AnytimeDifference(few, Moments(1000, 0, 1)).Low.ShouldBe(double.NegativeInfinity);
        Experiments.AnytimeDifference(new(), new()).High.ShouldBe(double.PositiveInfinity);
        Experiments.AnytimeP(few, Moments(1000, 0, 1)).ShouldBe(1);
        Experiments.AnytimeP(Moments(100, 2, 0), Moments(100, 2, 0)).ShouldBe(1);
        Experiments.AnytimeP(Moments(100, 2, 0), Moments(100, 1, 0)).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Experiments.AnytimeDifference(few, few, alpha: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Experiments.AnytimeDifference(few, few, tightestAt: 0));
    }

    [Theory]
    [InlineData("even coin", 2000)]
    [InlineData("rare click", 2000)]
    [InlineData("even coin", 10_000)]
    [InlineData("spend", 2000)]
    public void Looking_after_every_member_is_wrong_at_most_as_often_as_promised(string figure, int tightestAt)
    {
        const int runs = 500, members = 3000;
        var wrong = 0;
        for (var run = 0; run < runs; run++)
        {
            var chance = new Random(run);
            var (a, b) = (new RunningMoments(), new RunningMoments());
            for (var i = 0; i < members; i++)
            {
                var x = figure switch { "even coin" => chance.Next(2), "rare click" => chance.Next(50) == 0 ? 1 : 0, _ => chance.Next(20) == 0 ? Math.Exp(chance.NextNormal()) : 0 };
                if (chance.Next(2) == 0) a = a.With(x);
                else b = b.With(x);
                if (!Experiments.AnytimeDifference(a, b, 0.05, tightestAt).ExcludesZero) continue;
                wrong++;
                break;
            }
        }
        wrong.ShouldBeLessThanOrEqualTo(runs / 20);
    }

    [Fact]
    public void Looking_at_a_fixed_interval_as_often_is_wrong_many_times_as_often()
    {
        // what the anytime interval is for: 1.96 standard errors, looked at after every member from the thirtieth
        var wrong = 0;
        for (var run = 0; run < 200; run++)
        {
            var chance = new Random(run);
            var (a, b) = (new RunningMoments(), new RunningMoments());
            for (var i = 0; i < 3000; i++)
            {
                if (chance.Next(2) == 0) a = a.With(chance.Next(2));
                else b = b.With(chance.Next(2));
                if (a.Count < 30 || b.Count < 30 || Math.Abs(a.Mean - b.Mean) < 1.96 * Math.Sqrt(a.SampleVariance / a.Count + b.SampleVariance / b.Count)) continue;
                wrong++;
                break;
            }
        }
        wrong.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void A_real_difference_is_found_and_its_size_lies_inside()
    {
        var (chance, a, b) = (new Random(11), new RunningMoments(), new RunningMoments());
        for (var i = 0; i < 2000; i++) (a, b) = (a.With(chance.NextDouble() + 0.1), b.With(chance.NextDouble()));
        var interval = Experiments.AnytimeDifference(a, b);
        interval.ExcludesZero.ShouldBeTrue();
        interval.Covers(0.1).ShouldBeTrue();
        Experiments.AnytimeP(a, b).ShouldBeLessThan(0.001);
    }

    static RunningMoments Seen(IEnumerable<double> figures) => figures.Aggregate(new RunningMoments(), (m, x) => m.With(x));
}
