namespace Kaki.Learning.Forecast.Seasons;

/// <summary>How much of a series' movement is its season: 0 none, 1 all.</summary>
/// <remarks>One less the share that the remainder has in the variance of season and remainder together (X. Wang, K. Smith, R. Hyndman, 2006).</remarks>
public static class SeasonalStrength
{
    /// <summary>0 for fewer than two seasons.</summary>
    public static double Of(ReadOnlySpan<double> history, int season)
    {
        if (season < 2 || history.Length < 2 * season) return 0;
        var parts = Stl.Decompose(history, season);
        var both = new double[history.Length];
        System.Numerics.Tensors.TensorPrimitives.Add(parts.Season, parts.Remainder, both);
        var variance = Variance(both);
        return variance > 0 ? Math.Max(0, 1 - Variance(parts.Remainder) / variance) : 0;
    }

    static double Variance(ReadOnlySpan<double> x)
    {
        var moments = new Statistics.RunningMoments();
        foreach (var value in x) moments = moments.With(value);
        return moments.Variance;
    }
}
