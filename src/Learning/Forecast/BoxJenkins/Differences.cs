namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>How often a series must be differenced before its level no longer wanders.</summary>
internal static class Differences
{
    // The 5 % point of the test of stationarity around a level (KPSS, Journal of Econometrics 54, 1992, table 1).
    const double KpssCritical = 0.463;

    public static double[] Of(ReadOnlySpan<double> y, int lag)
    {
        var result = new double[Math.Max(0, y.Length - lag)];
        for (var i = 0; i < result.Length; i++) result[i] = y[i + lag] - y[i];
        return result;
    }

    /// <summary>Up to two ordinary differences, by repeated KPSS tests.</summary>
    public static int Ordinary(double[] y)
    {
        var d = 0;
        while (d < 2 && y.Length > 3 && !History.IsConstant(y) && Kpss(y) > KpssCritical)
        {
            y = Of(y, 1);
            d++;
        }
        return d;
    }

    /// <summary>The KPSS statistic with Bartlett weights over 3√n/13 lags.</summary>
    public static double Kpss(ReadOnlySpan<double> y)
    {
        var n = y.Length;
        var lags = (int)(3 * Math.Sqrt(n) / 13);
        var mean = History.Mean(y);
        var (sum, squares, variance) = (0.0, 0.0, 0.0);
        for (var t = 0; t < n; t++)
        {
            var e = y[t] - mean;
            sum += e;
            squares += sum * sum;
            variance += e * e;
        }
        for (var lag = 1; lag <= lags; lag++)
        {
            var product = 0.0;
            for (var t = lag; t < n; t++) product += (y[t] - mean) * (y[t - lag] - mean);
            variance += 2 * (1 - lag / (lags + 1.0)) * product;
        }
        return variance > 0 ? squares / (n * variance) : 0;
    }
}
