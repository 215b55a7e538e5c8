namespace Kaki.Learning.Recommend;

/// <summary>Two recommenders as one: each one's answer counts by its place, so that scores of different models need not mean the same.</summary>
/// <remarks>
/// Reciprocal rank fusion (G. Cormack et al., SIGIR 2009), with shares. With <see cref="ContentToItem"/> as the second, things nobody has touched
/// enter the answer of <see cref="ItemToItem"/>. Both must number things alike; what only one knows may still be named.
/// </remarks>
/// <param name="first">Counts one less the share.</param>
/// <param name="second">Counts the share.</param>
/// <param name="share">0 to 1.</param>
public sealed class Blend(IRecommender first, IRecommender second, float share = 0.3f) : IRecommender
{
    // how little the first places stand out: 60 in the paper, for runs of a thousand; answers here are short
    const float Flatness = 10;

    /// <inheritdoc/>
    public int Items => Math.Max(first.Items, second.Items);

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var found = new Scored[best.Length * 2];
        var scores = new Dictionary<int, float>(best.Length * 4);
        Add(first.Recommend(actions, found), 1 - share);
        Add(second.Recommend(actions, found), share);
        var count = 0;
        foreach (var (item, score) in scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(best.Length)) best[count++] = new(item, score);
        return count;

        void Add(int filled, float weight)
        {
            for (var place = 0; place < filled; place++)
                scores[found[place].Item] = scores.GetValueOrDefault(found[place].Item) + weight / (Flatness + place + 1);
        }
    }
}
