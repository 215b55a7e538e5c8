namespace Kaki.Learning.Forecast.Intermittent;

/// <summary>Seeks a smoothing weight among a few: the error of intermittent demand is too flat around its least value for more.</summary>
internal static class WeightGrid
{
    static readonly double[] weights = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];

    public delegate double Loss(ReadOnlySpan<double> history, double weight);

    public static (double Weight, double Loss) Best(ReadOnlySpan<double> history, Loss loss)
    {
        var (best, least) = (weights[0], double.PositiveInfinity);
        foreach (var weight in weights)
        {
            var value = loss(history, weight);
            if (value < least) (best, least) = (weight, value);
        }
        return (best, least);
    }
}
