namespace Kaki.Learning.Rerank;

/// <summary>
/// Sliding Spectrum Decomposition: each place goes to the candidate worth most by itself and by what it adds to the last few things seen,
/// as one who scrolls sees them, over page after page.
/// </summary>
/// <remarks>
/// Y. Huang, W. Wang, L. Zhang, R. Xu, KDD 2021 (arXiv 2107.05204). Gain: <c>score + γ · (volume of the window with the candidate)</c>, which is the length
/// of what is new in it times the volume of those before; or that length alone (<see cref="Volume"/> false), the paper's form in which a place
/// counts the same however alike its forerunners were. The paper gives back to the candidates what they shared with the thing that leaves the window; here the
/// window's basis is turned as well, so the volume is that of the window's own vectors (see <c>Spectrum</c>). 20 of 200 in 64 dimensions: O(take · n · (d + w)).
/// </remarks>
public sealed class SlidingSpectrum : IReranker
{
    readonly float gamma;
    readonly int window;

    /// <param name="gamma">What a thing wholly new is worth, on the scale of the scores; 0 is to rank by score.</param>
    /// <param name="window">How many neighbours are seen at once, the thing itself included.</param>
    public SlidingSpectrum(float gamma = 0.5f, int window = 10)
    {
        if (!(gamma >= 0) || !float.IsFinite(gamma)) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Zero or more.");
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        (this.gamma, this.window) = (gamma, window);
    }

    /// <summary>Whether what is new is weighed by the volume of those before it.</summary>
    public bool Volume { get; init; }

    public int[] Pick(Slate slate, int take)
    {
        ArgumentNullException.ThrowIfNull(slate);
        var spectrum = new Spectrum(slate, window - 1, take);
        return Greedy.Pick(slate, take, Gains, spectrum.Take);

        void Gains(Span<float> into)
        {
            var weight = Volume ? gamma * spectrum.Volume : gamma;
            var scores = slate.Scores;
            var left = spectrum.Left;
            for (var i = 0; i < into.Length; i++) into[i] = scores[i] + weight * MathF.Sqrt(left[i]);
        }
    }
}
