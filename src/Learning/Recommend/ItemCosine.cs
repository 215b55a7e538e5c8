using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>ItemCF: items are near when the same members touched them, by the cosine of their columns (B. Sarwar et al., WWW 2001). The baseline of collaborative models.</summary>
/// <remarks>Memory: 8 bytes for each neighbour of each item. Prefer <see cref="ItemToItem"/>.</remarks>
public sealed class ItemCosine : IRecommender
{
    const string Kind = "recommend.item-cosine";

    readonly NeighbourRows rows;
    readonly Shortlist shortlist;

    ItemCosine(NeighbourRows rows, Shortlist shortlist) => (this.rows, this.shortlist) = (rows, shortlist);

    /// <inheritdoc/>
    public int Items => rows.Items;

    /// <summary>Keeps for each item the <paramref name="neighbours"/> nearest.</summary>
    /// <param name="actions">Members by items; one with more than 5,000 (<see cref="RidgeOptions.LongestMember"/>) teaches nothing: all pairs of a million would be looked at.</param>
    /// <param name="neighbours">At least 1.</param>
    /// <param name="progress">Share of the items that are done, 0 to 1.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ItemCosine Fit(Interactions actions, int neighbours = 200, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        var longest = new RidgeOptions().LongestMember;
        var together = new TogetherCounts(actions, member => actions.Of(member).Length > longest ? 0 : 1, cancel);
        var length = new float[actions.Items];
        for (var item = 0; item < length.Length; item++) length[item] = (float)Math.Sqrt(MemberWeights.Size(actions.By(item)));
        var columns = new Scored[actions.Items][];
        for (var item = 0; item < columns.Length; item++)
        {
            cancel.ThrowIfCancellationRequested();
            var near = NearestFew.Take(together.With(item), length, neighbours);
            Array.Sort(near, (a, b) => a.Item.CompareTo(b.Item));
            columns[item] = Array.ConvertAll(near, pair => pair with { Score = pair.Score / (length[pair.Item] * length[item]) });
            if (item % 1024 == 0) progress?.Report((double)item / columns.Length);
        }
        progress?.Report(1);
        return new(NeighbourRows.FromColumns(columns), Shortlist.ByPopularity(actions));
    }

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var scores = shortlist.Lend(Items);
        rows.Add(actions, scores);
        return shortlist.Answer(scores, actions, best);
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, to =>
    {
        rows.Write(to);
        shortlist.Write(to);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, or torn.</exception>
    public static ItemCosine Load(string path) => ModelFile.Load(path, Kind, 1, (from, _) => new ItemCosine(NeighbourRows.Read(from), Shortlist.Read(from)));
}
