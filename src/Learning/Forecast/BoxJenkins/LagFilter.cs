namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>Filters over lags; values before the first count as zero.</summary>
internal static class LagFilter
{
    /// <summary><c>x_t − Σ c_i x_{t − i·lag}</c>, in place.</summary>
    public static void Apply(Span<double> x, ReadOnlySpan<double> c, int lag)
    {
        for (var t = x.Length - 1; t >= lag && c.Length > 0; t--)
        {
            var sum = x[t];
            var most = Math.Min(c.Length, t / lag);
            for (var i = 0; i < most; i++) sum -= c[i] * x[t - (i + 1) * lag];
            x[t] = sum;
        }
    }

    /// <summary>The inverse: <c>x_t + Σ c_i x_{t − i·lag}</c> with what came out before, in place.</summary>
    public static void Invert(Span<double> x, ReadOnlySpan<double> c, int lag)
    {
        for (var t = lag; t < x.Length && c.Length > 0; t++)
        {
            var sum = x[t];
            var most = Math.Min(c.Length, t / lag);
            for (var i = 0; i < most; i++) sum += c[i] * x[t - (i + 1) * lag];
            x[t] = sum;
        }
    }
}
