using Kaki.Learning.Judge;

namespace Kaki.Learning.Forecast.Combine;

/// <summary>The back-test of a <see cref="Panel"/>: forecasts of every method of the pool from origins in the past. Subsets of the pool are bit masks; 0 is the default of each series.</summary>
internal sealed class PanelTrial(IReadOnlyList<PanelTrial.Task> tasks, IReadOnlyList<IForecaster> pool, int season)
{
    /// <summary>A history cut at an origin, and what came after it.</summary>
    public sealed record Task(double[] History, double[] Actual);

    // One origin would measure one moment: a slump that hit all series at once would pass for the rule.
    const int Origins = 3;

    sealed record Outcome(double[][] Members, int Default, double Scale);

    readonly Outcome?[] outcomes = new Outcome?[tasks.Count];

    public static IReadOnlyList<Task> Tasks(IReadOnlyList<double[]> series, int season, int horizon, int most)
    {
        var tasks = new List<Task>();
        for (var i = 0; i < series.Count; i++)
        {
            var history = series[i];
            // a longer reach would leave too little to learn from
            var reach = Math.Min(horizon, history.Length / 4);
            if (reach < 1) continue;
            var least = Math.Min(history.Length / 2, Math.Max(2 * season + 1, 8));
            foreach (var origin in BackTest.Origins(history.Length, reach, reach, Origins, least))
                tasks.Add(new(history[..origin], history[origin..(origin + reach)]));
        }
        return tasks.Count <= most ? tasks : [.. Enumerable.Range(0, most).Select(k => tasks[(int)((long)k * tasks.Count / most)])];
    }

    public void Run(IProgress<double>? progress, CancellationToken cancel)
    {
        var done = 0;
        var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, tasks.Count, options, i =>
        {
            outcomes[i] = Try(tasks[i]);
            progress?.Report(Interlocked.Increment(ref done) / (double)tasks.Count);
        });
    }

    Outcome? Try(Task task)
    {
        var scale = ForecastErrors.AbsoluteScale(task.History, season);
        // a season that repeats to the letter leaves no seasonal step to scale by
        if (double.IsNaN(scale)) scale = ForecastErrors.AbsoluteScale(task.History, 1);
        if (double.IsNaN(scale)) return null;
        var members = pool.Select(m => new Combination(m.Name, [m]).Fit(task.History, season).Forecast(task.Actual.Length).Mean.ToArray()).ToArray();
        var names = Combine.Members.For(task.History, season).Select(m => m.Name).ToHashSet();
        var usual = Enumerable.Range(0, pool.Count).Where(i => names.Contains(pool[i].Name)).Sum(i => 1 << i);
        return new(members, usual, scale);
    }

    /// <summary>The subset with the least mean loss, if it is better than the default beyond chance; else 0.</summary>
    public int Choose()
    {
        if (outcomes.Count(o => o is not null) < 2) return 0;
        var usual = Losses(0);
        var (best, least) = (0, usual.Average());
        for (var subset = 1; subset < 1 << pool.Count; subset++)
        {
            var mean = Losses(subset).Average();
            if (mean < least) (best, least) = (subset, mean);
        }
        if (best == 0) return 0;
        var gains = new Statistics.RunningMoments();
        foreach (var (a, b) in usual.Zip(Losses(best))) gains = gains.With(a - b);
        return gains.Mean > Doubt * gains.StandardDeviation / Math.Sqrt(gains.Count) ? best : 0;
    }

    // The best of so many subsets looks good by chance: 5 % shared among all of them (Bonferroni).
    double Doubt => -Statistics.NormalLaw.Quantile(0.05 / (1 << pool.Count));

    // sMAPE and MASE each over the size it has here, so that neither drowns the other
    double[] Losses(int subset)
    {
        var smape = new List<double>();
        var mase = new List<double>();
        foreach (var (outcome, task) in outcomes.Zip(tasks))
        {
            if (outcome is null) continue;
            var mean = Means(outcome, subset);
            smape.Add(ForecastErrors.Smape(task.Actual, mean));
            mase.Add(ForecastErrors.Mae(task.Actual, mean) / outcome.Scale);
        }
        sizes ??= (smape.Average(), mase.Average());
        return [.. smape.Zip(mase, (s, m) => s / sizes.Value.Smape + m / sizes.Value.Mase)];
    }

    (double Smape, double Mase)? sizes;

    static double[] Means(Outcome outcome, int subset)
    {
        if (subset == 0) subset = outcome.Default;
        var members = outcome.Members.Where((_, i) => (subset >> i & 1) > 0).ToArray();
        Span<double> row = stackalloc double[members.Length];
        var joined = new double[members[0].Length];
        for (var step = 0; step < joined.Length; step++)
        {
            for (var m = 0; m < row.Length; m++) row[m] = members[m][step];
            joined[step] = CombinedModel.Median(row);
        }
        return joined;
    }
}
