namespace Kaki.Learning.Forecast.Demand;

/// <summary>What an item sells on an ordinary day, smoothed over the days the shop was open: the mean of a long, a middle and a short memory.</summary>
/// <remarks>Fixed, for what did best in back-tests of one moment did worse at the next.</remarks>
internal static class ItemLevel
{
    // an item needs about this long until its level is its own
    const int Opening = 20;

    // a day counts at most as so many usual days with a sale: one bulk order says little about the next days
    const double Clip = 3;

    static readonly double[] weights = [0.02, 0.04, 0.08];

    /// <param name="item">Units a day.</param>
    /// <param name="days">When the shop was open; how many days are known.</param>
    /// <param name="profile">Factor of each position of the week.</param>
    public static double Of(double[] item, ShopDays days, double[] profile) => weights.Average(weight => Of(item, days, profile, weight));

    static double Of(ReadOnlySpan<double> item, ShopDays days, double[] profile, double weight)
    {
        var (level, seen, size, sales) = (0.0, 0, 0.0, 0);
        // an item is on sale from its first sale on
        for (var day = Math.Max(0, item.IndexOfAnyExcept(0)); day < item.Length; day++)
        {
            var factor = profile[day % profile.Length];
            if (!days.WasOpen(day) || factor <= 0) continue;
            var value = item[day] / factor;
            if (seen >= Opening) value = Math.Min(value, Clip * size);
            // a running mean at first, then fading memory
            level += Math.Max(weight, 1.0 / ++seen) * (value - level);
            if (value > 0) size += Math.Max(weight, 1.0 / ++sales) * (value - size);
        }
        return level;
    }
}
