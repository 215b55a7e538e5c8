namespace Kaki.Learning.Recommend;

/// <summary>What one item has in common with each other: <c>G_ij = Σ w·x_i·x_j</c> over all members, one row at a time. Belongs to one thread; 12 bytes an item.</summary>
/// <param name="actions">Members by items.</param>
/// <param name="weight">Of a member; 0 leaves them out.</param>
/// <param name="cancel">Looked at for each member.</param>
sealed class TogetherCounts(Interactions actions, Func<int, float> weight, CancellationToken cancel)
{
    readonly float[] sums = new float[actions.Items];
    readonly Scored[] found = new Scored[actions.Items];

    /// <summary>All that was touched with this item, in no order, without itself; good until the next call.</summary>
    public Span<Scored> With(int item)
    {
        var count = 0;
        foreach (var by in actions.By(item))
        {
            var share = weight(by.Item) * by.Weight;
            if (share == 0) continue;
            cancel.ThrowIfCancellationRequested();
            foreach (var with in actions.Of(by.Item))
            {
                ref var sum = ref sums[with.Item];
                if (sum == 0 && with.Item != item) found[count++] = new(with.Item, 0);
                sum += share * with.Weight;
            }
        }
        foreach (ref var pair in found.AsSpan(0, count))
        {
            pair = pair with { Score = sums[pair.Item] };
            sums[pair.Item] = 0;
        }
        sums[item] = 0;
        return found.AsSpan(0, count);
    }
}
