using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>The collaborative model of the house: a sparse linear model of items by items, which answers from a member's actions alone.</summary>
/// <remarks>
/// <para>
/// Each item is explained by the items most often touched with it, by a ridge regression over that neighbourhood: the linear autoencoder EASE
/// (H. Steck, WWW 2019) cut to a neighbourhood as in fsSLIM (X. Ning, G. Karypis, ICDM 2011), so that neither time nor memory grows with the square
/// of the catalogue; a catalogue small enough for its square is explained whole. Busy members say less per action and popular items are drawn to zero more strongly, both by a power of their size, which is what
/// lifts paths of length three to the level of learnt embeddings (H.-M. Fu et al., WSDM 2022).
/// </para>
/// <para>
/// Memory: 8 bytes for each of at most <see cref="RidgeOptions.Neighbours"/> neighbours of each item (a small catalogue: 2 bytes for each pair of items), and 4 bytes an item for each thread that asks at once.
/// An answer costs one addition for each neighbour of each action, and one pass over the scores.
/// New actions are taken in by <see cref="Fold"/>, new items too. Any number of threads may ask while one folds.
/// </para>
/// </remarks>
public sealed class ItemToItem : IRecommender
{
    const string Kind = "recommend.item-to-item";

    readonly IItemWeights weights;
    readonly Shortlist shortlist;
    readonly FreshPairs fresh;

    ItemToItem(IItemWeights weights, Shortlist shortlist, FreshPairs fresh) => (this.weights, this.shortlist, this.fresh) = (weights, shortlist, fresh);

    /// <inheritdoc/>
    public int Items => fresh.Items;

    /// <summary>Learns from all actions.</summary>
    /// <param name="actions">Members by items; weights count.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Share of the items that are done, 0 to 1.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no neighbours, or the ridge is not above zero.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ItemToItem Fit(Interactions actions, RidgeOptions? options = null, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Ridge, 0);
        var members = new MemberWeights(actions, options);
        var evidence = members.Evidence(actions);
        var prior = RidgePrior.From(evidence, options);
        var ridge = Array.ConvertAll(evidence, prior.Ridge);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel };
        IItemWeights weights = actions.Items <= options.WholeUpTo
            ? WholeRows.From(WholeRidge.Fit(actions, members, evidence, ridge, progress, parallel), actions.Items)
            : NeighbourRows.FromColumns(Neighbourhoods(actions, () => new(actions, members, evidence, ridge, options.Neighbours, cancel), progress, parallel));
        progress?.Report(1);
        return new(weights, Shortlist.ByPopularity(actions), new(evidence, prior, members.Damping, members.Scale));
    }

    static Scored[][] Neighbourhoods(Interactions actions, Func<RidgeNeighbours> ofThread, IProgress<double>? progress, ParallelOptions parallel)
    {
        var columns = new Scored[actions.Items][];
        var done = 0;
        Parallel.For(0, columns.Length, parallel, ofThread,
            (item, _, own) =>
            {
                columns[item] = own.Of(item);
                if (Interlocked.Increment(ref done) % 1024 == 0) progress?.Report((double)done / columns.Length);
                return own;
            },
            _ => { });
        return columns;
    }

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var scores = shortlist.Lend(Items);
        weights.Add(actions, scores);
        fresh.Add(actions, scores);
        return shortlist.Answer(scores, actions, best);
    }

    /// <summary>The items that this one speaks for most: "seen together with", best first; returns how many there are.</summary>
    public int Similar(int item, Span<Scored> best)
    {
        var scores = shortlist.Lend(Items);
        weights.Add([new(item)], scores);
        fresh.Add([new(item)], scores);
        return shortlist.Answer(scores, [new(item)], best, fill: false);
    }

    /// <summary>Takes in one more action, in microseconds: what the member did before now speaks a little more for this item, and the other way round.</summary>
    /// <param name="before">What the member did so far, without this action; the last 20 count.</param>
    /// <param name="now">The action; its item may be new to the model, which then knows all items up to it.</param>
    /// <remarks>One step of recursive least squares towards predicting this action, with the diagonal of the system in the place of its inverse. Fit again now and then.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The item is below zero or not below <see cref="Interactions.MostIds"/>, or its weight not a finite number above zero.</exception>
    public void Fold(ReadOnlySpan<Signal> before, Signal now)
    {
        Interactions.CheckId(now.Item, nameof(now));
        if (now.Told == 0) throw new ArgumentOutOfRangeException(nameof(now), now.Weight, "An action's weight is a finite number above zero.");
        fresh.Fold(weights, before, now);
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, to =>
    {
        to.Write(weights is WholeRows);
        weights.Write(to);
        shortlist.Write(to);
        fresh.Write(to);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, or torn.</exception>
    public static ItemToItem Load(string path) => ModelFile.Load(path, Kind, 1, (from, _) =>
    {
        IItemWeights weights = from.ReadBoolean() ? WholeRows.Read(from) : NeighbourRows.Read(from);
        return new ItemToItem(weights, Shortlist.Read(from), FreshPairs.Read(from));
    });
}
