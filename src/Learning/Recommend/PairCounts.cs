namespace Kaki.Learning.Recommend;

/// <summary>Counts, for one item after the other, what was seen near it in time. Belongs to one thread; 12 bytes an item.</summary>
sealed class PairCounts
{
    readonly Occurrences occurrences;
    readonly NextItemOptions options;
    readonly float[] sums;
    readonly List<int> touched = [];
    readonly float[] nearness;

    public PairCounts(Occurrences occurrences, NextItemOptions options)
    {
        (this.occurrences, this.options) = (occurrences, options);
        sums = new float[occurrences.Items];
        nearness = [.. Enumerable.Range(0, options.Window + 1).Select(apart => (float)Math.Pow(options.Distance, apart - 1))];
    }

    /// <summary>Where this item leads, and how strongly; the strongest, by rising item.</summary>
    public Scored[] From(int item)
    {
        foreach (var place in occurrences.Of(item)) Count(item, place);
        var from = Math.Pow(Math.Max(1, occurrences.Of(item).Length), -options.FromDamping);
        var row = new Scored[touched.Count];
        for (var at = 0; at < row.Length; at++)
        {
            var to = touched[at];
            row[at] = new(to, (float)(sums[to] * from * Math.Pow(occurrences.Of(to).Length, -options.ToDamping)));
            sums[to] = 0;
        }
        touched.Clear();
        if (row.Length > options.Neighbours)
        {
            Array.Sort(row, (a, b) => a.Score == b.Score ? a.Item.CompareTo(b.Item) : b.Score.CompareTo(a.Score));
            row = row[..options.Neighbours];
        }
        Array.Sort(row, (a, b) => a.Item.CompareTo(b.Item));
        return row;
    }

    void Count(int item, int place)
    {
        var (begin, end) = occurrences.Around(place);
        var weight = (float)Math.Pow(end - begin, -options.MemberDamping);
        for (var other = Math.Max(begin, place - options.Window); other < Math.Min(end, place + options.Window + 1); other++)
        {
            var to = occurrences.All[other];
            if (to == item) continue;
            if (sums[to] == 0) touched.Add(to);
            sums[to] += weight * (other > place ? nearness[other - place] : nearness[place - other] * (float)options.Backward);
        }
    }
}
