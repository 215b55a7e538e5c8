namespace Kaki.Learning.Forecast.Combine;

/// <summary>What a method would have foretold from a day in the past, beside what came.</summary>
/// <param name="Origin">How many values it knew.</param>
/// <param name="Actual">What came after them.</param>
/// <param name="Prediction">What was foretold; of the same length.</param>
public sealed record BackTested(int Origin, double[] Actual, Prediction Prediction)
{
    /// <summary>Value less forecast over the deviation foretold, of each step; NaN where no deviation was foretold.</summary>
    public IEnumerable<double> StandardisedErrors => Actual.Select((y, step) => Prediction.Deviation[step] > 0 ? (y - Prediction.Mean[step]) / Prediction.Deviation[step] : double.NaN);
}

/// <summary>Tries a method on the past of a series, from later and later origins.</summary>
/// <remarks>L. Tashman, Out-of-sample tests of forecasting accuracy, IJF 16 (2000).</remarks>
public static class BackTest
{
    /// <summary>The origins of a rolling test, the latest first: the last one leaves a whole horizon, each one before it <paramref name="stride"/> less, none knows fewer than <paramref name="least"/>.</summary>
    /// <remarks>A history too short for one whole horizon has none.</remarks>
    public static IEnumerable<int> Origins(int length, int horizon, int stride, int most, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        for (var i = 0; i < most && length - horizon - i * stride >= Math.Max(1, least); i++) yield return length - horizon - i * stride;
    }

    /// <summary>Fits the method anew at every origin.</summary>
    /// <param name="forecaster">The method.</param>
    /// <param name="history">The series.</param>
    /// <param name="season">Values in a season.</param>
    /// <param name="horizon">How many values are foretold at each origin; at the end as many as there are.</param>
    /// <param name="origins">How many values are known at each; see <see cref="Origins"/>.</param>
    /// <param name="progress">Share of the origins that are done, 0 to 1.</param>
    /// <param name="cancel">Looked at before each origin.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<BackTested> Run(
        IForecaster forecaster, ReadOnlySpan<double> history, int season, int horizon, IEnumerable<int> origins, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        ArgumentNullException.ThrowIfNull(origins);
        History.Check(history, season);
        var wanted = origins.ToArray();
        var tested = new List<BackTested>(wanted.Length);
        foreach (var origin in wanted)
        {
            cancel.ThrowIfCancellationRequested();
            var actual = history[origin..Math.Min(history.Length, origin + horizon)].ToArray();
            tested.Add(new(origin, actual, forecaster.Fit(history[..origin], season).Forecast(actual.Length)));
            progress?.Report((double)tested.Count / wanted.Length);
        }
        return tested;
    }
}
