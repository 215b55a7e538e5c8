using System.Numerics.Tensors;

namespace Kaki.Learning.Recommend;

/// <summary>Solves a symmetric positive definite system by conjugate gradients, preconditioned by its diagonal (M. R. Hestenes, E. Stiefel, J. Res. NBS 49, 1952).</summary>
static class ConjugateGradient
{
    // of the squared residual: weights are rounded far more coarsely than this by what they are learnt from
    const double Enough = 1e-7;

    /// <param name="matrix">n × n, row by row; its diagonal is not looked at.</param>
    /// <param name="diagonal">n, all above zero.</param>
    /// <param name="right">n; holds what is left over afterwards.</param>
    /// <param name="answer">n, all zero; receives the solution.</param>
    public static void Solve(ReadOnlySpan<float> matrix, ReadOnlySpan<float> diagonal, Span<float> right, Span<float> answer)
    {
        var size = right.Length;
        Span<float> ahead = new float[size], drawn = new float[size], eased = new float[size];
        TensorPrimitives.Divide(right, diagonal, ahead);
        var rest = TensorPrimitives.Dot(right, ahead);
        var enough = rest * Enough;
        for (var round = 0; round < size && rest > enough; round++)
        {
            TensorPrimitives.Multiply(diagonal, ahead, drawn);
            for (var row = 0; row < size; row++) drawn[row] += TensorPrimitives.Dot(matrix.Slice(row * size, size), ahead);
            var step = rest / TensorPrimitives.Dot(ahead, drawn);
            TensorPrimitives.MultiplyAdd(ahead, step, answer, answer);
            TensorPrimitives.MultiplyAdd(drawn, -step, right, right);
            TensorPrimitives.Divide(right, diagonal, eased);
            var left = TensorPrimitives.Dot(right, eased);
            TensorPrimitives.MultiplyAdd(ahead, left / rest, eased, ahead);
            rest = left;
        }
    }
}
