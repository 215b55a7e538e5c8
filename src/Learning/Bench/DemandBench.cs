using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Forecast.Demand;
using Kaki.Learning.Forecast.Intermittent;
using Kaki.Learning.Judge;

namespace Kaki.Learning.Bench;

/// <summary>Foretells the last days of a shop's best-selling items from the days before, beside the seasonal naive method and TSB, with weights of each item's own and with the usual 0.1.</summary>
/// <remarks>
/// RMSSE and scaled pinball loss as in the M5 competition, over its nine quantiles; both are means over items. The items are those that sold most before the
/// days foretold. The methods beside ours have quantiles measured on back-tests of the same horizon, so that the comparison is of forecasts and not of who
/// guessed a law: of each item by itself, and of all items together.
/// </remarks>
public static class DemandBench
{
    const int Season = 7;
    const string Shared = ", errors of all items";

    static readonly double[] quantiles = [0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995];

    /// <summary>One method's figures; coverage in percent.</summary>
    public sealed record Method(string Name, double Rmsse, double Pinball, double Coverage80, double Coverage95);

    /// <summary>What was measured. Gains are how far ours lies below the better of the others, in percent; the first pinball gain is over those with quantiles of their own, the second over all.</summary>
    public sealed record Result(string Bench, int Items, int Days, int Horizon, int CancelledLines, IReadOnlyList<double> Quantiles, IReadOnlyList<Method> Methods,
        double RmsseGain, double PinballGain, double PinballGainOverShared, double FitSeconds, double FitCpuSeconds, double PeakRssMb);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <exception cref="InvalidDataException">The lines cannot be read, or are of fewer days than the horizon and eight weeks before it.</exception>
    public static string Run(string file, int horizon, int top, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (horizon < 1 || top < 1) throw new InvalidDataException("Horizon and number of items are 1 or more.");
        var lines = InvoiceLines.Read(file);
        var known = lines.Days - horizon;
        if (known < 8 * Season) throw new InvalidDataException($"{file}: {lines.Days} days are too few to foretell {horizon}.");
        var items = lines.Daily().Values.OrderByDescending(d => d.Take(known).Sum()).Take(top)
            .Where(d => d.Take(known).Distinct().Skip(1).Any()).ToArray();
        progress.WriteLine($"{items.Length} items, {lines.Days} days from {lines.First:yyyy-MM-dd}, {lines.Cancelled} lines take orders back, {lines.Passed} lines are no orders of goods");

        ShopDemand? ours = null;
        var (seconds, cpu) = Meter.Time(() => ours = ShopDemand.Learn([.. items.Select(i => i[..known])], horizon, Season, new Tenths(progress, "learning"), cancel));
        var methods = new List<Method> { Judge("ShopDemand", items, known, i => ours!.Mean(i), (i, step, p) => ours!.Quantile(i, step, p)) };
        foreach (var other in (IForecaster[])[new SeasonalNaive(), new Tsb(), new Tsb(0.1)]) methods.AddRange(Judge(other, items, known, horizon, new Tenths(progress, other.Name), cancel));
        foreach (var m in methods) progress.WriteLine($"{m.Name}: RMSSE {m.Rmsse:0.0000}, pinball {m.Pinball:0.0000}, within 80 %: {m.Coverage80:0.0}, within 95 %: {m.Coverage95:0.0}");
        return Meter.Line(new Result("demand", items.Length, lines.Days, horizon, lines.Cancelled, quantiles, methods,
            Gain(methods, m => m.Rmsse), Gain([.. methods.Where(m => !m.Name.EndsWith(Shared, StringComparison.Ordinal))], m => m.Pinball), Gain(methods, m => m.Pinball), Math.Round(seconds, 2), Math.Round(cpu, 2), Math.Round(Meter.PeakMegabytes(), 1)));
    }

    // Once with the quantiles of its errors on each item, which is what one does with one series, and once with those on all items, which is more than it was made for.
    static IEnumerable<Method> Judge(IForecaster forecaster, double[][] items, int known, int horizon, IProgress<double> progress, CancellationToken cancel)
    {
        var tests = new IReadOnlyList<BackTested>[items.Length];
        for (var i = 0; i < tests.Length; i++)
        {
            tests[i] = BackTest.Run(forecaster, items[i].AsSpan(0, known), Season, horizon, BackTest.Origins(known, horizon, horizon, 6, 8 * Season), cancel: cancel);
            progress.Report((i + 1.0) / tests.Length);
        }
        var plain = items.Select(item => forecaster.Fit(item.AsSpan(0, known), Season).Forecast(horizon)).ToArray();
        var own = plain.Select((p, i) => p.Spread(ErrorShape.Measured(tests[i].SelectMany(t => t.StandardisedErrors).Where(double.IsFinite))).AtLeast(0)).ToArray();
        yield return Judge(forecaster.Name, items, known, i => own[i].Mean, (i, step, p) => own[i].Quantile(step, p));
        var shapes = Conformal.Shapes(tests.SelectMany(t => t), horizon);
        var shared = plain.Select(p => p.Spread(shapes).AtLeast(0)).ToArray();
        yield return Judge(forecaster.Name + Shared, items, known, i => shared[i].Mean, (i, step, p) => shared[i].Quantile(step, p));
    }

    static Method Judge(string name, double[][] items, int known, Func<int, IReadOnlyList<double>> mean, Func<int, int, double, double> quantile)
    {
        var (rmsse, pinball, steps, in80, in95) = (0.0, 0.0, 0, 0, 0);
        for (var i = 0; i < items.Length; i++)
        {
            var history = items[i].AsSpan(0, known);
            var future = items[i][known..];
            rmsse += ForecastErrors.Rmse(future, mean(i)) / ForecastErrors.SquaredScale(history) / items.Length;
            var scale = ForecastErrors.AbsoluteScale(history[history.IndexOfAnyExcept(0)..], 1);
            for (var step = 0; step < future.Length; step++)
            {
                var (y, at) = (future[step], step);
                pinball += quantiles.Average(p => ForecastErrors.Pinball(y, quantile(i, at, p), p)) / scale / future.Length / items.Length;
                steps++;
                in80 += y >= quantile(i, at, 0.1) && y <= quantile(i, at, 0.9) ? 1 : 0;
                in95 += y >= quantile(i, at, 0.025) && y <= quantile(i, at, 0.975) ? 1 : 0;
            }
        }
        return new(name, Math.Round(rmsse, 5), Math.Round(pinball, 5), Math.Round(100.0 * in80 / steps, 2), Math.Round(100.0 * in95 / steps, 2));
    }

    static double Gain(List<Method> methods, Func<Method, double> loss) => Math.Round(100 * (1 - loss(methods[0]) / methods.Skip(1).Min(loss)), 2);
}
