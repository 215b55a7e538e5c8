namespace Kaki.Learning.Judge;

/// <summary>What lists do to the whole: how much of the catalogue they show, how new, how mixed, and how evenly.</summary>
public static class ListMetrics
{
    /// <summary>Share of a catalogue that stands in any list.</summary>
    public static double Coverage<T>(IEnumerable<IReadOnlyList<T>> lists, int catalogue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(catalogue, 1);
        return Math.Min(1, (double)lists.SelectMany(list => list).Distinct().Count() / catalogue);
    }

    /// <summary>Mean of −log2 of the share of members who know a thing: bits of surprise (T. Zhou et al., PNAS 107, 2010). A thing nobody knows counts as known to one.</summary>
    public static double Novelty<T>(IReadOnlyList<T> list, Func<T, long> knownTo, long members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        return list.Count == 0 ? 0 : list.Average(item => Math.Log2((double)members / Math.Clamp(knownTo(item), 1, members)));
    }

    /// <summary>Mean distance of all pairs of a list (C. Ziegler et al., WWW 2005); 0 for fewer than two things.</summary>
    public static double IntraListDiversity<T>(IReadOnlyList<T> list, Func<T, T, double> distance)
    {
        if (list.Count < 2) return 0;
        var sum = 0.0;
        for (var i = 0; i < list.Count; i++)
            for (var j = i + 1; j < list.Count; j++) sum += distance(list[i], list[j]);
        return sum / (list.Count * (list.Count - 1) / 2.0);
    }

    /// <summary>
    /// Gini coefficient of exposure: 0 when every thing is shown equally often, towards 1 when one has it all. Include the things never shown, as zeros.
    /// </summary>
    /// <exception cref="ArgumentException">An exposure is negative or not finite.</exception>
    public static double Gini(IEnumerable<double> exposures)
    {
        var sorted = exposures.Order().ToArray();
        if (sorted.Any(x => x < 0 || !double.IsFinite(x))) throw new ArgumentException("An exposure is zero or more.");
        var total = sorted.Sum();
        if (total == 0) return 0;
        var n = sorted.Length;
        return sorted.Select((x, i) => (2.0 * (i + 1) - n - 1) * x).Sum() / (n * total);
    }
}
