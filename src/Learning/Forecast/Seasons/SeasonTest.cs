namespace Kaki.Learning.Forecast.Seasons;

/// <summary>Whether a series repeats itself after so many values.</summary>
public static class SeasonTest
{
    const double NineInTen = 1.645;

    /// <summary>True if the autocorrelation at the season's lag is beyond what chance gives in nine of ten series without a season.</summary>
    /// <param name="history">Values at equal distances.</param>
    /// <param name="season">The lag.</param>
    /// <param name="deviations">How many standard errors it must be beyond; fewer where a weak season does no harm.</param>
    /// <remarks>
    /// Bartlett's formula at 90 %, as the M3 Theta entry and the M4 benchmarks tested (V. Assimakopoulos, K. Nikolopoulos, IJF 16, 2000).
    /// False for fewer than three seasons: two cannot be told from a trend.
    /// </remarks>
    public static bool Repeats(ReadOnlySpan<double> history, int season, double deviations = NineInTen)
    {
        if (season < 2 || history.Length < 3 * season || History.IsConstant(history)) return false;
        var correlation = Autocorrelation(history, season);
        var sum = 0.0;
        for (var lag = 1; lag < season; lag++) sum += correlation[lag] * correlation[lag];
        return Math.Abs(correlation[season]) > deviations * Math.Sqrt((1 + 2 * sum) / history.Length);
    }

    /// <summary>Autocorrelation at lags 0 to <paramref name="most"/>; all 0 but the first for a constant series.</summary>
    public static double[] Autocorrelation(ReadOnlySpan<double> history, int most)
    {
        var mean = History.Mean(history);
        var centred = new double[history.Length];
        for (var i = 0; i < centred.Length; i++) centred[i] = history[i] - mean;
        var result = new double[most + 1];
        for (var lag = 0; lag <= Math.Min(most, centred.Length - 1); lag++)
            result[lag] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(centred.AsSpan(lag), centred.AsSpan(0, centred.Length - lag));
        var variance = result[0];
        for (var lag = 0; lag <= most; lag++) result[lag] = variance > 0 ? result[lag] / variance : lag == 0 ? 1 : 0;
        return result;
    }
}
