namespace Kaki.Learning.Rank;

/// <summary>Popularity that fades: every figure can be shown with its formula beside it.</summary>
public static class Decay
{
    /// <summary>What is left of a value after a time: <c>value · 2^(−age / halfLife)</c>. A negative age (clocks differ) counts as none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The half-life is not above zero, or the value is NaN or infinite.</exception>
    public static double Heat(double value, TimeSpan age, TimeSpan halfLife)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, TimeSpan.Zero);
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "A heat is a finite number.");
        return age <= TimeSpan.Zero ? value : value * Math.Pow(2, -(age / halfLife));
    }

    /// <summary>Running heat: what was left of it, plus a new action's weight. One number per thing is enough to keep.</summary>
    public static double Warm(double heat, TimeSpan sinceLast, TimeSpan halfLife, double weight) => Heat(heat, sinceLast, halfLife) + weight;

    /// <summary>
    /// A key that orders things by heat at any later moment without touching them again:
    /// <c>log2(heat) + at / halfLife</c>, where heat was true at <paramref name="at"/>.
    /// </summary>
    /// <remarks>
    /// Forward decay: G. Cormode, V. Shkapenyuk, D. Srivastava, B. Xu, ICDE 2009. All heats fade by one factor, so their order
    /// never changes between actions. A heat of zero or less gives negative infinity.
    /// </remarks>
    public static double Key(double heat, DateTimeOffset at, TimeSpan halfLife)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, TimeSpan.Zero);
        return heat > 0 ? Math.Log2(heat) + (at - DateTimeOffset.UnixEpoch) / halfLife : double.NegativeInfinity;
    }

    /// <summary>Points that sink with age, as a well-known board of links has them: <c>(points − 1) / (hours + 2)^gravity</c>; 0 for fewer than one point.</summary>
    public static double Gravity(double points, TimeSpan age, double gravity = 1.8)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gravity);
        return Math.Max(0, points - 1) / Math.Pow(Math.Max(0, age.TotalHours) + 2, gravity);
    }

    /// <summary>
    /// The rate that is at least this with the confidence of <paramref name="z"/> standard deviations (1.96: 97.5 %):
    /// three likes of three do not beat 950 of 1,000. 0 when nothing was counted.
    /// </summary>
    /// <remarks>
    /// E. B. Wilson, JASA 22 (1927): <c>(p + z²/2n − z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)</c>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more are good than were counted.</exception>
    public static double WilsonLowerBound(long good, long counted, double z = 1.96)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(good);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(good, counted);
        if (counted == 0) return 0;
        double n = counted;
        var p = good / n;
        var bound = (p + z * z / (2 * n) - z * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n);
        return Math.Max(0, bound);
    }
}
