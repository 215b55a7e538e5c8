using Kaki.Learning.Statistics;

namespace Kaki.Learning.Forecast.Demand;

/// <summary>Demand behind sales that a stock-out cut short: what was sold is then the least that was wanted.</summary>
/// <remarks>
/// The Tobit model (J. Tobin, Econometrica 26, 1958) by expectation and maximisation: normal demand with a mean for each position of the
/// season and one variance; a cut value is replaced by its expectation above what was sold. Needs days that were not cut: a position
/// that always was takes the mean of the others.
/// </remarks>
public static class CensoredDemand
{
    const int Rounds = 200;

    // below this part of the largest value, days do not differ but by rounding
    const double Alike = 1e-12;

    /// <summary>Sales with the cut values raised to the demand expected behind them; what was not cut stays as it is. Where days do not differ, that is their mean, or what was sold if it is more.</summary>
    /// <param name="sales">Units sold, oldest first.</param>
    /// <param name="soldOut">Whether the goods ran out then; as many.</param>
    /// <param name="season">7 where weekdays differ, 1 where they do not.</param>
    /// <exception cref="ArgumentException">Lists of different length, no value, values not finite, or nothing but stock-outs.</exception>
    public static double[] Restore(ReadOnlySpan<double> sales, IReadOnlyList<bool> soldOut, int season = 1)
    {
        History.Check(sales, season);
        ArgumentNullException.ThrowIfNull(soldOut);
        if (soldOut.Count != sales.Length) throw new ArgumentException($"{soldOut.Count} marks for {sales.Length} values.", nameof(soldOut));
        if (soldOut.All(o => o)) throw new ArgumentException("Every value was cut: nothing tells how much was wanted.", nameof(soldOut));
        var demand = sales.ToArray();
        var means = new double[season];
        for (var (round, before) = (0, double.NaN); round < Rounds; round++)
        {
            Means(demand, soldOut, means, first: round == 0);
            var deviation = Deviation(demand, sales, soldOut, means, before);
            for (var t = 0; t < demand.Length; t++)
                if (soldOut[t]) demand[t] = ExpectedAbove(means[t % season], deviation, sales[t]);
            if (deviation == 0 || Math.Abs(deviation - before) <= 1e-9 * deviation) break;
            before = deviation;
        }
        return demand;
    }

    // The first means are of what was not cut; later ones of everything as it is now thought to be.
    static void Means(double[] demand, IReadOnlyList<bool> soldOut, double[] means, bool first)
    {
        var whole = Enumerable.Range(0, demand.Length).Where(t => !soldOut[t]).Average(t => demand[t]);
        for (var position = 0; position < means.Length; position++)
        {
            var (sum, count) = (0.0, 0);
            for (var t = position; t < demand.Length; t += means.Length)
            {
                if (first && soldOut[t]) continue;
                sum += demand[t];
                count++;
            }
            means[position] = count > 0 ? sum / count : whole;
        }
    }

    static double Deviation(double[] demand, ReadOnlySpan<double> sales, IReadOnlyList<bool> soldOut, double[] means, double before)
    {
        var sum = 0.0;
        for (var t = 0; t < demand.Length; t++)
        {
            var error = demand[t] - means[t % means.Length];
            sum += error * error;
            // a value that is only known to lie above something is uncertain itself
            if (soldOut[t] && before > 0) sum += before * before * VarianceAbove((sales[t] - means[t % means.Length]) / before);
        }
        var deviation = Math.Sqrt(sum / demand.Length);
        return deviation > Alike * System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(sales) ? deviation : 0;
    }

    static double ExpectedAbove(double mean, double deviation, double least) =>
        deviation > 0 ? mean + deviation * Hazard((least - mean) / deviation) : Math.Max(mean, least);

    static double VarianceAbove(double z)
    {
        var hazard = Hazard(z);
        return Math.Clamp(1 + z * hazard - hazard * hazard, 0, 1);
    }

    // φ/(1 − Φ); far out in the tail its expansion, where both vanish
    static double Hazard(double z) => z > 30 ? z + 1 / z : NormalLaw.Density(z) / NormalLaw.Below(-z);
}
