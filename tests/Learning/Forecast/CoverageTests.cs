using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Forecast.Smoothing;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast;

/// <summary>Intervals on series whose law is known: as many values must fall into them as they say.</summary>
public class CoverageTests
{
    const int Horizon = 6;
    const int Count = 200;

    static readonly Dictionary<string, Func<Random, Func<double>>> laws = new()
    {
        ["white noise"] = chance => () => 100 + 10 * Normal(chance),
        ["random walk"] = chance => Walk(chance),
        ["AR(1)"] = chance => Fading(chance),
        ["counts"] = chance => Counts(chance, 0.5 + 4 * chance.NextDouble()),
    };

    public static TheoryData<string> Laws => [.. laws.Keys];

    static double Normal(Random chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());

    static Func<double> Walk(Random chance)
    {
        var level = 100.0;
        return () => level += Normal(chance);
    }

    static Func<double> Fading(Random chance)
    {
        var state = 0.0;
        return () => 100 + (state = 0.7 * state + Normal(chance));
    }

    // Poisson, by the product of uniform numbers
    static Func<double> Counts(Random chance, double rate) => () =>
    {
        var (count, product) = (-1, 1.0);
        while (product > Math.Exp(-rate))
        {
            product *= chance.NextDouble();
            count++;
        }
        return count;
    };

    static double[][] Series(string law, int length) =>
        [.. Enumerable.Range(0, Count).Select(s =>
        {
            var next = laws[law](new Random(7919 * s + 1));
            return Enumerable.Range(0, length + Horizon).Select(_ => next()).ToArray();
        })];

    static (double Inside80, double Inside95) Coverage(double[][] series, Func<double[], Prediction> foretell)
    {
        var inside = new (int In80, int In95)[series.Length];
        Parallel.For(0, series.Length, i =>
        {
            var prediction = foretell(series[i][..^Horizon]);
            for (var step = 0; step < Horizon; step++)
            {
                var (y, i80, i95) = (series[i][^(Horizon - step)], prediction.Interval(step, 0.8), prediction.Interval(step, 0.95));
                if (y >= i80.Low && y <= i80.High) inside[i].In80++;
                if (y >= i95.Low && y <= i95.High) inside[i].In95++;
            }
        });
        return (100.0 * inside.Sum(i => i.In80) / series.Length / Horizon, 100.0 * inside.Sum(i => i.In95) / series.Length / Horizon);
    }

    [Theory, MemberData(nameof(Laws))]
    public void One_short_series_by_itself_is_not_promised_too_much(string law)
    {
        foreach (var length in (int[])[8, 20])
        {
            var (inside80, inside95) = Coverage(Series(law, length), history => Combination.Default.Fit(history, 1).Forecast(Horizon));
            inside80.ShouldBeGreaterThan(74, $"{law}, {length} values");
            inside95.ShouldBeGreaterThan(87, $"{law}, {length} values");
        }
    }

    [Theory, MemberData(nameof(Laws))]
    public void A_panel_holds_what_it_promises(string law)
    {
        foreach (var (length, near) in ((int, double)[])[(12, 2), (40, 1)])
        {
            var series = Series(law, length);
            var panel = Panel.Learn([.. series.Select(s => s[..^Horizon])], 1, Horizon, 600, cancel: TestContext.Current.CancellationToken);
            var (inside80, inside95) = Coverage(series, history => panel.Forecast(history, Horizon));
            inside80.ShouldBe(80, 4 * near, $"{law}, {length} values");
            inside95.ShouldBe(95, 2 * near, $"{law}, {length} values");
        }
    }

    [Theory, MemberData(nameof(Laws))]
    public void A_panel_of_very_short_series_does_so_nearly(string law)
    {
        var series = Series(law, 8);
        var panel = Panel.Learn([.. series.Select(s => s[..^Horizon])], 1, Horizon, 600, cancel: TestContext.Current.CancellationToken);
        var (inside80, inside95) = Coverage(series, history => panel.Forecast(history, Horizon));
        inside80.ShouldBe(78, 9);
        inside95.ShouldBe(93, 5);
    }

    [Theory, MemberData(nameof(Laws))]
    public void So_do_conformal_intervals_of_one_series(string law)
    {
        var (inside80, inside95) = Coverage(Series(law, 40), history => Conformal.Forecast(Ets.Of(EtsForm.Simple), history, 1, Horizon));
        inside80.ShouldBe(80, 7);
        inside95.ShouldBe(95, 4);
    }
}
