namespace Kaki.Learning.Search;

/// <summary>The best of a stream of documents. Of equal scores the later document is the better.</summary>
/// <remarks>A list twice as long as wanted, cut to its better half when it is full: most documents cost one comparison.</remarks>
sealed class BestHits(int take)
{
    readonly (int Document, float Score)[] kept = new (int, float)[2 * take];
    int count;

    // nothing below this can be among the best any more
    float floor = float.NegativeInfinity;

    /// <param name="document">Above every document offered before.</param>
    /// <param name="score">What it deserves.</param>
    public void Offer(int document, float score)
    {
        if (score < floor) return;
        kept[count++] = (document, score);
        if (count < kept.Length) return;
        Sort();
        count = take;
        floor = kept[take - 1].Score;
    }

    /// <summary>Best first.</summary>
    public (int Document, float Score)[] Ranked()
    {
        Sort();
        return kept[..Math.Min(count, take)];
    }

    void Sort() => kept.AsSpan(0, count).Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : b.Document.CompareTo(a.Document));
}
