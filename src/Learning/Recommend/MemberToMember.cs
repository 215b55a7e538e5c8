using System.Runtime.InteropServices;
using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>Who is like somebody with these actions, and what those members touched: nearest neighbours, found when asked.</summary>
/// <remarks>
/// A member is the nearer the more items are shared, popular items and busy members counting less: <c>Σ x·y / (d_i^½ · |v|^½)</c>
/// (J. Herlocker et al., SIGIR 1999; damped as by H.-M. Fu et al., WSDM 2022). Nothing is precomputed but who touched what, so
/// <see cref="Add"/> is all the learning there is. Memory: some 32 bytes for each action. An answer looks at the latest 2,000 members of each
/// item, so it is bounded by the number of actions, not of members. One thread may add while others ask: they wait for each other.
/// </remarks>
public sealed class MemberToMember : IRecommender
{
    const string Kind = "recommend.member-to-member";
    const int Crowd = 2000, Neighbours = 200;

    readonly ReaderWriterLockSlim gate = new();
    readonly ScorePool nearness = new();
    readonly Shortlist shortlist;
    readonly List<List<Signal>> byMember, byItem;

    MemberToMember(Interactions actions)
    {
        byMember = [.. Enumerable.Range(0, actions.Members).Select(member => new List<Signal>([.. actions.Of(member)]))];
        byItem = [.. Enumerable.Range(0, actions.Items).Select(item => new List<Signal>([.. actions.By(item)]))];
        shortlist = Shortlist.ByPopularity(actions);
    }

    /// <inheritdoc/>
    public int Items => byItem.Count;

    /// <summary>How many members it knows.</summary>
    public int Members => byMember.Count;

    /// <summary>Takes all actions as they are.</summary>
    public static MemberToMember Fit(Interactions actions) => new(actions);

    /// <summary>Takes in one more action. Members and items up to those named are known from then on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Member or item is below zero, or the weight not a finite number above zero.</exception>
    public void Add(int member, Signal action)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(member);
        ArgumentOutOfRangeException.ThrowIfNegative(action.Item, nameof(action));
        if (!float.IsFinite(action.Weight) || action.Weight <= 0) throw new ArgumentOutOfRangeException(nameof(action), action.Weight, "An action's weight is a finite number above zero.");
        gate.EnterWriteLock();
        try
        {
            while (byMember.Count <= member) byMember.Add([]);
            while (byItem.Count <= action.Item) byItem.Add([]);
            byMember[member].Add(action);
            byItem[action.Item].Add(new(member, action.Weight));
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <summary>The members nearest to somebody with these actions, best first; <see cref="Scored.Item"/> is the member. Says how many there are.</summary>
    /// <remarks>Who did all of these actions is their own nearest neighbour: leave them out where they are known.</remarks>
    public int Nearest(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        gate.EnterReadLock();
        try
        {
            return Near(actions, best);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        Span<Scored> near = stackalloc Scored[Neighbours];
        gate.EnterReadLock();
        try
        {
            var scores = shortlist.Lend(Items);
            foreach (var member in near[..Near(actions, near)])
                foreach (var signal in CollectionsMarshal.AsSpan(byMember[member.Item])) scores[signal.Item] += member.Score * signal.Weight;
            return shortlist.Answer(scores, actions, best);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    int Near(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var near = nearness.Lend(Members);
        foreach (var signal in actions)
        {
            if ((uint)signal.Item >= (uint)Items || !float.IsFinite(signal.Weight)) continue;
            var by = CollectionsMarshal.AsSpan(byItem[signal.Item]);
            var says = signal.Weight / MathF.Sqrt(Math.Max(1, by.Length));
            foreach (var member in by[Math.Max(0, by.Length - Crowd)..]) near[member.Item] += says * member.Weight;
        }
        for (var member = 0; member < near.Length; member++)
            if (near[member] != 0) near[member] /= MathF.Sqrt(byMember[member].Count);
        var count = BestItems.Select(near, best);
        nearness.Return(near);
        return count;
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, to =>
    {
        to.Write(Items);
        to.WriteAll<int>([.. byMember.Select(list => list.Count)]);
        to.WriteAll<Signal>([.. byMember.SelectMany(list => list)]);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, or torn.</exception>
    public static MemberToMember Load(string path) => ModelFile.Load(path, Kind, 1, (from, _) =>
    {
        var (items, counts, signals) = (from.ReadInt32(), from.ReadAll<int>(), from.ReadAll<Signal>());
        if (counts.Any(count => count < 0) || counts.Sum(count => (long)count) != signals.Length || signals.Any(signal => (uint)signal.Item >= (uint)items))
            throw new ModelFileException(ModelFault.Torn, "The actions of members do not fit together.");
        var lists = new Signal[counts.Length][];
        for (int member = 0, at = 0; member < counts.Length; at += counts[member++]) lists[member] = signals[at..(at + counts[member])];
        return new MemberToMember(Interactions.From(lists, items));
    });
}
