using Kaki.Learning.Statistics;

namespace Kaki.Learning.Forecast.Demand;

/// <summary>One order for one season of sale: too little loses sales, too much is left over.</summary>
/// <remarks>K. Arrow, T. Harris, J. Marschak, Econometrica 19 (1951). Demand is normal.</remarks>
public sealed record Newsvendor
{
    /// <param name="short">What one unit too few costs: the margin lost.</param>
    /// <param name="over">What one unit too many costs: what was paid less what it still brings.</param>
    public Newsvendor(double @short, double over)
    {
        if (!(@short > 0) || !(over > 0)) throw new ArgumentOutOfRangeException(nameof(@short), "Both costs lie above zero.");
        (Short, Over) = (@short, over);
    }

    /// <summary>Cost of one unit too few.</summary>
    public double Short { get; }

    /// <summary>Cost of one unit too many.</summary>
    public double Over { get; }

    /// <summary>The probability with which the best order suffices.</summary>
    public double CriticalRatio => Short / (Short + Over);

    /// <summary>The order with the least expected cost; not below zero.</summary>
    public double Order(LeadTimeDemand demand) => Math.Max(0, demand.Mean + demand.Deviation * NormalLaw.Quantile(CriticalRatio));

    /// <summary>What an order is expected to cost by being wrong: units short and over, each at its price. The advice and the reader's own figure can be put side by side.</summary>
    public double ExpectedCost(double order, LeadTimeDemand demand)
    {
        if (demand.Deviation == 0) return order < demand.Mean ? Short * (demand.Mean - order) : Over * (order - demand.Mean);
        var z = (order - demand.Mean) / demand.Deviation;
        var missing = demand.Deviation * (NormalLaw.Density(z) - z * NormalLaw.Below(-z));
        return Short * missing + Over * (order - demand.Mean + missing);
    }
}
