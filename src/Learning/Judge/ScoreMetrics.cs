namespace Kaki.Learning.Judge;

/// <summary>How well scores tell what happened from what did not.</summary>
public static class ScoreMetrics
{
    /// <summary>
    /// Probability that something that happened has the higher score; equal scores count half. NaN if all or none happened.
    /// </summary>
    /// <remarks>The Mann–Whitney statistic over mean ranks. O(n log n).</remarks>
    /// <exception cref="ArgumentException">The lists differ in length, or a score is NaN.</exception>
    public static double Auc(IReadOnlyList<double> scores, IReadOnlyList<bool> happened)
    {
        Check(scores, happened);
        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToArray();
        var (ranks, positives) = (0.0, 0L);
        for (var i = 0; i < order.Length;)
        {
            var j = i;
            while (j < order.Length && scores[order[j]] == scores[order[i]]) j++;
            var mean = (i + 1 + j) / 2.0;
            for (; i < j; i++)
                if (happened[order[i]])
                {
                    ranks += mean;
                    positives++;
                }
        }
        var negatives = order.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN : (ranks - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }

    /// <summary>
    /// Expected calibration error: probabilities sorted into boxes of equal width, the mean distance of promised and seen rate weighted by the box (M. Naeini, G. Cooper, M. Hauskrecht, AAAI 2015).
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length, or a probability is not between 0 and 1.</exception>
    public static double CalibrationError(IReadOnlyList<double> probabilities, IReadOnlyList<bool> happened, int boxes = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(boxes, 1);
        CheckProbabilities(probabilities, happened);
        if (probabilities.Count == 0) return 0;
        var promised = new double[boxes];
        var seen = new double[boxes];
        for (var i = 0; i < probabilities.Count; i++)
        {
            var box = Math.Min(boxes - 1, (int)(probabilities[i] * boxes));
            promised[box] += probabilities[i];
            seen[box] += happened[i] ? 1 : 0;
        }
        return promised.Zip(seen, (p, s) => Math.Abs(p - s)).Sum() / probabilities.Count;
    }

    /// <summary>
    /// The same with boxes of equal count, from the smallest probability to the largest, so that rare things are not all in one box (K. Nguyen, B. O'Connor, EMNLP 2015).
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length, or a probability is not between 0 and 1.</exception>
    public static double CalibrationErrorByCount(IReadOnlyList<double> probabilities, IReadOnlyList<bool> happened, int boxes = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(boxes, 1);
        CheckProbabilities(probabilities, happened);
        if (probabilities.Count == 0) return 0;
        var order = Enumerable.Range(0, probabilities.Count).OrderBy(i => probabilities[i]).ToArray();
        var promised = new double[boxes];
        var seen = new double[boxes];
        for (var at = 0; at < order.Length; at++)
        {
            var box = (int)((long)at * boxes / order.Length);
            promised[box] += probabilities[order[at]];
            seen[box] += happened[order[at]] ? 1 : 0;
        }
        return promised.Zip(seen, (p, s) => Math.Abs(p - s)).Sum() / probabilities.Count;
    }

    /// <summary>Mean of −ln of the probability given to what came; probabilities are kept 10⁻¹⁵ away from 0 and 1.</summary>
    public static double LogLoss(IReadOnlyList<double> probabilities, IReadOnlyList<bool> happened)
    {
        CheckProbabilities(probabilities, happened);
        if (probabilities.Count == 0) return 0;
        return probabilities.Select((p, i) => -Math.Log(Math.Clamp(happened[i] ? p : 1 - p, 1e-15, 1 - 1e-15))).Average();
    }

    static void CheckProbabilities(IReadOnlyList<double> probabilities, IReadOnlyList<bool> happened)
    {
        Check(probabilities, happened);
        if (probabilities.Any(p => p is < 0 or > 1)) throw new ArgumentException("A probability lies between 0 and 1.");
    }

    static void Check(IReadOnlyList<double> scores, IReadOnlyList<bool> happened)
    {
        if (scores.Count != happened.Count) throw new ArgumentException($"{scores.Count} scores for {happened.Count} outcomes.");
        if (scores.Any(double.IsNaN)) throw new ArgumentException("A score is not a number.");
    }
}
