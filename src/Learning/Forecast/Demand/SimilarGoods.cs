namespace Kaki.Learning.Forecast.Demand;

/// <summary>A forecast for goods nobody has sold yet: how similar ones began.</summary>
/// <remarks>A weighted mean of aligned beginnings, the spread between them its deviation (K. Kahn, New Product Forecasting, 2006, on looks-like analysis).</remarks>
public static class SimilarGoods
{
    /// <param name="beginnings">For each similar item its demand since its first day; at least one, each at least one value long. A shorter one counts only as far as it goes.</param>
    /// <param name="similarity">A weight for each, none below zero, not all zero.</param>
    /// <param name="horizon">Steps from the first day of sale.</param>
    /// <exception cref="ArgumentException">The lists do not fit each other, or a value is not finite.</exception>
    public static Prediction Begin(IReadOnlyList<double[]> beginnings, IReadOnlyList<double> similarity, int horizon)
    {
        ArgumentNullException.ThrowIfNull(beginnings);
        ArgumentNullException.ThrowIfNull(similarity);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (beginnings.Count == 0 || beginnings.Count != similarity.Count || similarity.Any(s => !(s >= 0)) || !(similarity.Sum() > 0))
            throw new ArgumentException("Each similar item has one weight, none below zero, not all zero.", nameof(similarity));
        foreach (var beginning in beginnings) History.Check(beginning, 1);
        var (mean, deviation) = (new double[horizon], new double[horizon]);
        for (var h = 0; h < horizon; h++)
        {
            var there = Enumerable.Range(0, beginnings.Count).Where(i => beginnings[i].Length > h && similarity[i] > 0).ToArray();
            // nobody came this far: the last step goes on
            if (there.Length == 0) (mean[h], deviation[h]) = h > 0 ? (mean[h - 1], deviation[h - 1]) : (0, 0);
            else (mean[h], deviation[h]) = Moments(there.Select(i => (beginnings[i][h], similarity[i])).ToArray());
        }
        return new(mean, deviation);
    }

    static (double Mean, double Deviation) Moments((double Value, double Weight)[] values)
    {
        var total = values.Sum(v => v.Weight);
        var mean = values.Sum(v => v.Weight * v.Value) / total;
        return (mean, Math.Sqrt(values.Sum(v => v.Weight * (v.Value - mean) * (v.Value - mean)) / total));
    }
}
