namespace Kaki.Learning.Forecast.Seasons;

/// <summary>One fixed season, found by moving averages: the indices of the positions of a season, the first value of the history at index 0.</summary>
/// <remarks>F. R. Macaulay's ratio to moving average (1931). Multiplicative indices have mean 1, additive ones 0.</remarks>
public sealed class ClassicalSeason
{
    readonly double[] indices;

    ClassicalSeason(double[] indices, bool multiplicative) => (this.indices, Multiplicative) = (indices, multiplicative);

    /// <summary>Values are divided by their index; otherwise it is taken off.</summary>
    public bool Multiplicative { get; }

    /// <summary>One for each position of the season.</summary>
    public IReadOnlyList<double> Indices => indices;

    /// <summary>Needs two whole seasons, and values above zero if multiplicative.</summary>
    /// <exception cref="ArgumentException">The history is shorter, or not above zero.</exception>
    public static ClassicalSeason Of(ReadOnlySpan<double> history, int season, bool multiplicative)
    {
        History.Check(history, season);
        if (history.Length < 2 * season) throw new ArgumentException($"{history.Length} values do not hold two seasons of {season}.", nameof(history));
        if (multiplicative && !History.IsPositive(history)) throw new ArgumentException("Multiplicative seasons are of values above zero.", nameof(history));
        var trend = MovingAverage(history, season);
        var indices = new double[season];
        var half = season / 2;
        for (var position = 0; position < season; position++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = position; i < history.Length; i += season)
            {
                if (i < half || i >= history.Length - half) continue;
                sum += multiplicative ? history[i] / trend[i] : history[i] - trend[i];
                count++;
            }
            indices[position] = count > 0 ? sum / count : multiplicative ? 1 : 0;
        }
        Normalise(indices, multiplicative);
        return new(indices, multiplicative);
    }

    /// <summary>The history without its season.</summary>
    public double[] Remove(ReadOnlySpan<double> history)
    {
        var adjusted = new double[history.Length];
        for (var i = 0; i < adjusted.Length; i++)
        {
            var index = indices[i % indices.Length];
            adjusted[i] = Multiplicative ? history[i] / index : history[i] - index;
        }
        return adjusted;
    }

    /// <summary>The indices that come after a history of this length, the next one first.</summary>
    public double[] After(int length)
    {
        var next = new double[indices.Length];
        for (var i = 0; i < next.Length; i++) next[i] = indices[(length + i) % indices.Length];
        return next;
    }

    // An even season has no middle: its outermost values count half each.
    static double[] MovingAverage(ReadOnlySpan<double> history, int season)
    {
        var trend = new double[history.Length];
        var half = season / 2;
        for (var i = half; i < history.Length - half; i++)
        {
            var sum = 0.0;
            for (var j = i - half; j <= i + half; j++) sum += history[j];
            if (season % 2 == 0) sum -= (history[i - half] + history[i + half]) / 2;
            trend[i] = sum / season;
        }
        return trend;
    }

    /// <summary>The same with indices drawn towards no season, the more the less surely they are known.</summary>
    /// <remarks>James and Stein's estimator for seasonal indices: D. Miller, D. Williams, Shrinkage estimators of time series seasonal factors, IJF 19 (2003). Below four positions nothing is drawn.</remarks>
    /// <param name="history">What the indices were taken from.</param>
    public ClassicalSeason Shrunk(ReadOnlySpan<double> history)
    {
        var season = indices.Length;
        if (season < 4) return this;
        var noise = SamplingVariance(history);
        var rest = Multiplicative ? 1.0 : 0.0;
        var seen = 0.0;
        foreach (var index in indices) seen += (index - rest) * (index - rest) / (season - 1);
        var share = seen > 0 ? (season - 3.0) / (season - 1) * Math.Min(1, noise / seen) : 0;
        return new([.. indices.Select(index => rest + (1 - share) * (index - rest))], Multiplicative);
    }

    // how far an index, a mean over few seasons, may lie from the true one
    double SamplingVariance(ReadOnlySpan<double> history)
    {
        var (season, trend, half) = (indices.Length, MovingAverage(history, indices.Length), indices.Length / 2);
        var (sum, count) = (0.0, 0);
        for (var i = half; i < history.Length - half; i++)
        {
            var seen = Multiplicative ? history[i] / trend[i] : history[i] - trend[i];
            sum += (seen - indices[i % season]) * (seen - indices[i % season]);
            count++;
        }
        return count > season ? sum / (count - season) / (count / (double)season) : 0;
    }

    static void Normalise(double[] indices, bool multiplicative)
    {
        var mean = History.Mean(indices);
        for (var i = 0; i < indices.Length; i++)
        {
            if (!multiplicative) indices[i] -= mean;
            // a season whose index would vanish would blow up what is divided by it
            else indices[i] = Math.Max(indices[i] / mean, 0.01);
        }
    }
}
