namespace Kaki.Learning.Recommend;

/// <summary>Two recommenders as one: each one's answer counts by its place, so that scores of different models need not mean the same.</summary>
/// <remarks>
/// Reciprocal rank fusion (G. Cormack et al., SIGIR 2009), with shares. With <see cref="ContentToItem"/> as the second, things nobody has touched
/// enter the answer of <see cref="ItemToItem"/>. Both must number things alike; what only one knows may still be named.
/// </remarks>
public sealed class Blend : IRecommender
{
    // how little the first places stand out: 60 in the paper, for runs of a thousand; answers here are short
    const float Flatness = 10;

    readonly IRecommender first, second;
    readonly float share;

    /// <param name="first">Counts one less the share; what fills an answer is its own.</param>
    /// <param name="second">Counts the share.</param>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public Blend(IRecommender first, IRecommender second, float share = 0.3f)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!(share is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        (this.first, this.second, this.share) = (first, second, share);
    }

    /// <inheritdoc/>
    public int Items => Math.Max(first.Items, second.Items);

    /// <inheritdoc/>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var (own, other) = (Asked(first, actions, best.Length), Asked(second, actions, best.Length));
        var count = 0;
        foreach (var found in Fused(own, other).OrderByDescending(found => found.Score).ThenBy(found => found.Item).Take(best.Length)) best[count++] = found;
        var named = new HashSet<int>();
        foreach (var found in best[..count]) named.Add(found.Item);
        // only behind all that speaks for itself: what is popular is no answer to these actions
        foreach (var found in own.Concat(other))
        {
            if (count == best.Length) break;
            if (named.Add(found.Item)) best[count++] = found with { Score = 0 };
        }
        return count;
    }

    // as much again as is wanted, for half of it may be in both
    static Scored[] Asked(IRecommender model, ReadOnlySpan<Signal> actions, int wanted)
    {
        var found = new Scored[2 * wanted];
        return found[..model.Recommend(actions, found)];
    }

    IEnumerable<Scored> Fused(Scored[] own, Scored[] other)
    {
        var scores = new Dictionary<int, float>(own.Length + other.Length);
        Add(own, 1 - share);
        Add(other, share);
        return scores.Where(pair => pair.Value > 0).Select(pair => new Scored(pair.Key, pair.Value));

        void Add(Scored[] found, float weight)
        {
            for (var place = 0; place < found.Length && found[place].Score > 0; place++)
                scores[found[place].Item] = scores.GetValueOrDefault(found[place].Item) + weight / (Flatness + place + 1);
        }
    }
}
