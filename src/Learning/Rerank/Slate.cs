using System.Numerics.Tensors;

namespace Kaki.Learning.Rerank;

/// <summary>The candidates for a list, what each is worth and what each is like, and what was shown just before.</summary>
/// <remarks>
/// Likeness is <c>(1 + cos) / 2</c>, between 0 and 1: each embedding is brought to length one, given a further number 1, and halved in square, so that
/// opposites share nothing instead of being the same direction twice. An embedding of zeros (nothing known) is half like everything.
/// Memory: 4 bytes times candidates times dimensions rounded up to 16.
/// </remarks>
public sealed class Slate
{
    readonly float[] scores, vectors, before;

    /// <param name="scores">What each candidate is worth, higher is better; finite. On what scale is the caller's choice, and the rerankers' weights are on the same.</param>
    /// <param name="embeddings">Candidate after candidate, <paramref name="dimensions"/> finite numbers each.</param>
    /// <param name="dimensions">Numbers in an embedding.</param>
    /// <param name="before">Embeddings of what was shown before, oldest first.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite.</exception>
    public Slate(ReadOnlySpan<float> scores, ReadOnlySpan<float> embeddings, int dimensions, ReadOnlySpan<float> before = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (embeddings.Length != (long)scores.Length * dimensions) throw new ArgumentException($"{embeddings.Length} numbers for {scores.Length} embeddings of {dimensions}.", nameof(embeddings));
        if (before.Length % dimensions != 0) throw new ArgumentException($"{before.Length} numbers are no embeddings of {dimensions}.", nameof(before));
        foreach (var score in scores)
            if (!float.IsFinite(score)) throw new ArgumentException("A score is a finite number.", nameof(scores));
        this.scores = scores.ToArray();
        Stride = (dimensions + 1 + 15) / 16 * 16;
        vectors = Lifted(embeddings, dimensions);
        this.before = Lifted(before, dimensions);
    }

    /// <summary>What must stand apart.</summary>
    public IReadOnlyList<Spaced> Apart { get; init; } = [];

    /// <summary>How many of a kind.</summary>
    public IReadOnlyList<Quota> Quotas { get; init; } = [];

    /// <summary>How many candidates there are.</summary>
    public int Count => scores.Length;

    internal ReadOnlySpan<float> Scores => scores;
    internal int Stride { get; }
    internal int Before => before.Length / Stride;
    internal ReadOnlySpan<float> Vector(int candidate) => vectors.AsSpan(candidate * Stride, Stride);
    internal ReadOnlySpan<float> VectorBefore(int at) => before.AsSpan(at * Stride, Stride);

    float[] Lifted(ReadOnlySpan<float> embeddings, int dimensions)
    {
        var lifted = new float[embeddings.Length / dimensions * Stride];
        var half = MathF.Sqrt(0.5f);
        for (int from = 0, to = 0; from < embeddings.Length; from += dimensions, to += Stride)
        {
            var embedding = embeddings.Slice(from, dimensions);
            var length = TensorPrimitives.Norm(embedding);
            if (!float.IsFinite(length)) throw new ArgumentException($"Embedding {from / dimensions} has a number that is not finite, or no finite length.", nameof(embeddings));
            if (length > 0) TensorPrimitives.Multiply(embedding, half / length, lifted.AsSpan(to, dimensions));
            lifted[to + dimensions] = half;
        }
        return lifted;
    }
}
