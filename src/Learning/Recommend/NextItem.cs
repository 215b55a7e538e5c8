using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>What comes next after ordered actions: items that were seen soon after these, the last action saying most.</summary>
/// <remarks>
/// Pairs within a window are counted, less the further apart, less against their order, and popular items are damped on both sides: the
/// nearest-neighbour form of session models, which keeps up with learnt ones (D. Jannach, M. Ludewig, RecSys 2017; M. Ludewig et al., RecSys 2019).
/// Memory: 8 bytes for each of at most <see cref="NextItemOptions.Neighbours"/> pairs of an item. An answer costs one addition for each pair of the last actions, and one pass over the scores.
/// </remarks>
public sealed class NextItem : IRecommender
{
    const string Kind = "recommend.next-item";

    readonly NeighbourRows rows;
    readonly Shortlist shortlist;
    readonly float recency;
    readonly int reach;

    NextItem(NeighbourRows rows, Shortlist shortlist, float recency, int reach) => (this.rows, this.shortlist, this.recency, this.reach) = (rows, shortlist, recency, reach);

    /// <inheritdoc/>
    public int Items => rows.Items;

    /// <summary>Learns from what members did, oldest first.</summary>
    /// <param name="sequences">A list of items for each member.</param>
    /// <param name="items">How many items there are at least; more if the lists name more.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Share of the items that are done, 0 to 1.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">An item is below zero, or not below <see cref="Interactions.MostIds"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NextItem Fit(IReadOnlyList<IReadOnlyList<int>> sequences, int items = 0, NextItemOptions? options = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        options ??= new();
        var occurrences = new Occurrences(sequences, items);
        var rows = new Scored[occurrences.Items][];
        var done = 0;
        Parallel.For(0, rows.Length, new() { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel },
            () => new PairCounts(occurrences, options),
            (item, _, own) =>
            {
                rows[item] = own.From(item);
                if (Interlocked.Increment(ref done) % 1024 == 0) progress?.Report((double)done / rows.Length);
                return own;
            },
            _ => { });
        progress?.Report(1);
        return new(NeighbourRows.From(rows), occurrences.Popular(), (float)options.Recency, options.Reach);
    }

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var scores = shortlist.Lend(Items);
        var fade = 1f;
        for (var at = actions.Length - 1; at >= Math.Max(0, actions.Length - reach); at--, fade *= recency)
            rows.Add([actions[at] with { Weight = actions[at].Weight * fade }], scores);
        return shortlist.Answer(scores, actions, best);
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, to =>
    {
        to.Write(recency);
        to.Write(reach);
        rows.Write(to);
        shortlist.Write(to);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, or torn.</exception>
    public static NextItem Load(string path) => ModelFile.Load(path, Kind, 1, (from, _) =>
    {
        var (recency, reach) = (from.ReadSingle(), from.ReadInt32());
        return new NextItem(NeighbourRows.Read(from), Shortlist.Read(from), recency, reach);
    });
}
