using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.BoxJenkins;
using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Forecast.Intermittent;
using Kaki.Learning.Forecast.Seasons;
using Kaki.Learning.Forecast.Smoothing;
using Kaki.Learning.Forecast.ThetaLines;
using Kaki.Learning.Models;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast;

/// <summary>What every method of the room holds to, on series whose right answer is obvious.</summary>
public class ForecasterContractTests
{
    static readonly Dictionary<string, IForecaster> all = new IForecaster[]
    {
        new SeasonalNaive(), new RandomWalkWithDrift(), new Naive2(),
        Ets.Selected, Ets.Of(EtsForm.Simple), Ets.Of(EtsForm.Holt), Ets.Of(EtsForm.DampedHolt), Ets.Of(EtsForm.HoltWinters), Ets.Of(EtsForm.HoltWintersMultiplicative),
        Ets.Of(new(Part.Multiplicative, Part.Multiplicative, true, Part.Multiplicative)),
        Theta.Standard, Theta.Optimised, Theta.Dynamic, Theta.DynamicOptimised,
        Arima.Selected, Arima.Of(new(0, 1, 1, 0, 1, 1)),
        Croston.Plain, Croston.Corrected, new Tsb(),
        new Deseasonalised(Ets.Selected), Combination.Default,
    }.ToDictionary(f => f.Name);

    static readonly string[] intermittent = ["Croston", "SBA", "TSB"];
    static readonly string[] withoutTrend = [.. intermittent, "SeasonalNaive", "Naive2", "ETS(A,N,N)", "ARIMA(0,1,1)(0,1,1)"];
    static readonly string[] withSeason = ["SeasonalNaive", "Naive2", "ETS", "ETS(A,A,A)", "ETS(M,A,M)", "Theta", "OptimisedTheta", "DynamicTheta", "DynamicOptimisedTheta", "ARIMA", "ARIMA(0,1,1)(0,1,1)", "MSTL+ETS", "Combination"];

    public static TheoryData<string> All => [.. all.Keys];
    public static TheoryData<string> Trending => [.. all.Keys.Except(withoutTrend)];
    public static TheoryData<string> Seasonal => [.. withSeason];

    static double[] Wave(int length, int season, double noise = 0)
    {
        var chance = new Random(3);
        return [.. Enumerable.Range(0, length).Select(t => 100 + 30 * Math.Sin(2 * Math.PI * t / season) + noise * (chance.NextDouble() - 0.5))];
    }

    static IEnumerable<double[]> Awkward()
    {
        var chance = new Random(11);
        yield return [5];
        yield return [1, 2];
        yield return [1, 2, 4];
        yield return [0, 0, 0, 7];
        yield return [.. Enumerable.Range(0, 40).Select(t => t % 5 == 0 ? 3.0 : 0)];
        yield return [.. Enumerable.Range(0, 60).Select(_ => chance.NextDouble() - 40)];
        yield return [.. Enumerable.Range(0, 30).Select(t => Math.Pow(1.5, t))];
        yield return [.. Enumerable.Range(0, 50).Select(t => t == 25 ? 1e9 : 1.0)];
        yield return [.. Enumerable.Range(0, 26).Select(t => 1e-9 * (t % 3))];
        yield return [.. Enumerable.Range(0, 100).Select(_ => chance.NextDouble() * 1e12)];
        yield return Wave(25, 12);
    }

    [Theory, MemberData(nameof(All))]
    public void A_constant_series_goes_on(string name)
    {
        foreach (var value in (double[])[7, 0, -3])
        {
            var prediction = all[name].Fit(Enumerable.Repeat(value, 30).ToArray(), 4).Forecast(6);
            prediction.Mean.ShouldAllBe(m => Math.Abs(m - value) < 1e-9);
            prediction.Interval(5, 0.95).ShouldBe((value, value));
        }
    }

    [Theory, MemberData(nameof(Trending))]
    public void A_line_goes_on_rising(string name)
    {
        var mean = all[name].Fit([.. Enumerable.Range(1, 40).Select(t => 10.0 + 2 * t)], 1).Forecast(4).Mean;
        mean[3].ShouldBeGreaterThan(mean[0]);
        mean[0].ShouldBe(92, 3);
    }

    [Theory, MemberData(nameof(Seasonal))]
    public void A_pure_season_comes_again(string name)
    {
        var wave = Wave(60 + 12, 12);
        var mean = all[name].Fit(wave[..60], 12).Forecast(12).Mean;
        for (var h = 0; h < 12; h++) mean[h].ShouldBe(wave[60 + h], 3.5);
    }

    [Theory, MemberData(nameof(All))]
    public void Whatever_comes_forecasts_are_finite_and_intervals_nested(string name)
    {
        foreach (var history in Awkward())
            foreach (var season in (int[])[1, 4, 12, 52])
            {
                var prediction = all[name].Fit(history, season).Forecast(30);
                prediction.Horizon.ShouldBe(30);
                for (var h = 0; h < 30; h++)
                {
                    double.IsFinite(prediction.Mean[h]).ShouldBeTrue($"{name}, {history.Length} values, season {season}, step {h}");
                    var (low80, high80) = prediction.Interval(h, 0.8);
                    var (low95, high95) = prediction.Interval(h, 0.95);
                    (low95 <= low80 && low80 <= prediction.Mean[h] && prediction.Mean[h] <= high80 && high80 <= high95).ShouldBeTrue($"{name}, season {season}, step {h}");
                    prediction.Quantile(h, 0.3).ShouldBeLessThanOrEqualTo(prediction.Quantile(h, 0.4));
                }
            }
    }

    [Theory, MemberData(nameof(All))]
    public void A_longer_horizon_begins_with_the_shorter_one(string name)
    {
        var model = all[name].Fit(Wave(70, 12, noise: 20), 12);
        model.Forecast(24).Mean.Take(5).ShouldBe(model.Forecast(5).Mean);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Forecast(0));
    }

    [Theory, MemberData(nameof(All))]
    public void The_same_history_gives_the_same_forecast_on_any_thread(string name)
    {
        var history = Wave(80, 12, noise: 25);
        var first = all[name].Fit(history, 12).Forecast(9).Mean;
        var others = new IReadOnlyList<double>[8];
        Parallel.For(0, others.Length, i => others[i] = all[name].Fit(history, 12).Forecast(9).Mean);
        others.ShouldAllBe(o => o.SequenceEqual(first));
    }

    [Theory, MemberData(nameof(All))]
    public void What_is_no_number_is_refused_and_its_place_named(string name)
    {
        foreach (var wrong in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
            Should.Throw<ArgumentException>(() => all[name].Fit([1, 2, wrong, 4], 1)).Message.ShouldContain("Value 2");
        Should.Throw<ArgumentException>(() => all[name].Fit([], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => all[name].Fit([1, 2], 0));
    }

    [Theory, MemberData(nameof(All))]
    public void A_saved_model_foretells_what_it_foretold(string name)
    {
        foreach (var history in Awkward().Append(Wave(90, 12, noise: 30)))
        {
            var model = all[name].Fit(history, 12);
            using var file = new MemoryStream();
            FittedFile.Save(file, model);
            var loaded = FittedFile.Load(file.ToArray());
            loaded.Name.ShouldBe(model.Name);
            loaded.Forecast(20).Mean.ShouldBe(model.Forecast(20).Mean);
            loaded.Forecast(20).Deviation.ShouldBe(model.Forecast(20).Deviation);
            Should.Throw<ModelFileException>(() => FittedFile.Load(file.ToArray()[..^1])).Fault.ShouldBe(ModelFault.Torn);
        }
        Should.Throw<ModelFileException>(() => FittedFile.Load("no model at all"u8.ToArray())).Fault.ShouldBe(ModelFault.Foreign);
    }
}
