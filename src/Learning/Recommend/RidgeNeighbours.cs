namespace Kaki.Learning.Recommend;

/// <summary>Explains one item after the other by those most often touched with it: a ridge regression over a neighbourhood of at most <see cref="RidgeOptions.Neighbours"/>.</summary>
/// <remarks>
/// For item j with neighbours C it solves <c>(G_CC + Λ)·b = G_Cj</c>, where <c>G = XᵀWX</c>. G is never made: what the neighbours share is
/// counted anew for each item out of those members who touched two of them, so memory stays at <c>12·items + 4·members + 4·C²</c> bytes.
/// Belongs to one thread.
/// </remarks>
sealed class RidgeNeighbours(Interactions actions, MemberWeights members, float[] evidence, float[] ridge, int most, CancellationToken cancel)
{
    readonly TogetherCounts together = new(actions, member => members[member], cancel);
    readonly int[] seen = new int[actions.Members];
    readonly float[] system = new float[most * most];
    readonly List<int> crowd = [];
    Signal[] held = [];

    /// <summary>The items that speak for this one, and how loudly; by rising item.</summary>
    public Scored[] Of(int item)
    {
        // what is common is held against how strongly it will be drawn to zero
        var near = NearestFew.Take(together.With(item), ridge, most);
        if (near.Length == 0) return [];
        Array.Sort(near, (a, b) => a.Item.CompareTo(b.Item));
        Gather(near);
        var size = near.Length;
        var (right, answer, diagonal) = (new float[size], new float[size], new float[size]);
        for (var row = 0; row < size; row++)
        {
            right[row] = near[row].Score;
            diagonal[row] = evidence[near[row].Item] + ridge[near[row].Item];
        }
        ConjugateGradient.Solve(system.AsSpan(0, size * size), diagonal, right, answer);
        for (var row = 0; row < size; row++) near[row] = near[row] with { Score = answer[row] };
        return near;
    }

    /// <summary>Counts what each two of them share, off the diagonal.</summary>
    void Gather(ReadOnlySpan<Scored> near)
    {
        var size = near.Length;
        system.AsSpan(0, size * size).Clear();
        Crowd(near);
        var begin = 0;
        foreach (var member in crowd)
        {
            var own = held.AsSpan(begin..seen[member]);
            begin = seen[member];
            seen[member] = 0;
            // by rising row, so only one half is counted
            for (var a = 1; a < own.Length; a++)
            {
                var (row, weight) = (own[a].Item * size, members[member] * own[a].Weight);
                for (var b = 0; b < a; b++) system[row + own[b].Item] += weight * own[b].Weight;
            }
        }
        for (var row = 1; row < size; row++)
            for (var column = 0; column < row; column++) system[column * size + row] = system[row * size + column];
    }

    /// <summary>Lays into <see cref="held"/>, member after member of the <see cref="crowd"/>, which of these items each touched; <see cref="seen"/> says where each one's end.</summary>
    void Crowd(ReadOnlySpan<Scored> near)
    {
        crowd.Clear();
        var total = 0;
        foreach (var item in near)
            foreach (var by in actions.By(item.Item))
            {
                if (seen[by.Item]++ == 0) crowd.Add(by.Item);
                total++;
            }
        if (held.Length < total) held = new Signal[total * 2];
        var begin = 0;
        foreach (var member in crowd)
        {
            var count = seen[member];
            seen[member] = begin;
            begin += count;
        }
        for (var row = 0; row < near.Length; row++)
            foreach (var by in actions.By(near[row].Item)) held[seen[by.Item]++] = new(row, by.Weight);
    }
}
