namespace Kaki.Learning.Rerank;

/// <summary>The loop all rerankers share.</summary>
static class Greedy
{
    /// <param name="slate">The candidates.</param>
    /// <param name="take">Places.</param>
    /// <param name="gains">Writes what each candidate would gain at the next place; those taken are passed over whatever stands there.</param>
    /// <param name="taken">Is told who got the place.</param>
    public static int[] Pick(Slate slate, int take, Gains gains, Action<int> taken)
    {
        ArgumentNullException.ThrowIfNull(slate);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        take = Math.Min(take, slate.Count);
        var rules = new Placement(slate, take);
        var picked = new int[take];
        var free = Enumerable.Range(0, slate.Count).ToArray();
        var gain = new float[slate.Count];
        for (var place = 0; place < take; place++)
        {
            gains(gain);
            var at = Best(free.AsSpan(0, slate.Count - place), gain, rules);
            picked[place] = free[at];
            // in their order, so that of equals the earlier still comes first
            free.AsSpan(at + 1, slate.Count - place - at - 1).CopyTo(free.AsSpan(at));
            rules.Placed(picked[place]);
            taken(picked[place]);
        }
        return picked;
    }

    public delegate void Gains(Span<float> into);

    static int Best(ReadOnlySpan<int> free, ReadOnlySpan<float> gain, Placement rules)
    {
        var (best, broken) = (-1, int.MaxValue);
        for (var i = 0; i < free.Length; i++)
        {
            // rules are looked at only where they can decide
            if (broken == 0 && gain[free[i]] <= gain[free[best]]) continue;
            var breaks = rules.Broken(free[i]);
            if (breaks < broken || breaks == broken && gain[free[i]] > gain[free[best]]) (best, broken) = (i, breaks);
        }
        return best;
    }
}
