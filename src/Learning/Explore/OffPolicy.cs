using Kaki.Learning.Statistics;

namespace Kaki.Learning.Explore;

/// <summary>What a policy would have earned a choice, told from the log of another.</summary>
/// <remarks>
/// All need that the log tried whatever the target would do (<c>Logged &gt; 0</c> wherever <c>Target &gt; 0</c>). Intervals are
/// asymptotic: normal, from the variance of the rows' terms; rows are taken as independent. With few rewards, or a few huge weights, take
/// <see cref="EmpiricalBernstein"/>, or resample. With no row the estimate is NaN and the interval everything; with one, everything.
/// A log with a faulty row is refused as a whole (<see cref="ArgumentException"/>).
/// </remarks>
public static class OffPolicy
{
    /// <summary>Inverse propensity scoring: mean of <c>w·r</c>. Unbiased; wide where weights are.</summary>
    /// <param name="log">The rows.</param>
    /// <param name="confidence">Share of intervals that hold the truth.</param>
    /// <param name="clip">Weights above count as this: narrower, and biased towards zero.</param>
    /// <remarks>D. G. Horvitz, D. J. Thompson, JASA 47 (1952).</remarks>
    public static Interval Ips(IReadOnlyList<LoggedDecision> log, double confidence = 0.95, double clip = double.PositiveInfinity) =>
        Around(Terms(log, row => Math.Min(clip, row.Weight) * row.Reward), confidence);

    /// <summary>Self-normalised: <c>Σ w·r / Σ w</c>. Never leaves the range of rewards; biased by an amount that falls as 1/n.</summary>
    /// <remarks>A. Swaminathan, T. Joachims, NIPS 2015; variance by the delta method.</remarks>
    public static Interval SelfNormalised(IReadOnlyList<LoggedDecision> log, double confidence = 0.95)
    {
        var weights = Terms(log, row => row.Weight);
        var total = weights.Sum();
        if (total == 0) return new(double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        var estimate = log.Sum(row => row.Weight * row.Reward) / total;
        var (_, low, high) = Around(Terms(log, row => row.Weight * (row.Reward - estimate) * log.Count / total), confidence);
        return new(estimate, estimate + low, estimate + high);
    }

    /// <summary>Doubly robust: what the model expects of the target, plus <c>w·(r − expected)</c>. Right if either the propensities or the model are; narrow if the model is good.</summary>
    /// <remarks>M. Dudík, J. Langford, L. Li, ICML 2011. Fit the model on rows other than those it speaks of, or it will agree with itself.</remarks>
    public static Interval DoublyRobust(IReadOnlyList<LoggedDecision> log, double confidence = 0.95) =>
        Around(Terms(log, row => row.ExpectedOfTarget + row.Weight * (row.Reward - row.Expected)), confidence);

    /// <summary>Inverse propensity scoring with an interval that holds for any number of rows, given that no term leaves 0 to <paramref name="most"/>.</summary>
    /// <remarks>A. Maurer, M. Pontil, COLT 2009, theorem 4, both sides: <c>√(2V ln(4/δ)/n) + 7·most·ln(4/δ)/(3(n − 1))</c>.</remarks>
    /// <exception cref="ArgumentException">A term lies outside.</exception>
    public static Interval EmpiricalBernstein(IReadOnlyList<LoggedDecision> log, double most, double confidence = 0.95)
    {
        CheckConfidence(confidence);
        var moments = new RunningMoments();
        foreach (var term in Terms(log, row => row.Weight * row.Reward))
            moments = term >= 0 && term <= most ? moments.With(term) : throw new ArgumentException($"A term of {term} lies outside 0 to {most}.");
        if (moments.Count < 2) return Unknown(moments);
        var bits = Math.Log(4 / (1 - confidence));
        var half = Math.Sqrt(2 * moments.SampleVariance * bits / moments.Count) + 7 * most * bits / (3.0 * (moments.Count - 1));
        return new(moments.Mean, moments.Mean - half, moments.Mean + half);
    }

    /// <summary>How many rows drawn from the target itself would tell as much: <c>(Σw)² / Σw²</c> (L. Kish, 1965). 0 for none.</summary>
    public static double EffectiveRows(IReadOnlyList<LoggedDecision> log)
    {
        var weights = Terms(log, row => row.Weight);
        var squares = weights.Sum(w => w * w);
        return squares > 0 ? Math.Pow(weights.Sum(), 2) / squares : 0;
    }

    static double[] Terms(IReadOnlyList<LoggedDecision> log, Func<LoggedDecision, double> term)
    {
        ArgumentNullException.ThrowIfNull(log);
        var terms = new double[log.Count];
        for (var i = 0; i < terms.Length; i++)
        {
            log[i].Check(i);
            terms[i] = term(log[i]);
        }
        return terms;
    }

    static Interval Around(double[] terms, double confidence)
    {
        CheckConfidence(confidence);
        var moments = terms.Aggregate(new RunningMoments(), (m, term) => m.With(term));
        if (moments.Count < 2) return Unknown(moments);
        var half = NormalLaw.Quantile((1 + confidence) / 2) * Math.Sqrt(moments.SampleVariance / moments.Count);
        return new(moments.Mean, moments.Mean - half, moments.Mean + half);
    }

    static Interval Unknown(RunningMoments moments) => new(moments.Count == 0 ? double.NaN : moments.Mean, double.NegativeInfinity, double.PositiveInfinity);

    static void CheckConfidence(double confidence)
    {
        if (confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Between 0 and 1.");
    }
}
