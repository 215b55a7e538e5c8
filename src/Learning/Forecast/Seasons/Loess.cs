namespace Kaki.Learning.Forecast.Seasons;

/// <summary>A curve through points at equal distances: at each a line fitted to its neighbours, near ones counting more.</summary>
/// <remarks>W. Cleveland, JASA 74 (1979): tricube weights, degree one.</remarks>
internal static class Loess
{
    /// <summary>Value of the curve at <paramref name="at"/> (in units of points, may lie outside).</summary>
    /// <param name="y">The points.</param>
    /// <param name="at">Where.</param>
    /// <param name="window">How many neighbours count.</param>
    /// <param name="trust">A weight for each point, or empty.</param>
    public static double At(ReadOnlySpan<double> y, double at, int window, ReadOnlySpan<double> trust)
    {
        var n = y.Length;
        var left = Math.Clamp((int)Math.Round(at) - window / 2, 0, Math.Max(0, n - window));
        var right = Math.Min(n - 1, left + window - 1);
        var reach = Math.Max(at - left, right - at);
        // a window wider than the series counts as if its points lay further away
        if (window > n) reach += (window - n) / 2.0;
        reach = Math.Max(reach * 1.001, 1e-9);
        double total = 0, first = 0, second = 0, sum = 0, cross = 0;
        for (var i = left; i <= right; i++)
        {
            var x = i - at;
            var r = Math.Abs(x) / reach;
            var cube = 1 - r * r * r;
            var weight = cube * cube * cube * (trust.IsEmpty ? 1 : trust[i]);
            total += weight;
            first += weight * x;
            second += weight * x * x;
            sum += weight * y[i];
            cross += weight * x * y[i];
        }
        if (total <= 0) return y[Math.Clamp((int)Math.Round(at), 0, n - 1)];
        var determinant = total * second - first * first;
        return determinant > 1e-9 * total * total ? (second * sum - first * cross) / determinant : sum / total;
    }

    /// <summary>The curve at every point; wide windows are fitted at some points and joined by lines.</summary>
    public static void Smooth(ReadOnlySpan<double> y, int window, Span<double> result, ReadOnlySpan<double> trust)
    {
        var jump = Math.Max(1, window / 10);
        var (n, before) = (y.Length, 0);
        result[0] = At(y, 0, window, trust);
        while (before < n - 1)
        {
            var next = Math.Min(before + jump, n - 1);
            result[next] = At(y, next, window, trust);
            for (var i = before + 1; i < next; i++) result[i] = result[before] + (result[next] - result[before]) * (i - before) / (next - before);
            before = next;
        }
    }
}
