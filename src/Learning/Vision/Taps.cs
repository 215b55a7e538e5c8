namespace Kaki.Learning.Vision;

/// <summary>One sample along a line of pixels: where its pixels begin, and what each weighs (together 1).</summary>
readonly record struct Taps(int First, float[] Weights)
{
    /// <summary>The 64 samples of a line: two running means of 1/128 of its length, cut off at its ends, looked at in the middle of each field.</summary>
    public static Taps[] Of(int length)
    {
        var window = (length + 2 * SmallLuma.Side - 1) / (2 * SmallLuma.Side);
        var samples = new Taps[SmallLuma.Side];
        for (var i = 0; i < samples.Length; i++) samples[i] = Twice((int)((i + 0.5) * length / SmallLuma.Side), window, length);
        return samples;
    }

    static Taps Twice(int centre, int window, int length)
    {
        var (first, last) = Mean(centre, window, length);
        var begin = Mean(first, window, length).First;
        var weights = new float[Mean(last, window, length).Last - begin + 1];
        for (var j = first; j <= last; j++)
        {
            var (from, to) = Mean(j, window, length);
            var weight = 1f / ((last - first + 1) * (to - from + 1));
            for (var k = from; k <= to; k++) weights[k - begin] += weight;
        }
        return new(begin, weights);
    }

    // an even window reaches one further to the right
    static (int First, int Last) Mean(int at, int window, int length)
    {
        var right = window / 2;
        return (Math.Max(0, at - (window - 1 - right)), Math.Min(length - 1, at + right));
    }
}
