using System.Numerics.Tensors;

namespace Kaki.Learning.Rerank;

/// <summary>Maximal marginal relevance: <c>λ·score − (1 − λ)·(likeness to the most like thing already there)</c>. The plain measure to beat.</summary>
/// <remarks>J. Carbonell, J. Goldstein, SIGIR 1998. What was shown before counts as already there.</remarks>
public sealed class MarginalRelevance : IReranker
{
    readonly float lambda;

    /// <param name="lambda">λ: 1 is to rank by score.</param>
    public MarginalRelevance(float lambda = 0.7f)
    {
        if (lambda is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "Between 0 and 1.");
        this.lambda = lambda;
    }

    public int[] Pick(Slate slate, int take)
    {
        ArgumentNullException.ThrowIfNull(slate);
        var nearest = new float[slate.Count];
        for (var i = 0; i < slate.Before; i++) Taken(slate.VectorBefore(i));
        return Greedy.Pick(slate, take, Gains, picked => Taken(slate.Vector(picked)));

        void Taken(ReadOnlySpan<float> vector)
        {
            for (var i = 0; i < nearest.Length; i++) nearest[i] = MathF.Max(nearest[i], TensorPrimitives.Dot(vector, slate.Vector(i)));
        }

        void Gains(Span<float> into)
        {
            for (var i = 0; i < into.Length; i++) into[i] = lambda * slate.Scores[i] - (1 - lambda) * nearest[i];
        }
    }
}
