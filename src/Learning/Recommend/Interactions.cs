namespace Kaki.Learning.Recommend;

/// <summary>Who did what: a sparse matrix of members by items, read by rows (<see cref="Of"/>) or by columns (<see cref="By"/>).</summary>
/// <remarks>16 bytes for each pair of member and item, plus 4 for each member and item. Immutable.</remarks>
public sealed class Interactions
{
    /// <summary>The most that a member says of one item: a weight is a few times an ordinary action's, and one beyond all measure would drown all others.</summary>
    public const float MostWeight = 1000;

    /// <summary>Members and things are numbered from 0, as they come; a number from here on is no such number but a mistake, and would take memory for all below it.</summary>
    public const int MostIds = 1 << 27;

    readonly int[] memberStart, itemStart;
    readonly Signal[] rows, columns;

    Interactions(int[] memberStart, Signal[] rows, int items)
    {
        (this.memberStart, this.rows) = (memberStart, rows);
        (itemStart, columns) = Turned(memberStart, rows, items);
    }

    /// <summary>How many members there are, those without actions too.</summary>
    public int Members => memberStart.Length - 1;

    /// <summary>How many items there are, those nobody touched too.</summary>
    public int Items => itemStart.Length - 1;

    /// <summary>How many pairs there are.</summary>
    public int Count => rows.Length;

    /// <summary>What a member did, by rising item.</summary>
    public ReadOnlySpan<Signal> Of(int member) => rows.AsSpan(memberStart[member]..memberStart[member + 1]);

    /// <summary>Who touched an item, by rising member; <see cref="Signal.Item"/> is the member here.</summary>
    public ReadOnlySpan<Signal> By(int item) => columns.AsSpan(itemStart[item]..itemStart[item + 1]);

    /// <summary>Takes one list for each member. The same item twice in one list adds up, to <see cref="MostWeight"/> at most; weights that are not finite or not above zero are left out.</summary>
    /// <param name="lists">A member each, in their order.</param>
    /// <param name="items">How many items there are at least; more if the lists name more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item is below zero, or not below <see cref="MostIds"/>.</exception>
    public static Interactions From(IReadOnlyList<IReadOnlyList<Signal>> lists, int items = 0)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, MostIds);
        var start = new int[lists.Count + 1];
        var rows = new List<Signal>(lists.Sum(list => list.Count));
        for (var member = 0; member < lists.Count; member++)
        {
            foreach (var signal in Row(lists[member]))
            {
                rows.Add(signal with { Weight = Math.Min(signal.Weight, MostWeight) });
                items = Math.Max(items, signal.Item + 1);
            }
            start[member + 1] = rows.Count;
        }
        return new(start, [.. rows], items);
    }

    static IEnumerable<Signal> Row(IReadOnlyList<Signal> list)
    {
        var sorted = list.Where(signal => signal.Told > 0).ToArray();
        if (sorted.Length == 0) yield break;
        Array.Sort(sorted, (a, b) => a.Item.CompareTo(b.Item));
        CheckId(sorted[0].Item, nameof(Signal.Item));
        CheckId(sorted[^1].Item, nameof(Signal.Item));
        var open = sorted[0];
        foreach (var signal in sorted.Skip(1))
        {
            if (signal.Item == open.Item) open = open with { Weight = open.Weight + signal.Weight };
            else
            {
                yield return open;
                open = signal;
            }
        }
        yield return open;
    }

    internal static void CheckId(int id, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, MostIds, name);
    }

    static (int[] Start, Signal[] Columns) Turned(int[] rowStart, Signal[] rows, int items)
    {
        var start = new int[items + 1];
        foreach (var signal in rows) start[signal.Item + 1]++;
        for (var item = 0; item < items; item++) start[item + 1] += start[item];
        var next = start.AsSpan(0, items).ToArray();
        var columns = new Signal[rows.Length];
        for (var row = 0; row + 1 < rowStart.Length; row++)
            foreach (var signal in rows.AsSpan(rowStart[row]..rowStart[row + 1])) columns[next[signal.Item]++] = new(row, signal.Weight);
        return (start, columns);
    }
}
