namespace Kaki.Learning.Judge;

/// <summary>How well a ranked list holds what was relevant, each thing relevant or not. All figures lie between 0 and 1; with nothing relevant they are 0.</summary>
/// <remarks>Only the first k places count. A thing that stands twice counts at its first place.</remarks>
public static class RankingMetrics
{
    /// <summary>Relevant things found, over all relevant things.</summary>
    public static double Recall<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k) =>
        relevant.Count == 0 ? 0 : (double)Gains(ranked, relevant, k).Count(hit => hit) / relevant.Count;

    /// <summary>Relevant things found, over k.</summary>
    public static double Precision<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k) =>
        (double)Gains(ranked, relevant, k).Count(hit => hit) / k;

    /// <summary>1 if any relevant thing was found.</summary>
    public static double HitRate<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k) => Gains(ranked, relevant, k).Any(hit => hit) ? 1 : 0;

    /// <summary>One over the place of the first relevant thing.</summary>
    public static double ReciprocalRank<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k)
    {
        var place = Gains(ranked, relevant, k).TakeWhile(hit => !hit).Count();
        return place < Math.Min(k, ranked.Count) ? 1.0 / (place + 1) : 0;
    }

    /// <summary>Discounted cumulative gain over that of the best order: <c>Σ 1/log2(place + 1)</c>, places from 1 (K. Järvelin, J. Kekäläinen, TOIS 20, 2002).</summary>
    public static double Ndcg<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k)
    {
        if (relevant.Count == 0) return 0;
        var gain = Gains(ranked, relevant, k).Select((hit, i) => hit ? Discount(i) : 0).Sum();
        return gain / Enumerable.Range(0, Math.Min(k, relevant.Count)).Sum(Discount);
    }

    /// <summary>The same where some things are worth more than others: <c>Σ gain/log2(place + 1)</c> over that of the best order of all that have a gain.</summary>
    /// <param name="ranked">Best first; what has no gain given gains nothing.</param>
    /// <param name="gains">Zero or more, finite.</param>
    /// <param name="k">Places that count.</param>
    /// <exception cref="ArgumentException">A gain is negative or not finite.</exception>
    public static double Ndcg<T>(IReadOnlyList<T> ranked, IReadOnlyDictionary<T, double> gains, int k) where T : notnull
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (gains.Values.Any(gain => gain < 0 || !double.IsFinite(gain))) throw new ArgumentException("A gain is zero or more.", nameof(gains));
        var best = gains.Values.OrderDescending().Take(k).Select((gain, i) => gain * Discount(i)).Sum();
        if (best == 0) return 0;
        var seen = new HashSet<T>();
        return ranked.Take(k).Select((item, i) => seen.Add(item) ? gains.GetValueOrDefault(item) * Discount(i) : 0).Sum() / best;
    }

    /// <summary>Mean of the precisions at the places of relevant things, over min(k, relevant).</summary>
    public static double AveragePrecision<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k)
    {
        if (relevant.Count == 0) return 0;
        var (found, sum, place) = (0, 0.0, 0);
        foreach (var hit in Gains(ranked, relevant, k))
        {
            place++;
            if (hit) sum += (double)++found / place;
        }
        return sum / Math.Min(k, relevant.Count);
    }

    static double Discount(int index) => 1 / Math.Log2(index + 2);

    static IEnumerable<bool> Gains<T>(IReadOnlyList<T> ranked, IReadOnlySet<T> relevant, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var seen = new HashSet<T>();
        return ranked.Take(k).Select(item => seen.Add(item) && relevant.Contains(item)).ToArray();
    }
}
