using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kaki.Learning.Rank;

/// <summary>Sixteen numbers that learn at once, each the slower the more it was moved (J. Duchi, E. Hazan, Y. Singer, JMLR 12, 2011).</summary>
static class Adagrad
{
    // squares of gradients supposed before any was seen: the first steps are not the longest possible
    const float FirstDoubt = 0.1f;

    /// <param name="weights">The first of the sixteen.</param>
    /// <param name="squares">The first of their memories.</param>
    /// <param name="gradient">What the loss says of each.</param>
    /// <param name="rate">The first step.</param>
    /// <param name="shrink">Share by which a weight shrinks.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step(ref float weights, ref float squares, Vector512<float> gradient, float rate, float shrink) =>
        Step(Vector512.LoadUnsafe(ref weights), ref squares, gradient, rate, shrink).StoreUnsafe(ref weights);

    /// <summary>The same with the weights handed in and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Step(Vector512<float> weights, ref float squares, Vector512<float> gradient, float rate, float shrink)
    {
        var seen = Vector512.FusedMultiplyAdd(gradient, gradient, Vector512.LoadUnsafe(ref squares));
        seen.StoreUnsafe(ref squares);
        var step = gradient * Vector512.Create(rate) / Vector512.Sqrt(seen + Vector512.Create(FirstDoubt));
        return weights * Vector512.Create(1 - shrink) - step;
    }
}
