using Kaki.Learning.Forecast.Combine;

namespace Kaki.Learning.Forecast;

/// <summary>Intervals that hold what they promise because they are measured: errors of past forecasts, each over the deviation foretold for it, take the place of the normal law.</summary>
/// <remarks>
/// Split conformal prediction with normalised scores (V. Vovk et al., 2005; J. Lei et al., JASA 113, 2018), on a rolling origin. The promise
/// rests on the errors to come being like those that came; a series that changes its ways breaks it.
/// </remarks>
public static class Conformal
{
    // fewer errors than this say less about the spread than the normal law does
    const int FewestErrors = 20;

    // The normal law counts as much as so many forecasts that share no values.
    const double Doubt = 2;

    /// <summary>One shape a step, from back-tests of one series or of many alike. A step with too few errors borrows from its neighbours, then from all; with fewer than 20 in all the shape is normal.</summary>
    /// <param name="tests">Their steps beyond the horizon are passed over; a late one may have fewer.</param>
    /// <param name="horizon">How many shapes at most.</param>
    /// <param name="overlap">On how many forecasts each value lies: a hundred that all look at the same dozen values say no more than a few. The fewer they come to, the more of the normal law is mixed in.</param>
    /// <param name="mirrored">Whether an error as far on the other side of the middle one counts too: series that share good and bad times all fell to one side last, and may fall to the other next.</param>
    public static ErrorShape[] Shapes(IEnumerable<BackTested> tests, int horizon, double overlap = 1, bool mirrored = false)
    {
        ArgumentNullException.ThrowIfNull(tests);
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, 1);
        var errors = Enumerable.Range(0, horizon).Select(_ => new List<double>()).ToArray();
        var independent = 0.0;
        foreach (var test in tests)
        {
            independent += 1 / overlap;
            foreach (var (error, step) in test.StandardisedErrors.Select((e, s) => (e, s)))
                if (step < horizon && double.IsFinite(error)) errors[step].Add(error);
        }
        var total = errors.Sum(e => e.Count);
        if (total < FewestErrors) return [ErrorShape.Normal];
        return [.. Enumerable.Range(0, horizon).Select(step => Mixed(Both([.. Near(errors, step, Math.Min(total, 100))], mirrored), Doubt / independent))];
    }

    /// <summary>A forecast of one series with intervals measured on its own past.</summary>
    /// <param name="forecaster">Is fitted once more for each origin.</param>
    /// <param name="history">The series so far.</param>
    /// <param name="season">Values in a season.</param>
    /// <param name="horizon">How many values are foretold.</param>
    /// <param name="origins">How many past forecasts, one value apart.</param>
    /// <param name="progress">Share of them that is done, 0 to 1.</param>
    /// <param name="cancel">Looked at before each.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Prediction Forecast(
        IForecaster forecaster, ReadOnlySpan<double> history, int season, int horizon, int origins = 30, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        var least = Math.Max(8, Math.Min(2 * season + 1, history.Length / 2));
        var tests = BackTest.Run(forecaster, history, season, horizon, BackTest.Origins(history.Length, 1, 1, origins, least), progress, cancel);
        cancel.ThrowIfCancellationRequested();
        return forecaster.Fit(history, season).Forecast(horizon).Spread(Shapes(tests, horizon, horizon));
    }

    static double[] Both(double[] errors, bool mirrored)
    {
        if (!mirrored) return errors;
        var middle = CombinedModel.Median([.. errors]);
        return [.. errors, .. errors.Select(error => 2 * middle - error)];
    }

    static ErrorShape Mixed(double[] errors, double normal)
    {
        var more = (int)(errors.Length * normal);
        return ErrorShape.Measured(errors.Concat(Enumerable.Range(1, more).Select(i => Statistics.NormalLaw.Quantile(i / (more + 1.0)))));
    }

    static IEnumerable<double> Near(List<double>[] errors, int step, int wanted)
    {
        for (var reach = 1; ; reach++)
        {
            var near = errors[Math.Max(0, step - reach)..Math.Min(errors.Length, step + reach + 1)].SelectMany(e => e);
            if (reach >= errors.Length || near.Count() >= wanted) return near;
        }
    }
}
