using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>Who is like somebody with these actions, and what those members touched: nearest neighbours, found when asked.</summary>
/// <remarks>
/// A member is the nearer the more items are shared, popular items and busy members counting less: <c>Σ x·y / (d_i^½ · |v|^½)</c>
/// (J. Herlocker et al., SIGIR 1999; damped as by H.-M. Fu et al., WSDM 2022). Nothing is precomputed but who touched what, so
/// <see cref="Add"/> is all the learning there is. Memory: some 16 bytes for each action, and 5 a member for each thread that asks at once. An answer looks at the latest 2,000 members of each
/// item, so it is bounded by the number of actions, not of members. One thread may add while others ask: they wait for each other.
/// </remarks>
public sealed class MemberToMember : IRecommender
{
    const string Kind = "recommend.member-to-member";
    const int Crowd = Reached.LongestRow, Neighbours = 200;

    readonly ReaderWriterLockSlim gate = new();
    readonly ConcurrentBag<Reached> free = [];
    readonly Shortlist shortlist;
    readonly GrowingRows byMember, byItem;

    // of a member: how much nearness counts, the less the more they touched
    readonly List<float> says;

    MemberToMember(Interactions actions)
    {
        (byMember, byItem) = (new(actions.Members, actions.Of), new(actions.Items, actions.By));
        says = [.. Enumerable.Range(0, actions.Members).Select(member => Says(byMember.Length(member)))];
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
            byMember.Add(member, action);
            byItem.Add(action.Item, new(member, action.Weight));
            while (says.Count <= member) says.Add(0);
            says[member] = Says(byMember.Length(member));
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
            var count = Near(actions, best);
            best[..count].Sort((a, b) => a.Score == b.Score ? a.Item.CompareTo(b.Item) : b.Score.CompareTo(a.Score));
            return count;
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        Span<Scored> neighbours = stackalloc Scored[Neighbours];
        gate.EnterReadLock();
        try
        {
            var count = Near(actions, neighbours);
            var scores = shortlist.Lend(Items);
            foreach (var member in neighbours[..count])
            {
                Spread(byMember.First(member.Item), member.Score, scores);
                Spread(byMember.Since(member.Item), member.Score, scores);
            }
            return shortlist.Answer(scores, actions, best);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    static float Says(int actions) => actions == 0 ? 0 : 1 / MathF.Sqrt(actions);

    // the nearest, in no order
    int Near(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var near = free.TryTake(out var lent) && lent.All == Members ? lent : new(Members);
        foreach (var signal in actions)
        {
            if ((uint)signal.Item >= (uint)Items || !float.IsFinite(signal.Weight)) continue;
            var first = byItem.First(signal.Item);
            var since = byItem.Since(signal.Item);
            var weight = signal.Weight / MathF.Sqrt(Math.Max(1, first.Length + since.Length));
            near.Add(first[Math.Clamp(first.Length + since.Length - Crowd, 0, first.Length)..], weight);
            near.Add(since[Math.Max(0, since.Length - Crowd)..], weight);
        }
        var count = near.TakeBest(CollectionsMarshal.AsSpan(says), best);
        free.Add(near);
        return count;
    }

    static void Spread(ReadOnlySpan<Signal> row, float weight, float[] to)
    {
        ref var score = ref MemoryMarshal.GetArrayDataReference(to);
        // whom a row names lies within, which Interactions and Add see to
        foreach (var signal in row) Unsafe.Add(ref score, signal.Item) += weight * signal.Weight;
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, to =>
    {
        to.Write(Items);
        to.WriteAll<int>([.. Enumerable.Range(0, Members).Select(byMember.Length)]);
        to.WriteAll<Signal>([.. Enumerable.Range(0, Members).SelectMany(member => (Signal[])[.. byMember.First(member), .. byMember.Since(member)])]);
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
