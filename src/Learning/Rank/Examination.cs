namespace Kaki.Learning.Rank;

/// <summary>Where something stood says how probable it was to be looked at: nothing that went unseen was disliked.</summary>
/// <remarks>
/// The examination model: an action happens if a place is looked at (probability e, from the log) and the thing is wanted (σ(z)):
/// <c>P = e·σ(z)</c> (M. Richardson, E. Dominowska, R. Ragno, WWW 2007). Learning by the likelihood of that is consistent like weighting by
/// 1/e (T. Joachims, A. Swaminathan, T. Schnabel, WSDM 2017) and keeps clear of its weights without bound.
/// </remarks>
public static class Examination
{
    /// <summary>Derivative of −ln P by the logit, near 1 where the model was sure and wrong, and what one example tells of the logit (Fisher).</summary>
    internal static (double Gradient, double Information) Told(double z, bool happened, double examined)
    {
        // 1 − σ(z) would lose its digits where σ(z) is 1 but for rounding: both from e^−|z| keep them, and e⁻⁷⁰⁰ is still a number
        var small = Math.Exp(-Math.Min(Math.Abs(z), 700));
        var large = 1 / (1 + small);
        var (wanted, not) = z >= 0 ? (large, small * large) : (small * large, large);
        var share = examined * wanted * not / (1 - examined + examined * not);
        return (happened ? -not : share, share * not);
    }

    /// <summary>
    /// How probable each place is to be looked at, told by lists that were shown in random order: its rate of clicks over that of the place with most. Place 0 is the first.
    /// </summary>
    /// <param name="shown">Times something stood there.</param>
    /// <param name="clicked">Times it was clicked.</param>
    /// <param name="prior">Showings' worth of belief that a place is like the others together.</param>
    /// <returns>Above 0, at most 1; 1 for all if nothing was clicked.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, a count is negative, or more were clicked than shown.</exception>
    public static double[] OfPlaces(IReadOnlyList<long> shown, IReadOnlyList<long> clicked, double prior = 100)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(clicked);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(prior);
        if (shown.Count != clicked.Count) throw new ArgumentException($"{shown.Count} places shown, {clicked.Count} clicked.");
        if (shown.Zip(clicked, (s, c) => c < 0 || c > s).Any(wrong => wrong)) throw new ArgumentException("A place is clicked between never and as often as it is shown.");
        double all = shown.Sum(), clicks = clicked.Sum();
        if (clicks == 0) return Enumerable.Repeat(1.0, shown.Count).ToArray();
        var rates = shown.Zip(clicked, (s, c) => (c + prior * clicks / all) / (s + prior)).ToArray();
        return rates.Select(rate => rate / rates.Max()).ToArray();
    }
}
