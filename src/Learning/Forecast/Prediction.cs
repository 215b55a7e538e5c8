namespace Kaki.Learning.Forecast;

/// <summary>What is expected of the next values, and how far they may fall from it.</summary>
/// <remarks>Quantiles never cross: intervals of a higher level hold those of a lower one.</remarks>
public sealed class Prediction
{
    readonly double[] mean;
    readonly double[] deviation;
    readonly ErrorShape[]? shapes;
    readonly double floor;

    /// <param name="mean">Expected value of each step.</param>
    /// <param name="deviation">Standard deviation of the error of each step, in the unit of the series.</param>
    /// <param name="shapes">How standardised errors are spread, one for each step (the last one holds for all later ones); normal if null.</param>
    /// <param name="floor">No quantile lies below it: 0 for counts and amounts.</param>
    /// <exception cref="ArgumentException">Lists of different length, a mean that is no number, or a deviation that is none or below zero.</exception>
    public Prediction(double[] mean, double[] deviation, ErrorShape[]? shapes = null, double floor = double.NegativeInfinity)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        if (mean.Length != deviation.Length) throw new ArgumentException($"{mean.Length} means for {deviation.Length} deviations.");
        for (var step = 0; step < mean.Length; step++)
        {
            if (double.IsNaN(mean[step])) throw new ArgumentException($"The mean of step {step} is no number.", nameof(mean));
            if (!(deviation[step] >= 0)) throw new ArgumentException($"The deviation of step {step} is {deviation[step]}: it is zero or more.", nameof(deviation));
        }
        if (double.IsNaN(floor)) throw new ArgumentException("The floor is no number.", nameof(floor));
        (this.mean, this.deviation, this.shapes, this.floor) = (mean, deviation, shapes, floor);
    }

    /// <summary>How many steps are foretold.</summary>
    public int Horizon => mean.Length;

    /// <summary>Expected value of each step, the next one first.</summary>
    public IReadOnlyList<double> Mean => mean;

    /// <summary>Standard deviation of the error of each step.</summary>
    public IReadOnlyList<double> Deviation => deviation;

    /// <summary>The value below which step <paramref name="step"/> (0 is the next one) stays with this probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1, or the step beyond the horizon.</exception>
    public double Quantile(int step, double probability)
    {
        if (!(probability is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "Between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Horizon);
        var shape = shapes is { Length: > 0 } known ? known[Math.Min(step, known.Length - 1)] : ErrorShape.Normal;
        return Math.Max(floor, mean[step] + deviation[step] * shape.Quantile(probability));
    }

    /// <summary>The two values between which step <paramref name="step"/> falls with probability <paramref name="level"/>, as much left out below as above.</summary>
    public (double Low, double High) Interval(int step, double level) => (Quantile(step, (1 - level) / 2), Quantile(step, (1 + level) / 2));

    /// <summary>The same with errors spread as they were measured.</summary>
    /// <param name="measured">One shape a step; the last holds for all later ones.</param>
    public Prediction Spread(params ErrorShape[] measured) => new(mean, deviation, measured, floor);

    /// <summary>The same with nothing below <paramref name="least"/>.</summary>
    public Prediction AtLeast(double least) => new([.. mean.Select(m => Math.Max(m, least))], deviation, shapes, least);
}
