namespace Kaki.Learning.Forecast.Demand;

/// <summary>What an item sells on an ordinary day, smoothed over the days the shop was open.</summary>
internal static class ItemLevel
{
    // an item needs about this long until its level is its own
    const int Opening = 20;

    /// <param name="item">Units a day.</param>
    /// <param name="days">When the shop was open; how many days are known.</param>
    /// <param name="profile">Factor of each position of the week.</param>
    /// <param name="settings">Weight and clip.</param>
    public static double Of(ReadOnlySpan<double> item, ShopDays days, double[] profile, DemandSettings settings)
    {
        var (level, seen) = (0.0, 0);
        // an item is on sale from its first sale on
        for (var day = Math.Max(0, item[..days.Totals.Length].IndexOfAnyExcept(0)); day < days.Totals.Length; day++)
        {
            var factor = profile[day % profile.Length];
            if (!days.WasOpen(day) || factor <= 0) continue;
            var value = item[day] / factor;
            if (seen >= Opening) value = Math.Min(value, settings.Clip * level);
            // a running mean at first, then fading memory
            level += Math.Max(settings.Weight, 1.0 / ++seen) * (value - level);
        }
        return level;
    }
}
