namespace Kaki.Learning.Forecast.Seasons;

/// <summary>Which seasons a history shows: the one that is expected, and the week around a day.</summary>
public static class SeasonFinder
{
    // hours, half hours, quarter hours of a day; their weeks
    static readonly int[] days = [24, 48, 96];

    /// <summary>The shortest first; empty if there is none. The longest is shown at least twice.</summary>
    /// <param name="history">Values at equal distances.</param>
    /// <param name="season">The season that is expected; 24, 48 and 96 are taken for days and looked at for weeks as well.</param>
    public static IReadOnlyList<int> Find(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        var found = new List<int>();
        if (SeasonTest.Repeats(history, season) || season > 1 && history.Length >= 2 * season && history.Length < 3 * season && SeasonalStrength.Of(history, season) > 0.7)
            found.Add(season);
        var week = 7 * season;
        if (!days.Contains(season) || history.Length < 2 * week) return found;
        var rest = found.Count > 0 ? ClassicalSeason.Of(history, season, multiplicative: false).Remove(history) : history.ToArray();
        if (ReturnsAfter(rest, week)) found.Add(week);
        return found;
    }

    // With two or three weeks only, the test of a whole season asks for more than there is; one lag's own spread is enough to go by.
    static bool ReturnsAfter(double[] rest, int week) =>
        !History.IsConstant(rest) && SeasonalStrength.Of(rest, week) > 0.3 && SeasonTest.Autocorrelation(rest, week)[week] > 1.645 / Math.Sqrt(rest.Length);
}
