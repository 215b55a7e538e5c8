using System.Numerics.Tensors;

namespace Kaki.Learning.Recommend;

/// <summary>Inverse of a symmetric positive definite matrix in place, by Cholesky's factors (A.-L. Cholesky, 1910; N. J. Higham, Accuracy and Stability of Numerical Algorithms, ch. 14).</summary>
/// <remarks>n³ multiplications in all, 4·n² bytes beside the matrix. Every number is summed in one order, whatever the threads.</remarks>
static class SymmetricInverse
{
    // rows of a panel stay in the second-level cache while all other rows pass by
    const int Panel = 64;

    /// <param name="matrix">n × n, row by row; only the lower half is read, the whole is written.</param>
    /// <param name="size">n.</param>
    /// <param name="progress">Share that is done, 0 to 1.</param>
    /// <param name="parallel">Its token is looked at within a strip too: one takes tenths of a second.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public static void Invert(float[] matrix, int size, IProgress<double>? progress, ParallelOptions parallel)
    {
        var strips = new Strips(3 * ((size + Panel - 1) / Panel), progress);
        Factor(matrix, size, strips, parallel);
        var inverse = InverseFactor(matrix, size, strips, parallel);
        Square(inverse, matrix, size, strips, parallel);
    }

    // each of the three steps is a third of the work
    sealed class Strips(int all, IProgress<double>? progress)
    {
        int done;

        public void Done() => progress?.Report((double)Interlocked.Increment(ref done) / all);
    }

    /// <summary>L of <c>A = L·Lᵀ</c>, in the lower half.</summary>
    static void Factor(float[] matrix, int size, Strips strips, ParallelOptions parallel)
    {
        for (var begin = 0; begin < size; begin += Panel)
        {
            var (from, to) = (begin, Math.Min(size, begin + Panel));
            for (var row = from; row < to; row++) FactorRow(matrix, size, row, from, to);
            Parallel.For(to, size, parallel, row => FactorRow(matrix, size, row, from, to));
            strips.Done();
        }
    }

    static void FactorRow(float[] matrix, int size, int row, int from, int to)
    {
        var own = matrix.AsSpan(row * size, size);
        for (var column = from; column < Math.Min(to, row + 1); column++)
        {
            var other = matrix.AsSpan(column * size, size);
            var left = own[column] - TensorPrimitives.Dot(own[..column], other[..column]);
            if (column == row && !(left > 0)) throw new ArithmeticException("The matrix is not positive definite.");
            own[column] = column == row ? MathF.Sqrt(left) : left / other[column];
        }
    }

    /// <summary><c>L⁻¹</c>, a strip of columns for each thread.</summary>
    static float[] InverseFactor(float[] factor, int size, Strips strips, ParallelOptions parallel)
    {
        var inverse = new float[size * size];
        Parallel.For(0, (size + Panel - 1) / Panel, parallel, strip =>
        {
            var (from, to) = (strip * Panel, Math.Min(size, strip * Panel + Panel));
            for (var row = from; row < size; row++)
            {
                parallel.CancellationToken.ThrowIfCancellationRequested();
                var own = inverse.AsSpan(row * size + from, to - from);
                if (row < to) own[row - from] = 1;
                for (var above = from; above < row; above++)
                    TensorPrimitives.MultiplyAdd(inverse.AsSpan(above * size + from, to - from), -factor[row * size + above], own, own);
                TensorPrimitives.Multiply(own, 1 / factor[row * size + row], own);
            }
            strips.Done();
        });
        return inverse;
    }

    /// <summary><c>A⁻¹ = L⁻ᵀ·L⁻¹</c>.</summary>
    static void Square(float[] inverse, float[] to, int size, Strips strips, ParallelOptions parallel)
    {
        Array.Clear(to);
        Parallel.For(0, (size + Panel - 1) / Panel, parallel, strip =>
        {
            for (var row = strip * Panel; row < size; row++)
            {
                parallel.CancellationToken.ThrowIfCancellationRequested();
                for (var target = strip * Panel; target < Math.Min(row + 1, strip * Panel + Panel); target++)
                {
                    var sum = to.AsSpan(target * size, target + 1);
                    TensorPrimitives.MultiplyAdd(inverse.AsSpan(row * size, target + 1), inverse[row * size + target], sum, sum);
                }
            }
            strips.Done();
        });
        for (var row = 0; row < size; row++)
            for (var column = 0; column < row; column++) to[column * size + row] = to[row * size + column];
    }
}
