namespace Kaki.Learning.Forecast.Seasons;

/// <summary>Takes several seasons out of one series, such as the hours of a day and of a week.</summary>
/// <remarks>K. Bandara, R. Hyndman, C. Bergmeir, MSTL (2021): <see cref="Stl"/> for each season in turn, twice over, the shortest first.</remarks>
public static class Mstl
{
    /// <summary>The adjusted history (trend and remainder) and the pattern of each season, all of the history's length.</summary>
    /// <param name="history">At least two of the longest season.</param>
    /// <param name="seasons">Lengths, the shortest first.</param>
    public static (double[] Adjusted, double[][] Patterns) Decompose(ReadOnlySpan<double> history, IReadOnlyList<int> seasons)
    {
        ArgumentNullException.ThrowIfNull(seasons);
        var adjusted = history.ToArray();
        var patterns = seasons.Select(_ => new double[adjusted.Length]).ToArray();
        for (var pass = 0; pass < (seasons.Count > 1 ? 2 : 1); pass++)
            for (var s = 0; s < seasons.Count; s++)
            {
                System.Numerics.Tensors.TensorPrimitives.Add<double>(adjusted, patterns[s], adjusted);
                patterns[s] = Stl.Decompose(adjusted, seasons[s], window: 11 + 4 * s).Season;
                System.Numerics.Tensors.TensorPrimitives.Subtract<double>(adjusted, patterns[s], adjusted);
            }
        return (adjusted, patterns);
    }
}
