namespace Kaki.Learning.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalLaw
{
    /// <summary>Height of the bell at x.</summary>
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Probability of a value below x; relative error below 10⁻⁹ in both tails; 0 and 1 at the infinities.</summary>
    public static double Below(double x)
    {
        if (double.IsNaN(x)) return double.NaN;
        // half of the upper tail of a chi-square variable with one degree of freedom
        var tail = Gamma.UpperTail(0.5, x * x / 2) / 2;
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The value below which the share <paramref name="p"/> lies.</summary>
    /// <remarks>P. J. Acklam's rational approximation, one step of Halley's method after it: error below 10⁻¹².</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is not strictly between 0 and 1.</exception>
    public static double Quantile(double p)
    {
        if (!(p is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "Between 0 and 1.");
        if (p > 0.5) return -Quantile(1 - p);
        var x = p < 0.02425 ? Tail(Math.Sqrt(-2 * Math.Log(p))) : Middle(p - 0.5);
        var error = (Below(x) - p) / Density(x);
        return x - error / (1 + x * error / 2);
    }

    static double Tail(double q) =>
        (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
        / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);

    static double Middle(double q)
    {
        var r = q * q;
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * q
            / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
    }
}
