using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Forecast.Smoothing;
using Kaki.Learning.Forecast;
using Kaki.Learning.Models;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Combine;

public class PanelTests
{
    static double[][] Series(int count, int length, int season)
    {
        var chance = new Random(19);
        return [.. Enumerable.Range(0, count).Select(s =>
        {
            var level = 100.0;
            return Enumerable.Range(0, length).Select(t => (level += chance.NextDouble() - 0.5) + 15 * Math.Sin(2 * Math.PI * t / season) + 8 * (chance.NextDouble() - 0.5)).ToArray();
        })];
    }

    static Panel Learn(double[][] series, int season, int horizon) => Panel.Learn(series, season, horizon, cancel: TestContext.Current.CancellationToken);

    [Fact]
    public void Intervals_learnt_from_many_series_hold_what_they_promise()
    {
        var series = Series(60, 72, 12);
        var panel = Learn([.. series.Select(s => s[..60])], 12, 12);
        var (inside80, inside95) = (0, 0);
        foreach (var s in series)
        {
            var prediction = panel.Forecast(s.AsSpan(0, 60), 12);
            for (var h = 0; h < 12; h++)
            {
                var (y, i80, i95) = (s[60 + h], prediction.Interval(h, 0.8), prediction.Interval(h, 0.95));
                inside80 += y >= i80.Low && y <= i80.High ? 1 : 0;
                inside95 += y >= i95.Low && y <= i95.High ? 1 : 0;
            }
        }
        (inside80 / 720.0).ShouldBe(0.80, 0.06);
        (inside95 / 720.0).ShouldBe(0.95, 0.04);
    }

    [Fact]
    public void What_is_far_better_on_all_series_is_taken()
    {
        // each season repeats the last to the letter, a pattern no sine: only what repeats it can win
        var chance = new Random(2);
        double[][] series = [.. Enumerable.Range(0, 40).Select(_ =>
        {
            double[] pattern = [.. Enumerable.Range(0, 7).Select(_ => 1 + 100 * chance.NextDouble())];
            return Enumerable.Range(0, 70).Select(t => pattern[t % 7]).ToArray();
        })];
        var panel = Learn(series, 7, 7);
        var prediction = panel.Forecast(series[0], 7);
        for (var h = 0; h < 7; h++) prediction.Mean[h].ShouldBe(series[0][h], 1.0);
    }

    [Fact]
    public void A_season_nobody_named_is_found_and_none_where_there_is_none()
    {
        var series = Series(40, 60, 7);
        var panel = Learn([.. series.Select(s => s[..^7])], 1, 7);
        panel.Season.ShouldBe(7);
        var off = series.Average(s => panel.Forecast(s.AsSpan(0, 53), 7).Mean.Zip(s[53..], (m, y) => Math.Abs(y - m)).Average());
        off.ShouldBeLessThan(5, "the season swings by 15");
        var chance = new Random(41);
        double[][] walks = [.. Enumerable.Range(0, 40).Select(_ =>
        {
            var level = 100.0;
            return Enumerable.Range(0, 60).Select(_ => level += chance.NextDouble() - 0.5).ToArray();
        })];
        Learn(walks, 1, 7).Season.ShouldBe(1);
    }

    [Fact]
    public void A_series_too_short_to_know_its_spread_goes_by_that_of_its_like()
    {
        // all move by a tenth of their size: one value, or three alike, cannot tell
        var chance = new Random(23);
        double[][] series = [.. Enumerable.Range(1, 60).Select(s => Enumerable.Range(0, 30).Select(_ => s * (100 + 20 * (chance.NextDouble() - 0.5) * Math.Sqrt(3))).ToArray())];
        var panel = Learn(series, 1, 4);
        foreach (var size in (double[])[200, 4000])
        {
            var (low, high) = panel.Forecast([size], 4).Interval(0, 0.8);
            ((high - low) / size).ShouldBe(0.26, 0.13);
            panel.Forecast([size, size, size], 4).Deviation[0].ShouldBeInRange(0.005 * size, 0.1 * size);
        }
        panel.Forecast([0], 4).Interval(0, 0.95).ShouldBe((0, 0));
    }

    [Fact]
    public void A_long_series_keeps_its_own_spread()
    {
        var chance = new Random(29);
        double[] Moving(double by, int length) => [.. Enumerable.Range(0, length).Select(_ => 1000 + by * (chance.NextDouble() - 0.5))];
        var panel = Learn([.. Enumerable.Range(0, 40).Select(_ => Moving(400, 40))], 1, 4);
        var calm = Moving(4, 200);
        var own = panel.Method.Fit(calm, 1).Forecast(4);
        panel.Forecast(calm, 4).Deviation[0].ShouldBe(own.Deviation[0], 0.1 * own.Deviation[0]);
    }

    [Fact]
    public void Intervals_are_narrow_in_calm_times_and_wide_in_rough_ones()
    {
        // calm and rough take turns of twenty values; those of odd places are calm now
        var chance = new Random(37);
        double[][] series = [.. Enumerable.Range(0, 60).Select(s => Enumerable.Range(0, 70)
            .Select(t => 500 + ((t + 10) / 20 % 2 == s % 2 ? 4 : 40) * (chance.NextDouble() - 0.5)).ToArray())];
        var panel = Learn(series, 1, 4);
        double Width(int s)
        {
            var (low, high) = panel.Forecast(series[s], 4).Interval(1, 0.8);
            return high - low;
        }
        (Enumerable.Range(0, 30).Average(i => Width(2 * i + 1)) / Enumerable.Range(0, 30).Average(i => Width(2 * i))).ShouldBeLessThan(0.6);
    }

    [Fact]
    public void Two_runs_agree_and_a_cancelled_one_ends()
    {
        var series = Series(20, 48, 4);
        var (one, two) = (Learn(series, 4, 6), Learn(series, 4, 6));
        one.Method.Name.ShouldBe(two.Method.Name);
        one.Forecast(series[3], 6).Interval(5, 0.9).ShouldBe(two.Forecast(series[3], 6).Interval(5, 0.9));
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => Panel.Learn(series, 4, 6, cancel: cancel.Token));
    }

    [Fact]
    public void A_saved_panel_foretells_the_same_and_a_torn_file_is_refused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-panel").FullName, "panel.model");
        var series = Series(20, 48, 4);
        var panel = Learn(series, 4, 6);
        panel.Save(path);
        var loaded = Panel.Load(path);
        loaded.Method.Name.ShouldBe(panel.Method.Name);
        for (var h = 0; h < 6; h++) loaded.Forecast(series[3], 6).Interval(h, 0.9).ShouldBe(panel.Forecast(series[3], 6).Interval(h, 0.9));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        Should.Throw<ModelFileException>(() => Panel.Load(path)).Fault.ShouldBe(ModelFault.Torn);
    }

    [Fact]
    public void A_series_with_what_is_no_number_is_named()
    {
        var series = Series(5, 40, 9);
        series[3][7] = double.NaN;
        Should.Throw<ArgumentException>(() => Learn(series, 4, 6)).Message.ShouldContain("Value 7 of series 3");
    }

    [Fact]
    public void No_series_short_ones_and_constant_ones_leave_the_default()
    {
        Learn([], 12, 6).Method.ShouldBe(Combination.Default);
        Learn([[1], [2, 3]], 12, 6).Forecast([4, 4, 4], 3).Mean.ShouldBe([4, 4, 4]);
        Learn([new double[40], new double[40]], 4, 6).Forecast(new double[40], 2).Interval(1, 0.95).ShouldBe((0, 0));
    }

    [Fact]
    public void A_combination_takes_the_middle_or_the_mean()
    {
        double[] history = [.. Enumerable.Range(1, 20).Select(t => (double)t)];
        IForecaster[] members = [new SeasonalNaive(), new RandomWalkWithDrift(), Ets.Of(EtsForm.Holt)];
        new Combination("m", members).Fit(history, 1).Forecast(3).Mean[2].ShouldBe(23, 0.1);
        new Combination("w", members[..2], [3, 1]).Fit(history, 1).Forecast(1).Mean[0].ShouldBe(20.25, 1e-9);
        Should.Throw<ArgumentException>(() => new Combination("x", []));
        Should.Throw<ArgumentException>(() => new Combination("x", members, [1, 1]));
    }

    [Fact]
    public void What_never_was_below_zero_is_not_foretold_below_it() =>
        Combination.Default.Fit([.. Enumerable.Range(0, 30).Select(t => 60.0 - 2 * t)], 1).Forecast(20).Mean.ShouldAllBe(m => m >= 0);
}
