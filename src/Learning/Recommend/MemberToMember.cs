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
    const int Version = 2;

    const int Crowd = Reached.LongestRow, Neighbours = 200;

    // neighbours' rows lie anywhere: so many are asked for before they are wanted
    const int Ahead = 6;

    readonly ReaderWriterLockSlim gate = new();
    readonly ConcurrentBag<Reached> free = [];
    readonly Shortlist shortlist = new([]);
    readonly GrowingRows byMember, byItem;

    // of a member: how much nearness counts, the less the more they touched
    readonly List<float> says;

    // of an item: the weight of all who touched it, which orders what fills a short answer
    readonly List<float> popular;

    MemberToMember(GrowingRows byMember, GrowingRows byItem, IEnumerable<float> popular)
    {
        (this.byMember, this.byItem) = (byMember, byItem);
        this.popular = [.. popular];
        says = [.. Enumerable.Range(0, byMember.Count).Select(member => Says(byMember.Length(member)))];
    }

    /// <inheritdoc/>
    public int Items => byItem.Count;

    /// <summary>How many members it knows.</summary>
    public int Members => byMember.Count;

    /// <summary>Takes all actions as they are.</summary>
    /// <param name="actions">Members by items; weights count.</param>
    /// <param name="progress">Share that is done, 0 to 1.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MemberToMember Fit(Interactions actions, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var byMember = GrowingRows.From(actions.Members, actions.Of, cancel);
        progress?.Report(0.5);
        var byItem = GrowingRows.From(actions.Items, actions.By, cancel);
        progress?.Report(1);
        return new(byMember, byItem, Weights(byItem));
    }

    static IEnumerable<float> Weights(GrowingRows byItem) => Enumerable.Range(0, byItem.Count).Select(item =>
    {
        var weight = 0f;
        foreach (var signal in byItem.First(item)) weight += signal.Weight;
        return weight;
    });

    /// <summary>
    /// Takes in one more action. Members and items up to those named are known from then on. The same item once more adds up to what the member said of it,
    /// to <see cref="Interactions.MostWeight"/> at most.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Member or item is below zero or not below <see cref="Interactions.MostIds"/>, or the weight not a finite number above zero.</exception>
    public void Add(int member, Signal action)
    {
        Interactions.CheckId(member, nameof(member));
        Interactions.CheckId(action.Item, nameof(action));
        if (action.Told == 0) throw new ArgumentOutOfRangeException(nameof(action), action.Weight, "An action's weight is a finite number above zero.");
        gate.EnterWriteLock();
        try
        {
            Take(member, action);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    void Take(int member, Signal action)
    {
        byMember.Reserve(member);
        byItem.Reserve(action.Item);
        while (says.Count <= member) says.Add(0);
        while (popular.Count <= action.Item) popular.Add(0);
        var before = byMember.Of(member, action.Item);
        var whole = action with { Weight = Math.Min(before + action.Told, Interactions.MostWeight) };
        popular[action.Item] += whole.Weight - before;
        if (before > 0)
        {
            byMember.Change(member, whole);
            byItem.Change(action.Item, new(member, whole.Weight));
            return;
        }
        byMember.Add(member, whole);
        byItem.Add(action.Item, new(member, whole.Weight));
        says[member] = Says(byMember.Length(member));
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
            for (var at = 0; at < count; at++)
            {
                if (at + Ahead < count) byMember.Fetch(neighbours[at + Ahead].Item);
                var (member, nearness) = neighbours[at];
                Spread(byMember.First(member), nearness, scores);
                Spread(byMember.Since(member), nearness, scores);
            }
            return shortlist.Answer(scores, actions, best, CollectionsMarshal.AsSpan(popular));
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

    /// <summary>Writes the model, whole or not at all; what was added since it was fitted too.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, Version, to =>
    {
        gate.EnterReadLock();
        try
        {
            to.WriteAll<float>(CollectionsMarshal.AsSpan(popular));
            to.Write(Members);
            byMember.Write(to);
            byItem.Write(to);
        }
        finally
        {
            gate.ExitReadLock();
        }
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, or torn.</exception>
    public static MemberToMember Load(string path) => ModelFile.Load(path, Kind, Version, (from, version) =>
    {
        if (version < Version) throw new ModelFileException(ModelFault.OtherVersion, "These members were written by an older program: fit them anew.");
        var (popular, members) = (from.ReadAll<float>(), from.ReadInt32());
        var (byMember, byItem) = (GrowingRows.Read(from, popular.Length), GrowingRows.Read(from, members));
        return byMember.Count == members && byItem.Count == popular.Length ? new MemberToMember(byMember, byItem, popular)
            : throw new ModelFileException(ModelFault.Torn, "The actions of members do not fit together.");
    });
}
