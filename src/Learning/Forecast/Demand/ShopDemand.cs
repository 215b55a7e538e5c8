using Kaki.Learning.Judge;
using Kaki.Learning.Models;

namespace Kaki.Learning.Forecast.Demand;

/// <summary>Daily demand of many items of one shop, learnt together: each item has a level of its own, the week and the days the shop was shut are everybody's, and quantiles come from how days fell beside what was expected of them.</summary>
/// <remarks>
/// Daily sales of one item are too few to tell its weekdays and its extremes; those of all items are not (pooling as in the leading entries of the
/// M5 competition, IJF 38, 2022). Smoothing weight, clipping of bulk orders, share of own weekdays and growth are those that did best in
/// back-tests before the last day, all items together; the mean of the best dozen is taken. Quantiles are of what the item sold on past days, mixed with its like (<c>DemandSpread</c>). Memory: the histories and one number a day and item.
/// </remarks>
public sealed class ShopDemand
{
    const string Kind = "forecast.demand";
    const int Version = 2;
    const int Origins = 4;
    const int Momentum = 4;
    const int Kept = 12;

    readonly double[][] means;
    readonly DemandSpread spread;

    ShopDemand(double[][] means, DemandSpread spread) => (this.means, this.spread) = (means, spread);

    /// <summary>Learns all items.</summary>
    /// <param name="items">Units a day, zeros included, all of the same days; nothing below zero.</param>
    /// <param name="horizon">How many days will be foretold.</param>
    /// <param name="season">Days in a week.</param>
    /// <param name="progress">Is told the share done.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ArgumentException">No items, histories of different length, or a value below zero or not finite.</exception>
    public static ShopDemand Learn(IReadOnlyList<double[]> items, int horizon, int season = 7, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        Check(items, horizon, season);
        var length = items[0].Length;
        var origins = Enumerable.Range(1, Origins).Select(i => length - i * horizon).Where(o => o >= 8 * season).ToArray();
        var settings = Choose(items, origins, horizon, season, progress, cancel);
        return new(Expect(items, length, horizon, season, settings), DemandSpread.Learn(items, horizon, season, cancel));
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

    static DemandSettings[] Choose(IReadOnlyList<double[]> items, int[] origins, int horizon, int season, IProgress<double>? progress, CancellationToken cancel)
    {
        var grid = DemandSettings.Grid;
        // too young a shop to be tested: the middle of the road
        if (origins.Length == 0) return [new(0.04, 12, 0, 0)];
        var losses = new double[grid.Count];
        var done = 0;
        Parallel.For(0, grid.Count, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, g =>
        {
            losses[g] = origins.Average(origin => Loss(items, origin, horizon, season, grid[g]));
            progress?.Report(Interlocked.Increment(ref done) / (double)grid.Count);
        });
        return [.. Enumerable.Range(0, grid.Count).OrderBy(g => losses[g]).Take(Kept).Select(g => grid[g])];
    }

    static double Loss(IReadOnlyList<double[]> items, int origin, int horizon, int season, DemandSettings settings)
    {
        var means = Expect(items, origin, horizon, season, [settings]);
        var errors = items.Select((item, i) => ForecastErrors.Rmse(item[origin..(origin + horizon)], means[i]) / ForecastErrors.SquaredScale(item.AsSpan(0, origin)));
        return errors.Where(double.IsFinite).DefaultIfEmpty(0).Average();
    }

    static double[][] Expect(IReadOnlyList<double[]> items, int length, int horizon, int season, DemandSettings[] settings)
    {
        var days = new ShopDays(items, length, season);
        var means = items.Select(_ => new double[horizon]).ToArray();
        foreach (var one in settings)
        {
            var profiles = items.Select(item => days.ProfileOf(item, one.OwnProfile)).ToArray();
            var levels = items.Select((item, i) => ItemLevel.Of(item.AsSpan(0, length), days, profiles[i], one)).ToArray();
            var growth = Math.Pow(Growth(days, levels, profiles), one.Momentum);
            for (var i = 0; i < means.Length; i++)
                for (var h = 0; h < horizon; h++) means[i][h] += growth * levels[i] * profiles[i][(length + h) % season] / settings.Length;
        }
        return means;
    }

    // What all items sold in the last weeks, over what their levels say they would: bounded, for a quarter more is much.
    static double Growth(ShopDays days, double[] levels, double[][] profiles)
    {
        var season = days.Profile.Length;
        var (sold, expected) = (0.0, 0.0);
        for (var day = Math.Max(0, days.Totals.Length - Momentum * season); day < days.Totals.Length; day++)
        {
            if (!days.WasOpen(day)) continue;
            sold += days.Totals[day];
            for (var i = 0; i < levels.Length; i++) expected += levels[i] * profiles[i][day % season];
        }
        return expected > 0 && sold > 0 ? Math.Clamp(sold / expected, 0.8, 1.25) : 1;
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
