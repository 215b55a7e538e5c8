using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Judge;

namespace Kaki.Learning.Bench;

/// <summary>Foretells held-out futures and says how far off that was, beside the M4 competition's Naive2, and how many values fell into the intervals.</summary>
/// <remarks>A <see cref="Panel"/> learns each set from its histories alone; the futures are compared with, nothing else.</remarks>
public static class ForecastBench
{
    /// <summary>What was measured of one set, as it is printed. sMAPE in percent (0 to 200), coverage in percent of all foretold values.</summary>
    public sealed record Frequency(string Name, int Series, int Season, int Horizon, string Method, double Smape, double Mase, double Owa,
        double Naive2Smape, double Naive2Mase, double Coverage80, double Coverage95, double Seconds, double CpuSeconds);

    /// <summary>What was measured in all.</summary>
    public sealed record Result(string Bench, IReadOnlyList<Frequency> Frequencies, double Seconds, double CpuSeconds, double PeakRssMb);

    /// <summary>The M3 competition.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read; file, place and reason are named.</exception>
    public static string RunM3(string file, TextWriter progress, CancellationToken cancel) => Run(M3File.Read(file), progress, cancel);

    /// <summary>Series in the layout of the M4 competition.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read; file, line and reason are named.</exception>
    public static string RunCsv(string train, string test, int season, TextWriter progress, CancellationToken cancel)
    {
        if (season < 1) throw new InvalidDataException($"A season has 1 value or more, not {season}.");
        return Run([SeriesCsv.Read(train, test, season)], progress, cancel);
    }

    static string Run(IReadOnlyList<SeriesSet> sets, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var measured = new List<Frequency>();
        var (seconds, cpu) = Meter.Time(() =>
        {
            foreach (var set in sets)
            {
                measured.Add(Measure(set, progress, cancel));
                var f = measured[^1];
                progress.WriteLine($"{f.Name}: {f.Series} series, {f.Method}: sMAPE {f.Smape:0.000}, MASE {f.Mase:0.000}, OWA {f.Owa:0.000}, within 80 %: {f.Coverage80:0.0}, within 95 %: {f.Coverage95:0.0}, {f.CpuSeconds:0.0} s");
            }
        });
        return Meter.Line(new Result("forecast", measured, Math.Round(seconds, 2), Math.Round(cpu, 2), Math.Round(Meter.PeakMegabytes(), 1)));
    }

    static Frequency Measure(SeriesSet set, TextWriter progress, CancellationToken cancel)
    {
        var horizon = set.Series.Max(s => s.Future.Length);
        var method = "";
        var predictions = new Prediction[set.Series.Count];
        var (seconds, cpu) = Meter.Time(() =>
        {
            var panel = Panel.Learn([.. set.Series.Select(s => s.History)], set.Season, horizon, progress: new Tenths(progress, $"{set.Name}, back-tests"), cancel: cancel);
            method = panel.Method.Name;
            Parallel.For(0, predictions.Length, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
                i => predictions[i] = panel.Forecast(set.Series[i].History, set.Series[i].Future.Length));
        });
        var ours = Errors(set, i => predictions[i].Mean, cancel);
        var naive = Errors(set, i => new Naive2().Fit(set.Series[i].History, set.Season).Forecast(set.Series[i].Future.Length).Mean, cancel);
        var owa = (Ratio(ours.Smape, naive.Smape) + Ratio(ours.Mase, naive.Mase)) / 2;
        return new(set.Name, set.Series.Count, set.Season, horizon, method, Round(ours.Smape), Round(ours.Mase), Round(owa), Round(naive.Smape), Round(naive.Mase),
            Math.Round(Coverage(set, predictions, 0.80), 2), Math.Round(Coverage(set, predictions, 0.95), 2), Math.Round(seconds, 2), Math.Round(cpu, 2));
    }

    // a history that never moves has no scale: it stays out of the mean of MASE
    static (double Smape, double Mase) Errors(SeriesSet set, Func<int, IReadOnlyList<double>> forecast, CancellationToken cancel)
    {
        var (smape, mase) = (new List<double>(), new List<double>());
        for (var i = 0; i < set.Series.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var (series, mean) = (set.Series[i], forecast(i));
            smape.Add(ForecastErrors.Smape(series.Future, mean));
            var scaled = ForecastErrors.Mae(series.Future, mean) / ForecastErrors.AbsoluteScale(series.History, set.Season);
            if (double.IsFinite(scaled)) mase.Add(scaled);
        }
        return (smape.Average(), mase.Count > 0 ? mase.Average() : 0);
    }

    static double Ratio(double ours, double naive) => naive > 0 ? ours / naive : ours > 0 ? double.PositiveInfinity : 1;

    static double Coverage(SeriesSet set, Prediction[] predictions, double level)
    {
        var (inside, all) = (0, 0);
        for (var i = 0; i < predictions.Length; i++)
            for (var step = 0; step < predictions[i].Horizon; step++)
            {
                var (low, high) = predictions[i].Interval(step, level);
                inside += set.Series[i].Future[step] >= low && set.Series[i].Future[step] <= high ? 1 : 0;
                all++;
            }
        return 100.0 * inside / all;
    }

    // JSON knows no infinity
    static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 1e9;
}
