namespace Kaki.Learning.Forecast.Combine;

/// <summary>Calm and rough times last: where a series moved less of late than it used to, its next values fall nearer. By how much is learnt from all series of a panel.</summary>
/// <remarks>After R. Engle, Econometrica 50 (1982): the variance of errors follows that of late ones.</remarks>
/// <param name="power">Of the ratio of the late to the whole spread of a history's steps: 0 if it says nothing, 1 if it says all.</param>
internal readonly struct RecentSpread(double power)
{
    // as much doubt as so many errors raise
    const double Doubt = 5;

    // no more than some 2.7 times either way: a long silence does not last for ever
    const double Most = 1;

    /// <summary>Nothing is known: all of a history counts alike.</summary>
    public static RecentSpread None => default;

    public double Power => power;

    /// <summary>Least squares on the logarithms of the errors, each step about its own mean.</summary>
    public static RecentSpread Of(IReadOnlyCollection<(double[] History, BackTested Test)> tests, int season)
    {
        var points = tests.SelectMany(t =>
        {
            var ratio = Ratio(t.History, season);
            return t.Test.StandardisedErrors.Select((error, step) => (Step: step, Ratio: ratio, Error: Math.Log(Math.Max(Math.Abs(error), 0.01))));
        }).Where(p => double.IsFinite(p.Error)).GroupBy(p => p.Step);
        var (product, square) = (0.0, Doubt);
        foreach (var step in points)
        {
            var (ratio, error) = (step.Average(p => p.Ratio), step.Average(p => p.Error));
            product += step.Sum(p => (p.Ratio - ratio) * (p.Error - error));
            square += step.Sum(p => (p.Ratio - ratio) * (p.Ratio - ratio));
        }
        return new(Math.Clamp(product / square, 0, 1));
    }

    /// <summary>The same forecast with deviations as the late steps of the history ask.</summary>
    public Prediction Temper(Prediction prediction, ReadOnlySpan<double> history, int season)
    {
        if (power == 0) return prediction;
        var factor = Math.Exp(power * Ratio(history, season));
        return new([.. prediction.Mean], [.. prediction.Deviation.Select(d => factor * d)]);
    }

    // logarithm of late over whole; steps are those of a season, about their median
    static double Ratio(ReadOnlySpan<double> history, int season)
    {
        var lag = history.Length > 2 * season ? season : 1;
        var steps = new double[Math.Max(0, history.Length - lag)];
        if (steps.Length < 2) return 0;
        for (var i = 0; i < steps.Length; i++) steps[i] = history[i + lag] - history[i];
        var middle = CombinedModel.Median([.. steps]);
        var (late, weights, whole, fade) = (0.0, 0.0, 0.0, Math.Pow(0.5, 1.0 / (4 + season)));
        foreach (var step in steps)
        {
            var square = (step - middle) * (step - middle);
            (late, weights, whole) = (fade * late + square, fade * weights + 1, whole + square);
        }
        return whole > 0 ? Math.Clamp(Math.Log(Math.Max(late / weights, 1e-9 * whole) / (whole / steps.Length)) / 2, -Most, Most) : 0;
    }
}
