namespace Kaki.Learning.Rerank;

/// <summary>Determinantal point process: the list whose things together span most, weighed against what they are worth.</summary>
/// <remarks>
/// Greedy maximum of <c>θ·Σ score + (1 − θ)·log det S</c>, S the likenesses in the list: L. Chen, G. Zhang, E. Zhou, NeurIPS 2018, with their window (section 4).
/// Their incremental Cholesky factor and the Gram–Schmidt used here are the same numbers: <c>d²</c> is what is left of a candidate.
/// Once nothing is left of any (more places than dimensions), scores decide.
/// </remarks>
public sealed class Determinantal : IReranker
{
    // what is less is rounding, and its logarithm would drown every score
    const float Least = 1e-4f;

    readonly float theta;
    readonly int window;

    /// <param name="theta">θ: 1 is to rank by score, 0 to look at likeness alone.</param>
    /// <param name="window">How many neighbours must differ, the thing itself included; unlimited by default.</param>
    public Determinantal(float theta = 0.7f, int window = int.MaxValue)
    {
        if (theta is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(theta), theta, "Between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        (this.theta, this.window) = (theta, window);
    }

    public int[] Pick(Slate slate, int take)
    {
        ArgumentNullException.ThrowIfNull(slate);
        var spectrum = new Spectrum(slate, window - 1, take);
        return Greedy.Pick(slate, take, Gains, spectrum.Take);

        void Gains(Span<float> into)
        {
            var scores = slate.Scores;
            var left = spectrum.Left;
            for (var i = 0; i < into.Length; i++) into[i] = theta * scores[i] + (1 - theta) * MathF.Log(MathF.Max(Least, left[i]));
        }
    }
}
