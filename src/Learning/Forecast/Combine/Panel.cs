namespace Kaki.Learning.Forecast.Combine;

/// <summary>What many series of one kind teach together: which methods to join, and how far forecasts fall from what comes.</summary>
/// <remarks>
/// One short series cannot say which method suits it; hundreds alike can. Each is back-tested on a rolling origin with every method of
/// the pool, then the median of every subset. The best is taken if it beats the default (four unlike methods) beyond what
/// the best of so many subsets gains by chance, else the default stays. Its standardised errors give the intervals (<see cref="Conformal"/>).
/// Memory: the series, and the pool's forecasts of those back-tested.
/// </remarks>
public sealed class Panel
{
    readonly ErrorShape[] shapes;

    internal Panel(IForecaster method, int season, ErrorShape[] shapes) => (Method, Season, this.shapes) = (method, season, shapes);

    /// <summary>What was chosen.</summary>
    public IForecaster Method { get; }

    /// <summary>Length of the season that the series were learnt with.</summary>
    public int Season { get; }

    /// <summary>Back-tests the pool on the series.</summary>
    /// <param name="series">Histories; those too short to be tested are passed over.</param>
    /// <param name="season">Values in a season.</param>
    /// <param name="horizon">How far the forecasts will reach.</param>
    /// <param name="most">Back-tests at most: of so many forecasts, spread evenly over the series.</param>
    /// <param name="progress">Is told the share done, 0 to 1.</param>
    /// <param name="cancel">Ends it with <see cref="OperationCanceledException"/>.</param>
    public static Panel Learn(IReadOnlyList<double[]> series, int season, int horizon, int most = 2400, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        var trial = new PanelTrial(PanelTrial.Tasks(series, season, horizon, most), Members.Pool(season), season);
        trial.Run(progress, cancel);
        var chosen = trial.Choose();
        var method = chosen == 0 ? Combination.Default : new Combination("Median of " + string.Join(", ", Subset(Members.Pool(season), chosen).Select(m => m.Name)), Subset(Members.Pool(season), chosen));
        return new(method, season, Conformal.Shapes(trial.Tests(chosen), horizon));
    }

    /// <summary>The next values of a series of this kind, with measured intervals.</summary>
    public Prediction Forecast(ReadOnlySpan<double> history, int horizon)
    {
        var prediction = Conformal.Spread(Method.Fit(history, Season).Forecast(horizon), shapes, history.Length);
        return history.ContainsAnyInRange(double.MinValue, -double.Epsilon) ? prediction : prediction.AtLeast(0);
    }

    internal static IForecaster[] Subset(IReadOnlyList<IForecaster> pool, int bits) => [.. pool.Where((_, i) => (bits >> i & 1) > 0)];
}
