using Kaki.Learning.Forecast.Seasons;

namespace Kaki.Learning.Forecast.Combine;

/// <summary>Several methods joined: the median of their forecasts at each step, or their mean by fixed weights.</summary>
/// <remarks>
/// The median of a handful of unlike methods is hard to beat and harder to upset (F. Petropoulos, I. Svetunkov, IJF 36, 2020).
/// The joined forecast keeps within reason: never below zero when the history never was, and never further beyond the history than
/// three times its range. Only the last <see cref="Remembered"/> values (or six seasons, if those are more) are learnt from.
/// </remarks>
public sealed class Combination : IForecaster
{
    /// <summary>What lies further back no longer tells how a series goes on, and costs as much.</summary>
    public const int Remembered = 1200;

    readonly IForecaster[] members;
    readonly double[] weights;

    /// <param name="name">Of the method.</param>
    /// <param name="members">At least one.</param>
    /// <param name="weights">One for each member, none below zero; they are made to sum to 1. Null for the median.</param>
    /// <exception cref="ArgumentException">No member, or not one weight each.</exception>
    public Combination(string name, IReadOnlyList<IForecaster> members, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0) throw new ArgumentException("A combination has members.", nameof(members));
        var sum = weights?.Sum() ?? 1;
        if (weights is not null && (weights.Count != members.Count || !(sum > 0) || weights.Any(w => !(w >= 0)))) throw new ArgumentException("Each member has one weight, none below zero, not all zero.", nameof(weights));
        (Name, this.members) = (name, [.. members]);
        this.weights = weights is null ? [] : [.. weights.Select(w => w / sum)];
    }

    /// <summary>The method to reach for: the median of ETS, ARIMA, Theta and the dynamic optimised Theta, with long or several seasons taken out first.</summary>
    public static IForecaster Default { get; } = new SeasonAware();

    public string Name { get; }

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        var recent = history[^Math.Min(history.Length, Math.Max(Remembered, 6 * season))..];
        var fitted = new FittedModel[members.Length];
        for (var m = 0; m < members.Length; m++) fitted[m] = members[m].Fit(recent, season);
        var (low, high) = Bounds(recent);
        return new CombinedModel(fitted, weights, low, high, Optimism.Of(recent.Length, SeasonFinder.Find(recent, season).Sum()));
    }

    static (double Low, double High) Bounds(ReadOnlySpan<double> history)
    {
        var (least, most) = (System.Numerics.Tensors.TensorPrimitives.Min(history), System.Numerics.Tensors.TensorPrimitives.Max(history));
        var reach = 3 * (most - least);
        return (least >= 0 ? Math.Max(0, least - reach) : least - reach, most + reach);
    }

    sealed class SeasonAware : IForecaster
    {
        public string Name => "Combination";

        public FittedModel Fit(ReadOnlySpan<double> history, int season)
        {
            History.Check(history, season);
            var recent = history[^Math.Min(history.Length, Math.Max(Remembered, 6 * season))..];
            return new Combination(Name, Members.For(recent, season)).Fit(recent, season);
        }
    }
}
