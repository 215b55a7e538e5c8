namespace Kaki.Learning.Forecast.Demand;

/// <summary>When a shop was open, and how its week goes: what all its items tell together.</summary>
internal sealed class ShopDays
{
    const int RecentSeasons = 8;

    readonly int season;

    /// <param name="items">Units a day, all of the same days.</param>
    /// <param name="length">How many of the days are known.</param>
    /// <param name="season">Days in a week.</param>
    public ShopDays(IReadOnlyList<double[]> items, int length, int season)
    {
        this.season = season;
        Totals = new double[length];
        foreach (var item in items)
            System.Numerics.Tensors.TensorPrimitives.Add(Totals, item.AsSpan(0, length), Totals);
        Profile = Shares(items, length);
        for (var position = 0; position < season; position++)
            if (IsClosed(position)) Profile[position] = 0;
    }

    /// <summary>Units of all items a day. A day without any is one the shop was shut: it tells nothing about an item.</summary>
    public double[] Totals { get; }

    /// <summary>Factor of each position of the week, mean 1 over open days; 0 where the shop is shut.</summary>
    public double[] Profile { get; }

    public bool WasOpen(int day) => Totals[day] > 0;

    /// <summary>An item's own factors, drawn towards the shop's by <c>1 − own</c>.</summary>
    public double[] ProfileOf(ReadOnlySpan<double> item, double own)
    {
        if (own == 0) return Profile;
        var mine = Factors(item[..Totals.Length]);
        return [.. Profile.Select((shop, i) => shop == 0 ? 0 : shop + own * (mine[i] - shop))];
    }

    // every item counts alike, whatever it sells
    double[] Shares(IReadOnlyList<double[]> items, int length)
    {
        var shares = new double[season];
        foreach (var item in items)
        {
            var factors = Factors(item.AsSpan(0, length));
            for (var i = 0; i < season; i++) shares[i] += factors[i] / items.Count;
        }
        return shares;
    }

    // Few sales say little about weekdays: each position begins with four days of the item's mean.
    double[] Factors(ReadOnlySpan<double> item)
    {
        const double prior = 4;
        var (sums, days, sum, open) = (new double[season], new int[season], 0.0, 0);
        for (var day = 0; day < item.Length; day++)
        {
            if (!WasOpen(day)) continue;
            sums[day % season] += item[day];
            days[day % season]++;
            sum += item[day];
            open++;
        }
        var mean = sum / Math.Max(1, open);
        return [.. sums.Select((s, i) => mean > 0 ? (s + prior * mean) / (days[i] + prior) / mean : 1)];
    }

    bool IsClosed(int position)
    {
        for (var day = Totals.Length - 1; day >= Math.Max(0, Totals.Length - RecentSeasons * season); day--)
            if (day % season == position && WasOpen(day)) return false;
        return Totals.Length >= RecentSeasons * season;
    }
}
