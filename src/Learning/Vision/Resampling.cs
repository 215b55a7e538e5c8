namespace Kaki.Learning.Vision;

/// <summary>What each pixel of a line of another length is made of.</summary>
static class Resampling
{
    public static Taps[] Of(int from, int to)
    {
        var taps = new Taps[to];
        var step = (double)from / to;
        for (var i = 0; i < to; i++) taps[i] = step > 1 ? Covered(i * step, (i + 1) * step, from) : Between((i + 0.5) * step - 0.5, from);
        return taps;
    }

    static Taps Covered(double begin, double end, int length)
    {
        var first = (int)begin;
        var last = Math.Min(length - 1, (int)Math.Ceiling(end) - 1);
        var weights = new float[last - first + 1];
        for (var j = first; j <= last; j++) weights[j - first] = (float)((Math.Min(end, j + 1) - Math.Max(begin, j)) / (end - begin));
        return new(first, weights);
    }

    static Taps Between(double at, int length)
    {
        at = Math.Clamp(at, 0, length - 1);
        var first = Math.Min((int)at, length - 1);
        var share = (float)(at - first);
        return first + 1 < length ? new(first, [1 - share, share]) : new(first, [1]);
    }
}
