using Kaki.Learning.Models;

namespace Kaki.Learning.Forecast.Demand;

/// <summary>How sales fall beside what was expected of them: an item's own ratios, mixed with those of its like.</summary>
internal sealed class RatioPool
{
    // an item's like weigh as much as a month of its own days
    const double Prior = 30;
    const int Like = 20;

    readonly (double Ratio, double Weight)[][] sorted;

    /// <param name="ratios">Of each item.</param>
    /// <param name="sold">Units of each item: those that sell about as much are alike.</param>
    public RatioPool(double[][] ratios, double[] sold)
    {
        var order = Enumerable.Range(0, sold.Length).OrderBy(i => sold[i]).ToArray();
        sorted = new (double, double)[sold.Length][];
        for (var place = 0; place < order.Length; place++)
        {
            var first = Math.Clamp(place - Like / 2, 0, Math.Max(0, order.Length - Like));
            var like = order[first..Math.Min(order.Length, first + Like)].SelectMany(i => ratios[i]).ToArray();
            var own = ratios[order[place]];
            sorted[order[place]] = [.. own.Select(r => (r, 1.0)).Concat(like.Select(r => (r, Prior / like.Length))).OrderBy(r => r.r)];
        }
    }

    RatioPool((double, double)[][] sorted) => this.sorted = sorted;

    public void Write(BinaryWriter to)
    {
        foreach (var item in sorted)
        {
            to.WriteAll<double>([.. item.Select(r => r.Ratio)]);
            to.WriteAll<double>([.. item.Select(r => r.Weight)]);
        }
    }

    public static RatioPool Read(BinaryReader from, int items) =>
        new([.. Enumerable.Range(0, items).Select(_ => from.ReadAll<double>().Zip(from.ReadAll<double>()).ToArray())]);

    /// <summary>The ratio below which the share <paramref name="probability"/> of the weight lies; 1 for an item nobody ever sold.</summary>
    public double Quantile(int item, double probability)
    {
        if (!(probability is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "Between 0 and 1.");
        var ratios = sorted[item];
        var left = probability * ratios.Sum(r => r.Weight);
        foreach (var (ratio, weight) in ratios)
            if ((left -= weight) <= 0) return ratio;
        return ratios.Length > 0 ? ratios[^1].Ratio : 1;
    }
}
