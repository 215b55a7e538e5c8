using Kaki.Learning.Models;

namespace Kaki.Learning.Forecast.Demand;

/// <summary>Daily demand of many items of one shop, learnt together: each item has a level of its own, the week and the days the shop was shut are everybody's, and quantiles come from how days fell beside what was expected of them.</summary>
/// <remarks>
/// Daily sales of one item are too few to tell its weekdays and its extremes; those of all items are not (pooling as in the leading entries of the
/// M5 competition, IJF 38, 2022). Quantiles are of what the item sold on past days, mixed with its like (<c>DemandSpread</c>). Memory: the histories, and two numbers a day and item.
/// </remarks>
public sealed class ShopDemand
{
    const string Kind = "forecast.demand";
    const int Version = 2;

    // of an item's weekdays; the rest is the shop's
    const double OwnWeek = 0.2;

    readonly double[][] means;
    readonly DemandSpread spread;

    ShopDemand(double[][] means, DemandSpread spread) => (this.means, this.spread) = (means, spread);

    /// <summary>Learns all items.</summary>
    /// <param name="items">Units a day, zeros included, all of the same days; nothing below zero.</param>
    /// <param name="horizon">How many days will be foretold.</param>
    /// <param name="season">Days in a week.</param>
    /// <param name="progress">Share of the items that are done, 0 to 1.</param>
    /// <param name="cancel">Ends it, between two items.</param>
    /// <exception cref="ArgumentException">No items, histories of different length, or a value below zero or not finite.</exception>
    public static ShopDemand Learn(IReadOnlyList<double[]> items, int horizon, int season = 7, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        Check(items, horizon, season);
        var days = new ShopDays(items, items[0].Length, season);
        var weeks = new double[items.Count][];
        var means = new double[items.Count][];
        for (var i = 0; i < means.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            weeks[i] = days.ProfileOf(items[i], OwnWeek);
            means[i] = Expect(items[i], days, weeks[i], horizon);
        }
        return new(means, DemandSpread.Learn(items, days, weeks, horizon, progress, cancel));
    }

    /// <summary>Writes what was foretold, quantiles and all, to <paramref name="path"/>, in the place of what lies there.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, Version, to =>
    {
        to.Write(means.Length);
        foreach (var mean in means) to.WriteAll<double>(mean);
        spread.Write(to);
    });

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file is no demand, torn, or of another version than this program's.</exception>
    public static ShopDemand Load(string path) => ModelFile.Load(path, Kind, Version, (from, version) =>
    {
        if (version < Version) throw new ModelFileException(ModelFault.OtherVersion, "This demand was learnt by an older program: learn it anew.");
        var means = Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadAll<double>()).ToArray();
        return new ShopDemand(means, DemandSpread.Read(from, means.Length));
    });

    /// <summary>How many items.</summary>
    public int Count => means.Length;

    /// <summary>Expected units of each coming day.</summary>
    public IReadOnlyList<double> Mean(int item) => means[item];

    /// <summary>Units that are not exceeded with this probability on day <paramref name="step"/> (0 is the next).</summary>
    public double Quantile(int item, int step, double probability) => spread.Quantile(item, step, probability);

    static double[] Expect(double[] item, ShopDays days, double[] week, int horizon)
    {
        var level = ItemLevel.Of(item, days, week);
        return [.. Enumerable.Range(item.Length, horizon).Select(day => level * week[day % week.Length])];
    }

    static void Check(IReadOnlyList<double[]> items, int horizon, int season)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (items.Count == 0) throw new ArgumentException("A shop has items.", nameof(items));
        foreach (var item in items)
        {
            History.Check(item, season);
            if (item.Length != items[0].Length) throw new ArgumentException($"Histories of {item.Length} and of {items[0].Length} days.", nameof(items));
            if (item.Any(y => y < 0)) throw new ArgumentException("Demand below zero: take cancellations out first.", nameof(items));
        }
    }
}
