namespace Kaki.Learning.Recommend;

/// <summary>The words of each item as a vector of length one: <c>ln(1 + count) · ln(1 + items / items with it)</c>.</summary>
static class WordVectors
{
    /// <returns>Where each item's words begin, the words (numbered as they come) with their weights, and how many different words there are.</returns>
    public static (int[] Start, Scored[] Words, int Count) Of(IReadOnlyList<ItemFeatures> items, CancellationToken cancel)
    {
        var (numbers, within) = Numbered(items, cancel);
        var start = new int[items.Count + 1];
        var all = new List<Scored>();
        for (var item = 0; item < items.Count; item++)
        {
            cancel.ThrowIfCancellationRequested();
            var own = Counted(items[item]).Select(word => new Scored(numbers[word.Key], Weight(word.Value, items.Count, within[numbers[word.Key]]))).OrderBy(word => word.Item).ToArray();
            // in double: the square of a tiny float is none
            var length = Math.Sqrt(own.Sum(word => (double)word.Score * word.Score));
            if (length > 0) all.AddRange(own.Select(word => word with { Score = (float)(word.Score / length) }));
            start[item + 1] = all.Count;
        }
        return (start, [.. all], numbers.Count);
    }

    static (Dictionary<string, int> Numbers, List<int> Within) Numbered(IReadOnlyList<ItemFeatures> items, CancellationToken cancel)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var within = new List<int>();
        foreach (var (word, _) in items.SelectMany(Counted))
        {
            cancel.ThrowIfCancellationRequested();
            if (numbers.TryAdd(word, within.Count)) within.Add(0);
            within[numbers[word]]++;
        }
        return (numbers, within);
    }

    static IEnumerable<KeyValuePair<string, float>> Counted(ItemFeatures item) => item.Words.Where(word => float.IsFinite(word.Value) && word.Value > 0);

    static float Weight(float count, int items, int within) => (float)(LogOnePlus(count) * Math.Log(1 + (double)items / within));

    // .NET's own LogP1 is log(1 + x), which is 0 for a tiny x; what 1 + x lost is put back here (W. Kahan)
    static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
