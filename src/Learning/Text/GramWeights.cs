namespace Kaki.Learning.Text;

/// <summary>A gram in both views: what it adds to the score, in log-odds, and to the square of the text's length by which the score is divided.</summary>
readonly record struct GramWeights(float Frequency, float FrequencyLength, float Ratio, float RatioLength);

/// <summary>The grams of a text added up.</summary>
struct GramSum()
{
    // a text without a known gram has no length
    double frequency, frequencyLength = 1e-12, ratio, ratioLength = 1e-12;

    public void Add(GramWeights gram, float times)
    {
        frequency += gram.Frequency * times;
        frequencyLength += gram.FrequencyLength * times * times;
        ratio += gram.Ratio;
        ratioLength += gram.RatioLength;
    }

    /// <summary>What a gram has in the log-odds.</summary>
    public readonly double Part(GramWeights gram, float times) => gram.Frequency * times / Math.Sqrt(frequencyLength) + gram.Ratio / Math.Sqrt(ratioLength);

    public readonly double LogOdds(double bias) => bias + frequency / Math.Sqrt(frequencyLength) + ratio / Math.Sqrt(ratioLength);
}
