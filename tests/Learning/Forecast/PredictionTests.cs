using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Forecast.Smoothing;
using Kaki.Learning.Statistics;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast;

public class PredictionTests
{
    [Fact]
    public void The_normal_law_has_its_well_known_points()
    {
        NormalLaw.Quantile(0.975).ShouldBe(1.959963984540054, 1e-10);
        NormalLaw.Quantile(0.001).ShouldBe(-3.090232306167813, 1e-9);
        NormalLaw.Below(1.96).ShouldBe(0.9750021048517795, 1e-9);
        NormalLaw.Below(-8).ShouldBe(6.22096057427178e-16, 1e-22);
        new Prediction([10], [2]).Interval(0, 0.95).High.ShouldBe(13.92, 0.001);
    }

    [Fact]
    public void Measured_errors_take_the_place_of_the_normal_law()
    {
        var shape = ErrorShape.Measured(Enumerable.Range(1, 99).Select(i => i / 10.0));
        shape.Quantile(0.5).ShouldBe(5, 1e-9);
        shape.Quantile(0.1).ShouldBe(1, 1e-9);
        new Prediction([100], [2]).Spread(shape).Quantile(0, 0.5).ShouldBe(110, 1e-9);
        Should.Throw<ArgumentException>(() => ErrorShape.Measured([double.NaN]));
    }

    [Fact]
    public void Beyond_the_outermost_error_quantiles_go_on_growing()
    {
        var shape = ErrorShape.Measured([-1, 0, 1]);
        shape.Quantile(0.99).ShouldBeGreaterThan(shape.Quantile(0.9));
        shape.Quantile(0.01).ShouldBeLessThan(shape.Quantile(0.1));
        shape.Quantile(0.75).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Nothing_falls_below_the_floor()
    {
        var prediction = new Prediction([1, -2], [5, 5]).AtLeast(0);
        prediction.Mean[1].ShouldBe(0);
        prediction.Quantile(0, 0.01).ShouldBe(0);
    }

    [Fact]
    public void Conformal_intervals_hold_what_they_promise_where_the_normal_law_does_not()
    {
        // errors far from normal: nine in ten are small, the tenth is large and upwards
        var chance = new Random(5);
        var history = Enumerable.Range(0, 900).Select(_ => 50 + (chance.NextDouble() < 0.1 ? 40 : chance.NextDouble())).ToArray();
        var (measured, normal, all) = (0, 0, 0);
        for (var at = 200; at + 3 <= history.Length; at += 9, all += 3)
        {
            var prediction = Conformal.Forecast(new Level(), history.AsSpan(0, at), 1, 3, origins: 80);
            var plain = new Level().Fit(history.AsSpan(0, at), 1).Forecast(3);
            for (var h = 0; h < 3; h++)
            {
                measured += Inside(prediction.Interval(h, 0.8), history[at + h]);
                normal += Inside(plain.Interval(h, 0.8), history[at + h]);
            }
        }
        (100.0 * measured / all).ShouldBe(80, 5);
        (100.0 * normal / all).ShouldBeGreaterThan(86);

        static int Inside((double Low, double High) interval, double y) => y >= interval.Low && y <= interval.High ? 1 : 0;
    }

    [Fact]
    public void Few_forecasts_that_share_their_values_leave_most_to_the_normal_law()
    {
        // ten forecasts of ten steps, all errors small: one past horizon that went well proves little
        BackTested[] tests = [.. Enumerable.Range(0, 10).Select(i => new BackTested(20, [.. Enumerable.Range(0, 10).Select(h => 0.1 * (h % 3 - 1))], new Prediction(new double[10], [.. Enumerable.Repeat(1.0, 10)])))];
        Conformal.Shapes(tests, 10, overlap: 10)[5].Quantile(0.95).ShouldBeGreaterThan(1.2);
        BackTested[] many = [.. Enumerable.Repeat(tests, 100).SelectMany(t => t)];
        Conformal.Shapes(many, 10)[5].Quantile(0.95).ShouldBeLessThan(0.2);
        Should.Throw<ArgumentOutOfRangeException>(() => Conformal.Shapes(tests, 10, overlap: 0.5));
    }

    [Fact]
    public void Origins_of_a_rolling_test_step_back_from_the_last_whole_horizon()
    {
        BackTest.Origins(20, 4, 2, 3, 5).ShouldBe([16, 14, 12]);
        BackTest.Origins(20, 4, 4, 9, 10).ShouldBe([16, 12]);
        BackTest.Origins(5, 6, 1, 3, 1).ShouldBeEmpty();
    }

    [Fact]
    public void Surprise_is_small_for_what_was_expected_and_great_for_a_spike()
    {
        var prediction = new Prediction([100], [10]);
        Surprise.Of(prediction, 0, 100).ShouldBe(1, 1e-6);
        Surprise.Of(prediction, 0, 119.6).ShouldBe(0.05, 1e-3);
        Surprise.Of(prediction, 0, 200).ShouldBeLessThan(1e-9);
        Surprise.Of(new([3], [0]), 0, 3).ShouldBe(1);
        Surprise.Of(new([3], [0]), 0, 4).ShouldBe(0);
    }

    [Fact]
    public void An_ordinary_zero_of_what_is_never_below_zero_is_no_surprise()
    {
        // 0.5 ± 2, cut at zero: four days in ten have none
        var counts = new Prediction([0.5], [2]).AtLeast(0);
        Surprise.Of(counts, 0, 0).ShouldBe(2 * Kaki.Learning.Statistics.NormalLaw.Below(-0.25), 1e-6);
        Surprise.Of(counts, 0, 4.42).ShouldBe(0.05, 1e-3);
        Surprise.Of(counts, 0, -1).ShouldBeLessThan(1e-9);
        // errors that were all alike: what is like them is ordinary
        Surprise.Of(new Prediction([10], [1]).Spread(ErrorShape.Measured([0, 0, 0])), 0, 10).ShouldBe(1);
        Surprise.Of(new([-1], [0], floor: 0), 0, 0).ShouldBe(1);
    }

    /// <summary>The mean of the history, with its own spread: no model could know more here.</summary>
    sealed class Level : IForecaster
    {
        public string Name => "Level";

        public FittedModel Fit(ReadOnlySpan<double> history, int season) => Ets.Of(EtsForm.Simple).Fit(history, season);
    }

    [Fact]
    public void A_deviation_below_zero_and_what_is_no_number_are_refused()
    {
        Should.Throw<ArgumentException>(() => new Prediction([1, 2], [1, -1])).Message.ShouldContain("step 1");
        Should.Throw<ArgumentException>(() => new Prediction([1], [double.NaN]));
        Should.Throw<ArgumentException>(() => new Prediction([double.NaN], [1]));
        Should.Throw<ArgumentException>(() => new Prediction([1], [1], floor: double.NaN));
    }

    [Fact]
    public void Back_tests_tell_how_far_they_are_and_are_cancelled()
    {
        double[] history = [.. Enumerable.Range(0, 40).Select(t => (double)(t % 5))];
        using var cancel = new CancellationTokenSource();
        var told = new Stopping(cancel, at: 0.5);
        Should.Throw<OperationCanceledException>(() => Conformal.Forecast(new SeasonalNaive(), history, 1, 2, 20, told, cancel.Token));
        told.Last.ShouldBe(0.5, 0.06);
        Should.Throw<OperationCanceledException>(() => Kaki.Learning.Forecast.Combine.BackTest.Run(new SeasonalNaive(), history, 1, 2, [30, 31], cancel: cancel.Token));
    }

    sealed class Stopping(CancellationTokenSource cancel, double at) : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value)
        {
            Last = value;
            if (value >= at) cancel.Cancel();
        }
    }
}
