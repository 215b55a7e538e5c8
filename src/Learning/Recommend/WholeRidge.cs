namespace Kaki.Learning.Recommend;

/// <summary>Explains each item by all others at once, in closed form: <c>P = (XᵀWX + Λ)⁻¹</c>, <c>B_ij = −P_ij / P_jj</c> (EASE: H. Steck, WWW 2019). For small catalogues.</summary>
static class WholeRidge
{
    /// <summary>B, row by row: what item i says for item j.</summary>
    /// <remarks>8·n² bytes while it works, n³ multiplications. The progress told is that of the inverse: counting is quick beside it.</remarks>
    public static float[] Fit(Interactions actions, MemberWeights members, float[] evidence, float[] ridge, IProgress<double>? progress, ParallelOptions parallel)
    {
        var size = actions.Items;
        var matrix = Together(actions, members, parallel);
        for (var item = 0; item < size; item++) matrix[item * size + item] = evidence[item] + ridge[item];
        SymmetricInverse.Invert(matrix, size, progress, parallel);
        var column = new float[size];
        for (var item = 0; item < size; item++) column[item] = -1 / matrix[item * size + item];
        for (var item = 0; item < size; item++)
        {
            var row = matrix.AsSpan(item * size, size);
            System.Numerics.Tensors.TensorPrimitives.Multiply(row, column, row);
            row[item] = 0;
        }
        return matrix;
    }

    static float[] Together(Interactions actions, MemberWeights members, ParallelOptions parallel)
    {
        var size = actions.Items;
        var matrix = new float[size * size];
        Parallel.For(0, size, parallel, item =>
        {
            var row = matrix.AsSpan(item * size, size);
            foreach (var by in actions.By(item))
            {
                var weight = members[by.Item] * by.Weight;
                if (weight == 0) continue;
                foreach (var with in actions.Of(by.Item))
                {
                    if (with.Item >= item) break;
                    row[with.Item] += weight * with.Weight;
                }
            }
        });
        return matrix;
    }
}
