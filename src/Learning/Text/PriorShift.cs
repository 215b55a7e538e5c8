namespace Kaki.Learning.Text;

/// <summary>Fits probabilities learned where one share of things was positive to a place where another is.</summary>
/// <remarks>M. Saerens, P. Latinne, C. Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities" (Neural Computation 14, 2002).</remarks>
public static class PriorShift
{
    /// <summary>The share of positives among things whose labels nobody knows, by expectation maximisation from their probabilities.</summary>
    /// <param name="probabilities">Calibrated where <paramref name="learned"/> of all were positive.</param>
    /// <param name="learned">That share, between 0 and 1.</param>
    /// <returns>The share; <paramref name="learned"/> itself for no things at all.</returns>
    public static double Share(IReadOnlyList<double> probabilities, double learned)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Check(learned);
        var share = learned;
        for (var round = 0; probabilities.Count > 0 && round < 1000; round++)
        {
            var next = Math.Clamp(probabilities.Average(p => Adjust(p, learned, share)), 1e-6, 1 - 1e-6);
            var moved = Math.Abs(next - share);
            share = next;
            if (moved < 1e-7) break;
        }
        return share;
    }

    /// <summary>The probability where <paramref name="share"/> of all are positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A share is not between 0 and 1.</exception>
    public static double Adjust(double probability, double learned, double share)
    {
        Check(learned);
        Check(share);
        var (yes, no) = (probability * share / learned, (1 - probability) * (1 - share) / (1 - learned));
        return yes / (yes + no);
    }

    static void Check(double share)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
    }
}
