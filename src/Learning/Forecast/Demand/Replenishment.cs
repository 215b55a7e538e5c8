using Kaki.Learning.Statistics;

namespace Kaki.Learning.Forecast.Demand;

/// <summary>When to order and how much.</summary>
public static class Replenishment
{
    /// <summary>Order when stock on hand and on order falls to this: the goods then last until the delivery with probability <paramref name="service"/>.</summary>
    public static double ReorderPoint(LeadTimeDemand lead, double service) => Math.Max(0, lead.Mean + NormalLaw.Quantile(service) * lead.Deviation);

    /// <summary>The order that makes the cost of ordering and of keeping least: <c>√(2·K·d / h)</c> (F. Harris, 1913).</summary>
    /// <param name="demand">Units in a period.</param>
    /// <param name="orderCost">Of one order, whatever its size.</param>
    /// <param name="holdingCost">Of keeping one unit for one period.</param>
    public static double EconomicOrder(double demand, double orderCost, double holdingCost)
    {
        if (!(demand >= 0) || !(orderCost >= 0) || !(holdingCost > 0)) throw new ArgumentOutOfRangeException(nameof(holdingCost), "Demand and the cost of an order are not negative, the cost of keeping is above zero.");
        return Math.Sqrt(2 * orderCost * demand / holdingCost);
    }

    /// <summary>(s, S): whenever stock is at s or below, order up to S. s covers lead time and review; S adds one economic order.</summary>
    /// <remarks>The power approximation's simple cousin (E. Silver, D. Pyke, R. Peterson, Inventory Management, 1998, section 8.5).</remarks>
    /// <param name="lead">Demand over lead time and review period.</param>
    /// <param name="service">Probability not to run out before the delivery.</param>
    /// <param name="economicOrder">See <see cref="EconomicOrder"/>.</param>
    public static (double Reorder, double UpTo) OrderUpTo(LeadTimeDemand lead, double service, double economicOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(economicOrder);
        var reorder = ReorderPoint(lead, service);
        return (reorder, reorder + Math.Max(economicOrder, double.Epsilon));
    }

    /// <summary>The step at which stock is expected to run out, 0 the next; null if it lasts through the horizon.</summary>
    public static int? RunsOut(double stock, Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        for (var step = 0; step < prediction.Horizon; step++)
        {
            stock -= Math.Max(0, prediction.Mean[step]);
            if (stock <= 0) return step;
        }
        return null;
    }
}
