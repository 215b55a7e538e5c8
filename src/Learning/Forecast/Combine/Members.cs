using Kaki.Learning.Forecast.Seasons;
using Kaki.Learning.Forecast.Smoothing;

namespace Kaki.Learning.Forecast.Combine;

/// <summary>Which methods are worth joining for a series.</summary>
public static class Members
{
    // as many states as a seasonal smoothing model carries with profit
    const int LongestSeason = 24;

    /// <summary>Four unlike methods that each carry a short season themselves.</summary>
    public static IReadOnlyList<IForecaster> Short { get; } = [Ets.Selected, BoxJenkins.Arima.Selected, ThetaLines.Theta.Standard, ThetaLines.Theta.DynamicOptimised];

    /// <summary>The same after long or several seasons are taken out.</summary>
    public static IReadOnlyList<IForecaster> Long { get; } = [.. Short.Select(inner => new Deseasonalised(inner))];

    /// <summary>All that a <see cref="Panel"/> tries for series with this season.</summary>
    public static IReadOnlyList<IForecaster> Pool(int season) =>
        season == 1 ? [.. Short, ThetaLines.Theta.Optimised, Ets.Of(EtsForm.DampedHolt)] : [.. Short, .. Long, new SeasonalNaive()];

    /// <summary>Those that suit the seasons this history shows.</summary>
    public static IReadOnlyList<IForecaster> For(ReadOnlySpan<double> history, int season) =>
        season > LongestSeason || SeasonFinder.Find(history, season).Count > 1 ? Long : Short;
}
