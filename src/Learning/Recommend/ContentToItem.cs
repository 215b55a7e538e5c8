using System.Numerics.Tensors;
using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>Things that look and read like those somebody acted on: for what nobody has touched yet.</summary>
/// <remarks>
/// Words by the cosine of <c>ln(1 + count) · idf</c> (G. Salton, C. Buckley, IPM 24, 1988) through an inverted index;
/// pictures by the cosine of their features less the mean of all. A picture counts <c>pictureShare</c>, words the rest, and a thing without one of them is judged by the other.
/// Memory: 8 bytes a word of an item, 4 a feature of a picture. An answer costs one addition for each time a word that some of the actions' things have stands anywhere, and one pass over the pictures.
/// Knows only what it was made of: make it anew when things come (microseconds a thing).
/// </remarks>
public sealed class ContentToItem : IRecommender
{
    const string Kind = "recommend.content-to-item";

    readonly int[] start;
    readonly Scored[] words;
    readonly float[] pictures;
    readonly float pictureShare;
    readonly Shortlist shortlist;
    readonly int[] postingStart;
    readonly Scored[] postings;

    ContentToItem(int[] start, Scored[] words, int wordCount, float[] pictures, float pictureShare, Shortlist shortlist)
    {
        (this.start, this.words, this.pictures, this.pictureShare, this.shortlist) = (start, words, pictures, pictureShare, shortlist);
        (postingStart, postings) = Turned(start, words, wordCount);
    }

    /// <inheritdoc/>
    public int Items => start.Length - 1;

    int Width => Items == 0 ? 0 : pictures.Length / Items;

    /// <summary>Takes one description for each item, in the order of their numbers.</summary>
    /// <param name="items">What is known of each.</param>
    /// <param name="pictureShare">How much of the likeness is that of pictures, 0 to 1.</param>
    /// <param name="progress">Share that is done, 0 to 1.</param>
    /// <param name="cancel">Stops within milliseconds.</param>
    /// <exception cref="ArgumentException">Two pictures differ in how many features they have.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ContentToItem Fit(IReadOnlyList<ItemFeatures> items, float pictureShare = 0.3f, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (!(pictureShare is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(pictureShare), pictureShare, "A share lies between 0 and 1.");
        var (start, words, wordCount) = WordVectors.Of(items, cancel);
        progress?.Report(0.6);
        var pictures = PictureVectors.Of(items, cancel);
        progress?.Report(0.9);
        var fitted = new ContentToItem(start, words, wordCount, pictures, pictureShare, new([.. Enumerable.Range(0, items.Count)]));
        progress?.Report(1);
        return fitted;
    }

    /// <inheritdoc/>
    /// <remarks>Here, what fills an answer that leads nowhere is in the order of the numbers: nothing is known of what is popular.</remarks>
    public int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best)
    {
        var scores = shortlist.Lend(Items);
        Score(actions, scores);
        return shortlist.Answer(scores, actions, best);
    }

    /// <summary>The things most like this one, best first; says how many there are.</summary>
    public int Similar(int item, Span<Scored> best)
    {
        var scores = shortlist.Lend(Items);
        Score([new(item)], scores);
        return shortlist.Answer(scores, [new(item)], best, fill: false);
    }

    void Score(ReadOnlySpan<Signal> actions, Span<float> scores)
    {
        Span<float> seen = new float[Width];
        var says = new Dictionary<int, float>();
        foreach (var signal in actions)
        {
            if ((uint)signal.Item >= (uint)Items || !float.IsFinite(signal.Weight)) continue;
            Say(signal, says);
            if (Width > 0) TensorPrimitives.MultiplyAdd(Picture(signal.Item), signal.Weight * pictureShare, seen, seen);
        }
        AddWords(says, scores);
        if (seen.ContainsAnyExcept(0)) AddPictures(seen, scores);
    }

    // a word counts once, however many of the actions' things have it: its postings may be long
    void Say(Signal signal, Dictionary<int, float> says)
    {
        foreach (var word in words.AsSpan(start[signal.Item]..start[signal.Item + 1]))
            says[word.Item] = says.GetValueOrDefault(word.Item) + signal.Weight * word.Score * (1 - pictureShare);
    }

    void AddWords(Dictionary<int, float> says, Span<float> scores)
    {
        foreach (var (word, weight) in says)
            foreach (var posting in postings.AsSpan(postingStart[word]..postingStart[word + 1])) scores[posting.Item] += weight * posting.Score;
    }

    void AddPictures(ReadOnlySpan<float> seen, Span<float> scores)
    {
        for (var item = 0; item < Items; item++) scores[item] += TensorPrimitives.Dot(Picture(item), seen);
    }

    ReadOnlySpan<float> Picture(int item) => pictures.AsSpan(item * Width, Width);

    static (int[] Start, Scored[] Postings) Turned(int[] start, Scored[] words, int wordCount)
    {
        var begin = new int[wordCount + 1];
        foreach (var word in words) begin[word.Item + 1]++;
        for (var word = 0; word < wordCount; word++) begin[word + 1] += begin[word];
        var next = begin.AsSpan(0, wordCount).ToArray();
        var postings = new Scored[words.Length];
        for (var item = 0; item + 1 < start.Length; item++)
            foreach (var word in words.AsSpan(start[item]..start[item + 1])) postings[next[word.Item]++] = new(item, word.Score);
        return (begin, postings);
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, to =>
    {
        to.WriteAll<int>(start);
        to.WriteAll<Scored>(words);
        to.Write(postingStart.Length - 1);
        to.WriteAll<float>(pictures);
        to.Write(pictureShare);
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is no such model, or torn.</exception>
    public static ContentToItem Load(string path) => ModelFile.Load(path, Kind, 1, (from, _) =>
    {
        var (start, words, wordCount, pictures, share) = (from.ReadAll<int>(), from.ReadAll<Scored>(), from.ReadInt32(), from.ReadAll<float>(), from.ReadSingle());
        var whole = start.Length > 0 && start[0] == 0 && start[^1] == words.Length && start.Zip(start.Skip(1)).All(pair => pair.First <= pair.Second)
            && words.All(word => (uint)word.Item < (uint)wordCount) && (start.Length == 1 ? pictures.Length == 0 : pictures.Length % (start.Length - 1) == 0);
        return whole ? new ContentToItem(start, words, wordCount, pictures, share, new([.. Enumerable.Range(0, start.Length - 1)])) : throw new ModelFileException(ModelFault.Torn, "The words of items do not fit together.");
    });
}
