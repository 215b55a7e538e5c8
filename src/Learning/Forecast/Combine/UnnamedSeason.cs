using Kaki.Learning.Forecast.Seasons;
using Kaki.Learning.Judge;
using Kaki.Learning.Statistics;

namespace Kaki.Learning.Forecast.Combine;

/// <summary>The season of series of which nobody said that they have one: weeks that follow the year, days that follow the week.</summary>
/// <remarks>
/// One series' luck looks like a season, many together do not. A length that is usual is worth a trial if steps return after it in all series taken together; it is taken if the
/// default method foretells better with it than without, beyond chance.
/// </remarks>
internal static class UnnamedSeason
{
    // quarters, working days, days, months, hours, half hours, weeks, quarter hours
    static readonly int[] usual = [4, 5, 7, 12, 24, 48, 52, 96];

    // standard errors; no more than what is worth a trial
    const double Worth = 3;

    /// <summary>Its length; 1 if there is none.</summary>
    public static int Of(IReadOnlyList<double[]> series, int horizon, int most, CancellationToken cancel)
    {
        var likely = usual.Where(season => Returns(series, season)).ToArray();
        var tasks = likely.Length > 0 ? PanelTrial.Tasks(series, 1, horizon, most) : [];
        if (tasks.Count == 0) return 1;
        var plain = Errors(tasks, 1, cancel);
        var told = likely.Select(season => (Season: season, Gain: Gain(plain, Errors(tasks, season, cancel)))).MaxBy(t => t.Gain);
        return told.Gain > 0 ? told.Season : 1;
    }

    // Steps, weighed by how many there are; a slow wave has them alike after half its length as well.
    static bool Returns(IReadOnlyList<double[]> series, int season)
    {
        var (whole, half, steps) = (0.0, 0.0, 0.0);
        foreach (var history in series)
        {
            if (history.Length < 3 * season || History.IsConstant(history)) continue;
            var moved = new double[history.Length - 1];
            for (var i = 0; i < moved.Length; i++) moved[i] = history[i + 1] - history[i];
            var correlation = SeasonTest.Autocorrelation(moved, season);
            whole += moved.Length * correlation[season];
            half += moved.Length * correlation[season / 2];
            steps += moved.Length;
        }
        return whole > half && whole > Worth * Math.Sqrt(steps);
    }

    static (double Smape, double Mase)[] Errors(IReadOnlyList<PanelTrial.Task> tasks, int season, CancellationToken cancel)
    {
        var errors = new (double, double)[tasks.Count];
        Parallel.For(0, errors.Length, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (history, actual) = tasks[i];
            var mean = Combination.Default.Fit(history, season).Forecast(actual.Length).Mean;
            var scale = ForecastErrors.AbsoluteScale(history, 1);
            errors[i] = (ForecastErrors.Smape(actual, mean), double.IsNaN(scale) ? 0 : ForecastErrors.Mae(actual, mean) / scale);
        });
        return errors;
    }

    // share of both errors that is saved; 0 if chance may have saved it: the best of so many looks good (Bonferroni)
    static double Gain((double Smape, double Mase)[] plain, (double Smape, double Mase)[] seasonal)
    {
        var (smape, mase) = (plain.Average(e => e.Smape), plain.Average(e => e.Mase));
        if (smape == 0 || mase == 0) return 0;
        var gains = new RunningMoments();
        foreach (var (a, b) in plain.Zip(seasonal)) gains = gains.With(((a.Smape - b.Smape) / smape + (a.Mase - b.Mase) / mase) / 2);
        return gains.Mean > -NormalLaw.Quantile(0.05 / usual.Length) * gains.StandardDeviation / Math.Sqrt(gains.Count) ? gains.Mean : 0;
    }
}
