namespace Kaki.Learning.Forecast.Demand;

/// <summary>What <see cref="ShopDemand"/> chooses by back-test.</summary>
/// <param name="Weight">Share of each day's news that an item's level takes up.</param>
/// <param name="Clip">A day counts at most as so many times the level: one bulk order says little about the next days.</param>
/// <param name="OwnProfile">Share of an item's weekdays that is its own; the rest is the shop's.</param>
/// <param name="Momentum">How much of the shop's growth over its last weeks is carried on: 0 none, 1 all.</param>
internal readonly record struct DemandSettings(double Weight, double Clip, double OwnProfile, double Momentum)
{
    public static IReadOnlyList<DemandSettings> Grid { get; } =
    [
        .. from weight in (double[])[0.01, 0.02, 0.04, 0.07, 0.12]
           from clip in (double[])[3, 6, 12, double.PositiveInfinity]
           from own in (double[])[0, 0.3]
           from momentum in (double[])[0, 0.5, 1]
           select new DemandSettings(weight, clip, own, momentum),
    ];
}
