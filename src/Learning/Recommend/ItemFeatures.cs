namespace Kaki.Learning.Recommend;

/// <summary>What is known of a thing before anybody touched it: words and tags with their counts, and numbers seen in its picture.</summary>
/// <param name="Words">
/// Words of its text as an analyser cuts them, and tags written so that they are no words (<c>#tea</c>), each with how often it stands there or how much
/// it shall count. What is not a finite number above zero is left out.
/// </param>
/// <param name="Picture">Any number of features, as many for each item that has some; of no length, or with a number that is not finite: no picture.</param>
public sealed record ItemFeatures(IReadOnlyDictionary<string, float> Words, float[] Picture)
{
    /// <summary>Words alone.</summary>
    public ItemFeatures(IReadOnlyDictionary<string, float> words) : this(words, []) { }

    /// <summary>Words one by one, as an analyser gives them; tags count as <paramref name="tagWeight"/> words.</summary>
    public static ItemFeatures Of(IEnumerable<string> words, IEnumerable<string> tags, float[]? picture = null, float tagWeight = 3)
    {
        var counts = new Dictionary<string, float>();
        foreach (var word in words) counts[word] = counts.GetValueOrDefault(word) + 1;
        foreach (var tag in tags) counts["#" + tag] = tagWeight;
        return new(counts, picture ?? []);
    }
}
