namespace Kaki.Learning.Recommend;

/// <summary>Where each item stands in all sequences. 12 bytes for each action.</summary>
sealed class Occurrences
{
    readonly int[] sequenceStart, owner, itemStart, places;

    public Occurrences(IReadOnlyList<IReadOnlyList<int>> sequences, int items)
    {
        All = [.. sequences.SelectMany(sequence => sequence)];
        foreach (var item in All) Interactions.CheckId(item, nameof(sequences));
        Items = Math.Max(items, All.Length == 0 ? 0 : All.Max() + 1);
        sequenceStart = new int[sequences.Count + 1];
        owner = new int[All.Length];
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            sequenceStart[sequence + 1] = sequenceStart[sequence] + sequences[sequence].Count;
            owner.AsSpan(sequenceStart[sequence]..sequenceStart[sequence + 1]).Fill(sequence);
        }
        itemStart = new int[Items + 1];
        foreach (var item in All) itemStart[item + 1]++;
        for (var item = 0; item < Items; item++) itemStart[item + 1] += itemStart[item];
        var next = itemStart.AsSpan(0, Items).ToArray();
        places = new int[All.Length];
        for (var place = 0; place < All.Length; place++) places[next[All[place]]++] = place;
    }

    public int Items { get; }

    /// <summary>All sequences, one after the other.</summary>
    public int[] All { get; }

    /// <summary>The places of an item in <see cref="All"/>.</summary>
    public ReadOnlySpan<int> Of(int item) => places.AsSpan(itemStart[item]..itemStart[item + 1]);

    /// <summary>Where the sequence around a place begins and ends.</summary>
    public (int Begin, int End) Around(int place) => (sequenceStart[owner[place]], sequenceStart[owner[place] + 1]);

    public Shortlist Popular() => new([.. Enumerable.Range(0, Items).OrderByDescending(item => Of(item).Length)]);
}
