using Kaki.Learning.Forecast.Seasons;

namespace Kaki.Learning.Forecast;

/// <summary>The last value without its season, and the season put back where <see cref="SeasonTest"/> sees one: the yardstick of the M4 competition's OWA.</summary>
public sealed class Naive2 : IForecaster
{
    public string Name => "Naive2";

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        var last = new SeasonalNaive();
        if (!SeasonTest.Repeats(history, season)) return last.Fit(history, 1);
        var pattern = ClassicalSeason.Of(history, season, History.IsPositive(history));
        return new ReseasonedModel(last.Fit(pattern.Remove(history), 1), pattern.After(history.Length), pattern.Multiplicative);
    }
}
