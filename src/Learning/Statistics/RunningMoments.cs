namespace Kaki.Learning.Statistics;

/// <summary>Mean and variance of numbers as they come, without keeping them.</summary>
/// <remarks>
/// B. P. Welford, Technometrics 4 (1962); joining two halves after T. Chan, G. Golub, R. LeVeque (1979). Stable where
/// the sum of squares is not. A value: copy it to keep a state.
/// </remarks>
public readonly record struct RunningMoments(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>The state after one more number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public RunningMoments With(double x)
    {
        if (!double.IsFinite(x)) throw new ArgumentOutOfRangeException(nameof(x), x, "Only finite numbers have moments.");
        var count = Count + 1;
        var delta = x - Mean;
        var mean = Mean + delta / count;
        return new(count, mean, SquaredDeviations + delta * (x - mean));
    }

    /// <summary>The state after the numbers of both.</summary>
    public RunningMoments Join(RunningMoments other)
    {
        if (other.Count == 0) return this;
        if (Count == 0) return other;
        var count = Count + other.Count;
        var delta = other.Mean - Mean;
        return new(count, Mean + delta * other.Count / count,
            SquaredDeviations + other.SquaredDeviations + delta * delta * ((double)Count * other.Count / count));
    }

    /// <summary>Mean squared deviation of all numbers seen; 0 for none.</summary>
    public double Variance => Count > 0 ? SquaredDeviations / Count : 0;

    /// <summary>Unbiased estimate for the population they were drawn from; 0 for fewer than two.</summary>
    public double SampleVariance => Count > 1 ? SquaredDeviations / (Count - 1) : 0;

    public double StandardDeviation => Math.Sqrt(SampleVariance);
}
