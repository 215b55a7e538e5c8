namespace Kaki.Learning.Judge;

/// <summary>How far forecasts fell from what came. In all of them less is better.</summary>
public static class ForecastErrors
{
    /// <summary>Symmetric mean absolute percentage error, 0 to 200, as the M3 competition counted: the mean of <c>200·|y − f| / (|y| + |f|)</c>. A step where both are zero has no error.</summary>
    /// <remarks>S. Makridakis, M. Hibon, IJF 16 (2000).</remarks>
    public static double Smape(IReadOnlyList<double> actual, IReadOnlyList<double> forecast)
    {
        Check(actual, forecast);
        return actual.Zip(forecast, (y, f) => y == f ? 0 : 200 * Math.Abs(y - f) / (Math.Abs(y) + Math.Abs(f))).Average();
    }

    /// <summary>Mean absolute error.</summary>
    public static double Mae(IReadOnlyList<double> actual, IReadOnlyList<double> forecast)
    {
        Check(actual, forecast);
        return actual.Zip(forecast, (y, f) => Math.Abs(y - f)).Average();
    }

    /// <summary>Root of the mean squared error.</summary>
    public static double Rmse(IReadOnlyList<double> actual, IReadOnlyList<double> forecast)
    {
        Check(actual, forecast);
        return Math.Sqrt(actual.Zip(forecast, (y, f) => (y - f) * (y - f)).Average());
    }

    /// <summary>Mean absolute error of the seasonal naive method within the history: divide <see cref="Mae"/> by it for MASE. NaN if the history never moves.</summary>
    /// <remarks>R. Hyndman, A. Koehler, IJF 22 (2006). A history no longer than a season is scaled by its single steps.</remarks>
    public static double AbsoluteScale(ReadOnlySpan<double> history, int season) => Scale(history, season, Math.Abs);

    /// <summary>Root of the mean squared step within the history from its first sale on: divide <see cref="Rmse"/> by it for RMSSE. NaN if it never moves.</summary>
    /// <remarks>S. Makridakis, E. Spiliotis, V. Assimakopoulos, the M5 competition, IJF 38 (2022).</remarks>
    public static double SquaredScale(ReadOnlySpan<double> history)
    {
        var first = history.IndexOfAnyExcept(0);
        return first < 0 ? double.NaN : Math.Sqrt(Scale(history[first..], 1, step => step * step));
    }

    /// <summary>Pinball loss of one quantile: <paramref name="probability"/> for each unit it fell short, one less that for each unit too much.</summary>
    public static double Pinball(double actual, double quantile, double probability) =>
        actual >= quantile ? probability * (actual - quantile) : (1 - probability) * (quantile - actual);

    static double Scale(ReadOnlySpan<double> history, int season, Func<double, double> size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        if (history.Length <= season) season = 1;
        var sum = 0.0;
        for (var i = season; i < history.Length; i++) sum += size(history[i] - history[i - season]);
        return sum > 0 ? sum / (history.Length - season) : double.NaN;
    }

    static void Check(IReadOnlyList<double> actual, IReadOnlyList<double> forecast)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(forecast);
        if (actual.Count == 0 || actual.Count != forecast.Count) throw new ArgumentException($"{forecast.Count} forecasts for {actual.Count} values.");
    }
}
