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

    // level, trend and a weight: what even the plainest method fits
    const int Fitted = 3;

    /// <summary>One shape a step, from back-tests of one series or of many alike. A step with too few errors borrows from its neighbours, then from all; with fewer than 20 in all the shape is normal.</summary>
    public static ErrorShape[] Shapes(IEnumerable<BackTested> tests, int horizon)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var errors = Enumerable.Range(0, horizon).Select(_ => new List<double>()).ToArray();
        foreach (var test in tests)
            foreach (var (error, step) in test.StandardisedErrors.Select((e, s) => (e, s)))
                if (step < horizon && double.IsFinite(error)) errors[step].Add(error / Optimism(test.Origin));
        var total = errors.Sum(e => e.Count);
        if (total < FewestErrors) return [ErrorShape.Normal];
        return [.. Enumerable.Range(0, horizon).Select(step => ErrorShape.Measured(Near(errors, step, Math.Min(total, 100))))];
    }

    /// <summary>A forecast of one series with intervals measured on its own past.</summary>
    /// <param name="forecaster">Is fitted once more for each origin.</param>
    /// <param name="history">The series so far.</param>
    /// <param name="season">Values in a season.</param>
    /// <param name="horizon">How many values are foretold.</param>
    /// <param name="origins">How many past forecasts, one value apart.</param>
    public static Prediction Forecast(IForecaster forecaster, ReadOnlySpan<double> history, int season, int horizon, int origins = 30)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        var least = Math.Max(8, Math.Min(2 * season + 1, history.Length / 2));
        var tests = BackTest.Run(forecaster, history, season, horizon, BackTest.Origins(history.Length, horizon, 1, origins, least));
        return Spread(forecaster.Fit(history, season).Forecast(horizon), Shapes(tests, horizon), history.Length);
    }

    /// <summary>A forecast with these shapes, made from so many values.</summary>
    public static Prediction Spread(Prediction prediction, ErrorShape[] shapes, int length)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(shapes);
        var optimism = shapes is [{ Count: 0 }] ? 1 : Optimism(length);
        return new Prediction([.. prediction.Mean], [.. prediction.Deviation.Select(d => d * optimism)]).Spread(shapes);
    }

    // How much further new values fall than those a model was fitted to: (n + k)/(n − k), Akaike's final prediction error (1969). Back-tests know
    // fewer values than the forecast will; in short series that alone would make intervals too wide.
    static double Optimism(int length)
    {
        var n = Math.Max(length, Fitted + 3);
        return Math.Sqrt((n + Fitted) / (double)(n - Fitted));
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
