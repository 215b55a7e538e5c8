namespace Kaki.Learning.Forecast;

/// <summary>How unlikely what came was: a spike of refunds, a price typed wrongly, goods that stopped selling.</summary>
public static class Surprise
{
    /// <summary>The probability of a value at least as far out on its side, twice: small is surprising. 1 where no deviation was foretold and the value is as expected, 0 where it is not.</summary>
    /// <param name="prediction">Made before the value came.</param>
    /// <param name="step">Which of its steps.</param>
    /// <param name="actual">What came.</param>
    public static double Of(Prediction prediction, int step, double actual)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (!double.IsFinite(actual)) throw new ArgumentException("Only a finite value can be judged.", nameof(actual));
        if (prediction.Deviation[step] == 0) return actual == prediction.Quantile(step, 0.5) ? 1 : 0;
        // where a floor or a shape of few errors gives many probabilities one value, both tails hold it
        var below = Boundary(p => prediction.Quantile(step, p) <= actual);
        var above = 1 - Boundary(p => prediction.Quantile(step, p) < actual);
        return Math.Min(1, 2 * Math.Min(below, above));
    }

    // quantiles grow with their probability: halve until it is known where they pass the value
    static double Boundary(Func<double, bool> isBefore)
    {
        var (low, high) = (1e-12, 1 - 1e-12);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (isBefore(middle)) low = middle;
            else high = middle;
        }
        return high;
    }
}
