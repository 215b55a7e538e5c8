using Kaki.Learning.Statistics;

namespace Kaki.Learning.Judge;

/// <summary>What an experiment's numbers allow one to say.</summary>
public static class Experiments
{
    /// <summary>
    /// Sample-ratio check: the probability of counts at least as far from the planned shares as these. Below 0.0005 the
    /// assignment is broken and no other figure of the experiment is to be trusted (A. Fabijan et al., KDD 2019).
    /// </summary>
    /// <exception cref="ArgumentException">Fewer than two arms, lists of different length, or a share not above zero.</exception>
    public static double SampleRatioP(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        if (counts.Count < 2 || counts.Count != shares.Count || shares.Any(share => !(share > 0)) || counts.Any(count => count < 0))
            throw new ArgumentException("An experiment has two arms or more, each with a count and a share above zero.");
        var total = (double)counts.Sum();
        if (total == 0) return 1;
        var whole = shares.Sum();
        var distance = counts.Zip(shares, (count, share) => Math.Pow(count - total * share / whole, 2) / (total * share / whole)).Sum();
        return Gamma.ChiSquareTail(distance, counts.Count - 1);
    }

    /// <summary>
    /// CUPED: takes out of each member's figure what their figure before the experiment foretold: <c>y − θ(x − mean x)</c>,
    /// <c>θ = cov(x, y) / var(x)</c>. The mean stays; the variance falls by the squared correlation. θ must be taken over all arms together.
    /// </summary>
    /// <remarks>A. Deng, Y. Xu, R. Kohavi, T. Walker, WSDM 2013.</remarks>
    /// <exception cref="ArgumentException">The lists differ in length, or a figure is not finite.</exception>
    public static double[] Cuped(IReadOnlyList<double> during, IReadOnlyList<double> before)
    {
        if (during.Count != before.Count) throw new ArgumentException($"{during.Count} figures during, {before.Count} before.");
        if (!during.All(double.IsFinite) || !before.All(double.IsFinite)) throw new ArgumentException("A figure is a finite number.");
        if (during.Count == 0) return [];
        var (meanX, meanY) = (before.Average(), during.Average());
        var covariance = before.Zip(during, (x, y) => (x - meanX) * (y - meanY)).Sum();
        var variance = before.Sum(x => (x - meanX) * (x - meanX));
        var theta = variance > 0 ? covariance / variance : 0;
        return during.Zip(before, (y, x) => y - theta * (x - meanX)).ToArray();
    }

    /// <summary>Members an arm must have before the anytime figures say anything: below, its variance is not known well enough for the limit they rest on.</summary>
    public const long FewestAnytime = 30;

    /// <summary>
    /// An interval for the difference of two means that holds at every moment at once: look as often as you like, stop when you like.
    /// Wider than a fixed one by the price of that.
    /// </summary>
    /// <param name="treatment">What was measured there.</param>
    /// <param name="control">What was measured here.</param>
    /// <param name="alpha">Chance of ever being wrong.</param>
    /// <param name="tightestAt">Members (both arms) around which it shall be tightest.</param>
    /// <remarks>
    /// Asymptotic confidence sequence with a normal mixture (I. Waudby-Smith et al., "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 2024):
    /// half-width <c>√V · √((nρ² + 1) / (nρ²) · ln((nρ² + 1) / α²))</c>, V the variance of the estimated difference, n all members.
    /// Infinite while an arm has fewer than <see cref="FewestAnytime"/>.
    /// </remarks>
    public static Interval AnytimeDifference(RunningMoments treatment, RunningMoments control, double alpha = 0.05, long tightestAt = 10_000)
    {
        var mixed = Mixed(treatment, control, alpha, tightestAt);
        var estimate = treatment.Mean - control.Mean;
        if (Early(treatment, control)) return new(estimate, double.NegativeInfinity, double.PositiveInfinity);
        var half = Math.Sqrt(Variance(treatment, control) * (mixed + 1) / mixed * Math.Log((mixed + 1) / (alpha * alpha)));
        return new(estimate, estimate - half, estimate + half);
    }

    /// <summary>
    /// The smallest alpha at which <see cref="AnytimeDifference"/> would exclude zero: a p-value that may be looked at at any moment. 1 while too few have been seen.
    /// </summary>
    /// <param name="treatment">What was measured there.</param>
    /// <param name="control">What was measured here.</param>
    /// <param name="tightestAt">As for the interval.</param>
    /// <param name="tunedFor">The alpha of the interval it goes with.</param>
    /// <remarks>The mixture sequential probability ratio test: R. Johari, P. Koomen, L. Pekelis, D. Walsh, Operations Research 70 (2022).</remarks>
    public static double AnytimeP(RunningMoments treatment, RunningMoments control, long tightestAt = 10_000, double tunedFor = 0.05)
    {
        var mixed = Mixed(treatment, control, tunedFor, tightestAt);
        var estimate = treatment.Mean - control.Mean;
        if (Early(treatment, control) || estimate == 0) return 1;
        return Math.Min(1, Math.Exp((Math.Log(mixed + 1) - estimate * estimate / Variance(treatment, control) * mixed / (mixed + 1)) / 2));
    }

    // nρ², with the ρ that makes the width least at that n, to first order
    static double Mixed(RunningMoments treatment, RunningMoments control, double alpha, long tightestAt)
    {
        if (alpha is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(tightestAt, 1);
        return (treatment.Count + control.Count) * (-2 * Math.Log(alpha) + Math.Log(-2 * Math.Log(alpha) + 1)) / tightestAt;
    }

    static bool Early(RunningMoments treatment, RunningMoments control) => treatment.Count < FewestAnytime || control.Count < FewestAnytime;

    static double Variance(RunningMoments treatment, RunningMoments control) => treatment.SampleVariance / treatment.Count + control.SampleVariance / control.Count;
}
