using System.Numerics;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Vision;

/// <summary>Pixels that stand above, or below, all 26 around them: eight on their own sheet, nine each on the sheets of the next finer and coarser blur.</summary>
static class Peaks
{
    /// <summary>Their places, row by row, of those at least so far from zero. The outermost two pixels are left out.</summary>
    public static List<int> Of(GreySheet below, GreySheet here, GreySheet above, float faintest)
    {
        var found = new List<int>();
        var width = here.Width;
        for (var y = 2; y < here.Height - 2; y++)
        {
            var (at, end) = (y * width + 2, (y + 1) * width - 2);
            for (; at + Vector<float>.Count <= end; at += Vector<float>.Count)
                if (MayHold(here.Values, at, width, faintest))
                    for (var i = at; i < at + Vector<float>.Count; i++) Take(below.Values, here.Values, above.Values, i, width, faintest, found);
            for (; at < end; at++) Take(below.Values, here.Values, above.Values, at, width, faintest, found);
        }
        return found;
    }

    // a few pixels at once against their four neighbours: most go no further
    static bool MayHold(float[] values, int at, int width, float faintest)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(values);
        var value = Vector.LoadUnsafe(ref first, (nuint)at);
        var (left, right) = (Vector.LoadUnsafe(ref first, (nuint)(at - 1)), Vector.LoadUnsafe(ref first, (nuint)(at + 1)));
        var (up, down) = (Vector.LoadUnsafe(ref first, (nuint)(at - width)), Vector.LoadUnsafe(ref first, (nuint)(at + width)));
        var high = Vector.GreaterThan(value, Vector.Max(Vector.Max(left, right), Vector.Max(Vector.Max(up, down), new Vector<float>(faintest))));
        var low = Vector.LessThan(value, Vector.Min(Vector.Min(left, right), Vector.Min(Vector.Min(up, down), new Vector<float>(-faintest))));
        return Vector.BitwiseOr(high, low) != Vector<int>.Zero;
    }

    static void Take(float[] below, float[] here, float[] above, int at, int width, float faintest, List<int> found)
    {
        var value = here[at];
        if (MathF.Abs(value) < faintest) return;
        var sign = value > 0 ? 1 : -1;
        if ((value - here[at - 1]) * sign <= 0 || (value - here[at + 1]) * sign <= 0) return;
        for (var row = at - width; row <= at + width; row += width)
            for (var i = row - 1; i <= row + 1; i++)
                if ((value - below[i]) * sign <= 0 || (value - above[i]) * sign <= 0 || (i != at && (value - here[i]) * sign <= 0)) return;
        found.Add(at);
    }
}
