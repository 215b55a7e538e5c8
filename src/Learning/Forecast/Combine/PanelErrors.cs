namespace Kaki.Learning.Forecast.Combine;

/// <summary>How far the method a <see cref="Panel"/> chose fell from what came, tried late in each history: what was known then is nearly what is known now.</summary>
internal static class PanelErrors
{
    /// <summary>On how many forecasts each value lies: origins are so many to a horizon.</summary>
    public const int Overlap = 3;

    // One horizon back if there are series enough: what is nearer is more alike. A few dozen series are tried four horizons back, for one moment that hit all at once would pass for the rule.
    const int FewestOrigins = Overlap;
    const int MostOrigins = 4 * Overlap;
    const int Enough = 600;

    /// <summary>What was foretold of a history cut at an origin, and what came; a late origin has fewer steps to be judged by.</summary>
    public sealed record Tried(double[] History, double[] Actual, Prediction Prediction);

    public static Tried[] Of(IForecaster method, IReadOnlyList<double[]> series, int season, int horizon, int most, IProgress<double>? progress, CancellationToken cancel)
    {
        var cuts = Cuts(series, season, horizon, most);
        var tried = new Tried[cuts.Count];
        var done = 0;
        Parallel.For(0, cuts.Count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (history, origin) = (series[cuts[i].Series], cuts[i].Origin);
            var (known, actual) = (history[..origin], history[origin..Math.Min(history.Length, origin + horizon)]);
            tried[i] = new(known, actual, method.Fit(known, season).Forecast(actual.Length));
            progress?.Report(Interlocked.Increment(ref done) / (double)cuts.Count);
        });
        return tried;
    }

    static List<(int Series, int Origin)> Cuts(IReadOnlyList<double[]> series, int season, int horizon, int most)
    {
        var stride = (horizon + Overlap - 1) / Overlap;
        var origins = Math.Clamp(Enough / Math.Max(1, series.Count), FewestOrigins, MostOrigins);
        var cuts = new List<(int Series, int Origin)>();
        for (var i = 0; i < series.Count; i++)
        {
            var least = Math.Min(series[i].Length / 2, Math.Max(2 * season + 1, 8));
            foreach (var origin in BackTest.Origins(series[i].Length, stride, stride, origins, least)) cuts.Add((i, origin));
        }
        return cuts.Count <= most ? cuts : [.. Enumerable.Range(0, most).Select(k => cuts[(int)((long)k * cuts.Count / most)])];
    }
}
