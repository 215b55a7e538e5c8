using Kaki.Learning.Models;

namespace Kaki.Learning.Forecast.Demand;

/// <summary>How the days of each item fall: what it sold on past days, each freed from its day of the week and the later the heavier, mixed with how days of its like fell beside their level.</summary>
/// <remarks>
/// Which past says most differs: quantiles are means of those by a short, a middle and a long memory (averaging quantiles keeps their shape: K. Lichtendahl, Y. Grushka-Cockayne,
/// R. Winkler, Management Science 59, 2013). No law is assumed, so zeros and bulk orders fall where they fell.
/// </remarks>
internal sealed class DemandSpread
{
    // an item's like weigh as much as a month of its own days
    const double Prior = 30;
    const int Like = 20;

    static readonly double[] halfLives = [20, 60, 200];

    // half percents, and more of the tails
    static readonly double[] places = [0.0005, 0.001, 0.0025, .. Enumerable.Range(1, 199).Select(i => i / 200.0), 0.9975, 0.999, 0.9995];

    readonly double[][] ordinary;
    readonly double[][] factors;

    DemandSpread(double[][] ordinary, double[][] factors) => (this.ordinary, this.factors) = (ordinary, factors);

    /// <summary>Learns from all days known.</summary>
    public static DemandSpread Learn(IReadOnlyList<double[]> items, ShopDays days, double[][] weeks, int horizon, IProgress<double>? progress, CancellationToken cancel)
    {
        var sold = items.Select((item, i) => new Sold(item, days, weeks[i])).ToArray();
        var order = Enumerable.Range(0, sold.Length).OrderBy(i => items[i].Sum()).ToArray();
        var ordinary = new double[sold.Length][];
        var done = 0;
        Parallel.For(0, order.Length, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, place =>
        {
            var first = Math.Clamp(place - Like / 2, 0, Math.Max(0, order.Length - Like));
            var like = order[first..Math.Min(order.Length, first + Like)].Select(i => sold[i]).ToArray();
            ordinary[order[place]] = Quantiles(sold[order[place]], like);
            progress?.Report((double)Interlocked.Increment(ref done) / order.Length);
        });
        return new(ordinary, [.. sold.Select(s => Enumerable.Range(items[0].Length, horizon).Select(day => s.Week[day % s.Week.Length]).ToArray())]);
    }

    /// <summary>Units that are not exceeded with this probability on a coming day.</summary>
    public double Quantile(int item, int step, double probability)
    {
        if (!(probability is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "Between 0 and 1.");
        return factors[item][step] * Between(places, ordinary[item], probability);
    }

    static double[] Quantiles(Sold own, Sold[] like)
    {
        var quantiles = new double[places.Length];
        foreach (var halfLife in halfLives)
        {
            var level = own.Level(halfLife);
            var ratios = own.Ratios(halfLife, level).Concat(like.SelectMany(l => l.Shares(halfLife, Prior / like.Length))).OrderBy(r => r.Ratio).ToArray();
            if (level == 0 || ratios.Length == 0) continue;
            var (values, below, total, sum) = (new double[ratios.Length], new double[ratios.Length], ratios.Sum(r => r.Weight), 0.0);
            for (var i = 0; i < ratios.Length; i++)
            {
                values[i] = ratios[i].Ratio;
                below[i] = (sum + ratios[i].Weight / 2) / total;
                sum += ratios[i].Weight;
            }
            for (var i = 0; i < quantiles.Length; i++) quantiles[i] += level * Between(below, values, places[i]) / halfLives.Length;
        }
        return quantiles;
    }

    static double Between(double[] places, double[] values, double place)
    {
        var after = places.AsSpan().BinarySearch(place);
        if (after < 0) after = ~after;
        if (after == 0) return values[0];
        if (after == places.Length) return values[^1];
        var width = places[after] - places[after - 1];
        return width > 0 ? values[after - 1] + (place - places[after - 1]) / width * (values[after] - values[after - 1]) : values[after];
    }

    public void Write(BinaryWriter to)
    {
        foreach (var numbers in ordinary.Concat(factors)) to.WriteAll<double>(numbers);
    }

    public static DemandSpread Read(BinaryReader from, int items)
    {
        double[][] Numbers() => [.. Enumerable.Range(0, items).Select(_ => from.ReadAll<double>())];
        return new(Numbers(), Numbers());
    }

    /// <summary>An item's open days since its first sale, each freed from its day of the week.</summary>
    sealed class Sold
    {
        readonly List<(double Units, int Age)> days = [];

        public Sold(double[] item, ShopDays shop, double[] week)
        {
            Week = week;
            for (var day = Math.Max(0, item.AsSpan().IndexOfAnyExcept(0)); day < item.Length; day++)
                if (shop.WasOpen(day) && week[day % week.Length] > 0) days.Add((item[day] / week[day % week.Length], item.Length - day));
        }

        public double[] Week { get; }

        public double Level(double halfLife)
        {
            var weight = days.Sum(d => Weight(d.Age, halfLife));
            return weight > 0 ? days.Sum(d => Weight(d.Age, halfLife) * d.Units) / weight : 0;
        }

        public IEnumerable<(double Ratio, double Weight)> Ratios(double halfLife, double level) =>
            level > 0 ? days.Select(d => (d.Units / level, Weight(d.Age, halfLife))) : [];

        /// <summary>The same with weights that sum to <paramref name="sum"/>.</summary>
        public IEnumerable<(double Ratio, double Weight)> Shares(double halfLife, double sum)
        {
            var total = days.Sum(d => Weight(d.Age, halfLife));
            return Ratios(halfLife, Level(halfLife)).Select(r => (r.Ratio, r.Weight / total * sum));
        }

        static double Weight(int age, double halfLife) => Math.Pow(0.5, age / halfLife);
    }
}
