using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>The last step of every recommender: from a score for each item to the few best that the member does not know yet.</summary>
/// <param name="popular">All items, the most popular first: what fills an answer that the scores leave short.</param>
sealed class Shortlist(int[] popular)
{
    readonly ScorePool pool = new();

    /// <summary>How many items there were when it was made.</summary>
    public int Items => popular.Length;

    public float[] Lend(int items) => pool.Lend(items);

    /// <summary>Takes back what was lent and fills the answer, up to its end with popular items unless told otherwise.</summary>
    public int Answer(float[] scores, ReadOnlySpan<Signal> actions, Span<Scored> best, bool fill = true)
    {
        Strike(scores, actions);
        var count = BestItems.Select(scores, best);
        if (fill && count < best.Length) count = Fill(scores, best, count);
        pool.Return(scores);
        return count;
    }

    /// <summary>The same where popularity changes: it is told for each item, and looked at only when it is wanted.</summary>
    public int Answer(float[] scores, ReadOnlySpan<Signal> actions, Span<Scored> best, ReadOnlySpan<float> popularity)
    {
        Strike(scores, actions);
        var count = BestItems.Select(scores, best);
        if (count < best.Length) count = Fill(scores, best, count, popularity);
        pool.Return(scores);
        return count;
    }

    static void Strike(float[] scores, ReadOnlySpan<Signal> actions)
    {
        foreach (var signal in actions)
            if ((uint)signal.Item < (uint)scores.Length) scores[signal.Item] = float.NaN;
    }

    int Fill(float[] scores, Span<Scored> best, int count)
    {
        for (var at = 0; at < count; at++) scores[best[at].Item] = float.NaN;
        for (var place = 0; place < scores.Length && count < best.Length; place++)
        {
            // what came after the order was made stands behind it
            var item = place < popular.Length ? popular[place] : place;
            if (!float.IsNaN(scores[item])) best[count++] = new(item, 0);
        }
        return count;
    }

    int Fill(float[] scores, Span<Scored> best, int count, ReadOnlySpan<float> popularity)
    {
        for (var at = 0; at < count; at++) scores[best[at].Item] = float.NaN;
        for (var item = 0; item < scores.Length; item++)
            if (!float.IsNaN(scores[item])) scores[item] = popularity[item];
        var more = BestItems.Select(scores, best[count..]);
        foreach (ref var found in best.Slice(count, more))
        {
            scores[found.Item] = float.NaN;
            found = found with { Score = 0 };
        }
        // behind them those nobody touched, by their numbers
        return Fill(scores, best, count + more);
    }

    /// <summary>Items by falling weight of those who touched them, equal ones by their number.</summary>
    public static Shortlist ByPopularity(Interactions actions)
    {
        var weight = new float[actions.Items];
        for (var item = 0; item < weight.Length; item++)
            foreach (var signal in actions.By(item)) weight[item] += signal.Weight;
        return new([.. Enumerable.Range(0, weight.Length).OrderByDescending(item => weight[item])]);
    }

    public void Write(BinaryWriter to) => to.WriteAll<int>(popular);

    /// <exception cref="ModelFileException">The numbers are no order of items.</exception>
    public static Shortlist Read(BinaryReader from)
    {
        var popular = from.ReadAll<int>();
        return popular.Order().SequenceEqual(Enumerable.Range(0, popular.Length)) ? new(popular) : throw new ModelFileException(ModelFault.Torn, "The order of items names one twice.");
    }
}
