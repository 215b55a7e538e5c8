namespace Kaki.Learning.Text;

/// <summary>The line from a score to log-odds that makes held-out scores probabilities.</summary>
/// <remarks>
/// J. Platt, "Probabilistic outputs for support vector machines" (1999), with the targets of that paper and the Newton method of H.-T. Lin, C.-J. Lin
/// and R. Weng (Machine Learning 68, 2007).
/// </remarks>
readonly record struct PlattScaling(double Slope, double Intercept)
{
    public double LogOdds(double score) => Slope * score + Intercept;

    public static PlattScaling Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        var positives = labels.Count(true);
        var (high, low) = ((positives + 1.0) / (positives + 2.0), 1.0 / (labels.Length - positives + 2.0));
        var (slope, intercept) = (0.0, Math.Log((positives + 1.0) / (labels.Length - positives + 1.0)));
        var loss = Loss(scores, labels, high, low, slope, intercept);
        for (var round = 0; round < 100; round++)
        {
            var (g1, g2, h11, h12, h22) = (0.0, 0.0, 1e-12, 0.0, 1e-12);
            for (var i = 0; i < scores.Length; i++)
            {
                var p = Probability(slope * scores[i] + intercept);
                var (miss, weight) = (p - (labels[i] ? high : low), p * (1 - p));
                g1 += miss * scores[i];
                g2 += miss;
                h11 += weight * scores[i] * scores[i];
                h12 += weight * scores[i];
                h22 += weight;
            }
            if (Math.Abs(g1) < 1e-5 && Math.Abs(g2) < 1e-5) break;
            var determinant = h11 * h22 - h12 * h12;
            var (d1, d2) = (-(h22 * g1 - h12 * g2) / determinant, -(h11 * g2 - h12 * g1) / determinant);
            var step = 1.0;
            for (; step > 1e-10; step /= 2)
            {
                var next = Loss(scores, labels, high, low, slope + step * d1, intercept + step * d2);
                if (next >= loss + 1e-4 * step * (g1 * d1 + g2 * d2)) continue;
                (slope, intercept, loss) = (slope + step * d1, intercept + step * d2, next);
                break;
            }
            if (step <= 1e-10) break;
        }
        return new(slope, intercept);
    }

    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    static double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, double high, double low, double slope, double intercept)
    {
        var loss = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var (odds, target) = (slope * scores[i] + intercept, labels[i] ? high : low);
            loss += Math.Max(odds, 0) - target * odds + Math.Log(1 + Math.Exp(-Math.Abs(odds)));
        }
        return loss;
    }
}
