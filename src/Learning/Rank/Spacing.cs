namespace Kaki.Learning.Rank;

/// <summary>Keeps what is alike apart in a ranked list, with the least change of order.</summary>
public static class Spacing
{
    /// <param name="KeyOf">What must be apart: author, category. Null is alike to nothing.</param>
    /// <param name="Window">How many neighbours, itself included, are looked at.</param>
    /// <param name="AtMost">How many alike may stand in any such window.</param>
    public sealed record Rule<T>(Func<T, object?> KeyOf, int Window, int AtMost = 1);

    /// <summary>
    /// Fills each place with the best-ranked item that breaks no rule there; if every one breaks some, with the one that
    /// breaks the fewest (the better-ranked of equals). All items are kept.
    /// </summary>
    /// <remarks>
    /// Greedy, in O(n · look · window). Only the first <paramref name="look"/> items left are considered for a place, so
    /// none is passed over for something ranked far below it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A window or a limit is below one.</exception>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> ranked, IReadOnlyList<Rule<T>> rules, int look = 50)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentOutOfRangeException.ThrowIfLessThan(look, 1);
        foreach (var rule in rules)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(rule.Window, 1, nameof(rules));
            ArgumentOutOfRangeException.ThrowIfLessThan(rule.AtMost, 1, nameof(rules));
        }
        var left = new LinkedList<T>(ranked);
        var placed = new List<T>(ranked.Count);
        while (left.First is not null)
        {
            var best = Best(left, placed, rules, look);
            placed.Add(best.Value);
            left.Remove(best);
        }
        return placed;
    }

    static LinkedListNode<T> Best<T>(LinkedList<T> left, List<T> placed, IReadOnlyList<Rule<T>> rules, int look)
    {
        var best = left.First!;
        var fewest = int.MaxValue;
        var seen = 0;
        for (var node = left.First; node is not null && seen < look; node = node.Next, seen++)
        {
            var broken = Broken(node.Value, placed, rules);
            if (broken >= fewest) continue;
            best = node;
            fewest = broken;
            if (broken == 0) break;
        }
        return best;
    }

    static int Broken<T>(T item, List<T> placed, IReadOnlyList<Rule<T>> rules)
    {
        var broken = 0;
        foreach (var rule in rules)
        {
            if (rule.KeyOf(item) is not { } key) continue;
            var alike = 0;
            for (var i = placed.Count - 1; i >= 0 && i > placed.Count - rule.Window; i--)
                if (key.Equals(rule.KeyOf(placed[i]))) alike++;
            if (alike >= rule.AtMost) broken++;
        }
        return broken;
    }
}
