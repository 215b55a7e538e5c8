namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>Polynomials of the backshift operator, as what stands beside the leading 1: index 0 belongs to lag 1.</summary>
internal static class Polynomial
{
    /// <summary>Whether all roots of <c>1 − Σ c_i B^i</c> lie outside the unit circle: every partial autocorrelation lies within (−limit, limit).</summary>
    /// <remarks>The Durbin–Levinson recursion run backwards (J. Monahan, Biometrika 71, 1984).</remarks>
    public static bool IsStable(ReadOnlySpan<double> c, double limit = 0.9999)
    {
        Span<double> a = stackalloc double[c.Length];
        Span<double> b = stackalloc double[c.Length];
        c.CopyTo(a);
        for (var k = c.Length - 1; k >= 0; k--)
        {
            var r = a[k];
            if (!(Math.Abs(r) < limit)) return false;
            for (var i = 0; i < k; i++) b[i] = (a[i] + r * a[k - 1 - i]) / (1 - r * r);
            b[..k].CopyTo(a);
        }
        return true;
    }

    /// <summary><c>1 − Σ</c> times <c>1 − Σ</c>, the second one's lags each <paramref name="lag"/> long.</summary>
    public static double[] Times(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int lag)
    {
        var result = new double[first.Length + second.Length * lag];
        first.CopyTo(result);
        for (var j = 0; j < second.Length; j++)
        {
            var at = (j + 1) * lag;
            result[at - 1] += second[j];
            for (var i = 0; i < first.Length; i++) result[at + i] -= second[j] * first[i];
        }
        return result;
    }

    public static double ValueAtOne(ReadOnlySpan<double> c)
    {
        var value = 1.0;
        foreach (var x in c) value -= x;
        return value;
    }
}
