namespace Kaki.Learning.Forecast.Demand;

/// <summary>What is wanted from the day of ordering until the goods arrive.</summary>
/// <param name="Mean">Units.</param>
/// <param name="Deviation">Standard deviation, units.</param>
public readonly record struct LeadTimeDemand(double Mean, double Deviation)
{
    /// <summary>Of a steady demand and a lead time that varies: variance <c>L·σ² + d²·σ_L²</c> (G. Hadley, T. Whitin, Analysis of Inventory Systems, 1963).</summary>
    /// <param name="daily">Mean demand of a day, and its deviation.</param>
    /// <param name="dailyDeviation">Days are independent.</param>
    /// <param name="days">Mean lead time in days.</param>
    /// <param name="daysDeviation">Its deviation.</param>
    public static LeadTimeDemand Steady(double daily, double dailyDeviation, double days, double daysDeviation = 0)
    {
        foreach (var number in (ReadOnlySpan<double>)[daily, dailyDeviation, days, daysDeviation]) NotNegative(number);
        return new(daily * days, Math.Sqrt(days * dailyDeviation * dailyDeviation + daily * daily * daysDeviation * daysDeviation));
    }

    /// <summary>Of a forecast: its first <paramref name="steps"/> steps, whose errors are taken to be independent; each step by which the lead time may differ costs their mean rate.</summary>
    /// <param name="prediction">Of values as far apart as the steps: foretell days where goods take days.</param>
    /// <param name="steps">Mean lead time, in steps of the forecast.</param>
    /// <param name="stepsDeviation">Its deviation, in steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The forecast is shorter than the lead time.</exception>
    public static LeadTimeDemand Of(Prediction prediction, int steps, double stepsDeviation = 0)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, prediction.Horizon);
        NotNegative(stepsDeviation);
        var rate = prediction.Mean.Take(steps).Average();
        var variance = prediction.Deviation.Take(steps).Sum(d => d * d) + rate * rate * stepsDeviation * stepsDeviation;
        return new(rate * steps, Math.Sqrt(variance));
    }

    static void NotNegative(double number)
    {
        if (!(number >= 0) || double.IsInfinity(number)) throw new ArgumentOutOfRangeException(nameof(number), number, "Demand and lead time are finite and not negative.");
    }
}
