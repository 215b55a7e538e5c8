namespace Kaki.Learning.Forecast.Seasons;

/// <summary>A series taken apart; the three add up to it.</summary>
public sealed record SeasonalParts(double[] Trend, double[] Season, double[] Remainder);

/// <summary>Takes a series apart into trend, season and remainder by repeated local lines.</summary>
/// <remarks>R. Cleveland, W. Cleveland, J. McRae, I. Terpenning, Journal of Official Statistics 6 (1990). O(n·window).</remarks>
public static class Stl
{
    /// <param name="history">At least two seasons.</param>
    /// <param name="season">Length of the season, at least 2.</param>
    /// <param name="window">How many seasons a seasonal index is smoothed over; 0 takes the same index in every season.</param>
    /// <exception cref="ArgumentException">The history is shorter than two seasons or not finite.</exception>
    public static SeasonalParts Decompose(ReadOnlySpan<double> history, int season, int window = 0)
    {
        History.Check(history, season);
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 2);
        var n = history.Length;
        if (n < 2 * season) throw new ArgumentException($"{n} values do not hold two seasons of {season}.", nameof(history));
        var (trend, pattern, adjusted) = (new double[n], new double[n], new double[n]);
        var trendWindow = Odd((int)Math.Ceiling(1.5 * season / (1 - 1.5 / (window > 0 ? window : 10 * n + 1))));
        for (var pass = 0; pass < 2; pass++)
        {
            System.Numerics.Tensors.TensorPrimitives.Subtract(history, trend, adjusted);
            Pattern(adjusted, season, window, pattern);
            System.Numerics.Tensors.TensorPrimitives.Subtract(history, pattern, adjusted);
            Loess.Smooth(adjusted, trendWindow, trend, []);
        }
        var remainder = new double[n];
        for (var i = 0; i < n; i++) remainder[i] = history[i] - trend[i] - pattern[i];
        return new(trend, pattern, remainder);
    }

    static void Pattern(double[] detrended, int season, int window, double[] pattern)
    {
        // one season of smoothed indices before the first value and one after the last, so that the low pass has ends
        var wide = new double[detrended.Length + 2 * season];
        for (var position = 0; position < season; position++) Cycle(detrended, season, position, window, wide);
        var low = MovingAverage(MovingAverage(MovingAverage(wide, season), season), 3);
        var smooth = new double[low.Length];
        Loess.Smooth(low, Odd(season), smooth, []);
        for (var i = 0; i < pattern.Length; i++) pattern[i] = wide[i + season] - smooth[i];
    }

    static void Cycle(double[] detrended, int season, int position, int window, double[] wide)
    {
        var count = (detrended.Length - position + season - 1) / season;
        Span<double> values = count <= 256 ? stackalloc double[count] : new double[count];
        for (var i = 0; i < count; i++) values[i] = detrended[position + i * season];
        var mean = window > 0 ? 0 : History.Mean(values);
        for (var i = -1; i <= count; i++)
        {
            var at = position + (i + 1) * season;
            if (at < wide.Length) wide[at] = window > 0 ? Loess.At(values, i, window, []) : mean;
        }
    }

    static double[] MovingAverage(double[] x, int length)
    {
        var result = new double[x.Length - length + 1];
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i];
            if (i >= length) sum -= x[i - length];
            if (i >= length - 1) result[i - length + 1] = sum / length;
        }
        return result;
    }

    static int Odd(int number) => number | 1;
}
