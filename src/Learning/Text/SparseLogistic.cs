namespace Kaki.Learning.Text;

/// <summary>Logistic regression with squared penalty on sparse rows, by coordinate descent on the dual.</summary>
/// <remarks>
/// H.-F. Yu, F.-L. Huang, C.-J. Lin, "Dual coordinate descent methods for logistic regression and maximum entropy models" (Machine Learning 85, 2011),
/// with Newton steps kept inside the open interval. The intercept is a feature that is always 1, penalised like the rest.
/// </remarks>
static class SparseLogistic
{
    const int NewtonSteps = 8;
    const double Near = 1e-6;

    /// <summary>Weights of the grams, then the intercept.</summary>
    /// <param name="rows">The grams of each row.</param>
    /// <param name="values">The value of each of <see cref="GramRows.Ids"/>.</param>
    /// <param name="labels">By row.</param>
    /// <param name="chosen">Rows to learn from.</param>
    /// <param name="grams">How many grams there are.</param>
    /// <param name="cost">Weight of the loss against the penalty.</param>
    /// <param name="rounds">Times each row is gone through.</param>
    /// <param name="random">Orders the rows.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancel">Looked at after each round.</param>
    public static float[] Fit(GramRows rows, float[] values, bool[] labels, int[] chosen, int grams, double cost, int rounds, Random random, IProgress<double>? progress, CancellationToken cancel)
    {
        var weights = new float[grams + 1];
        var duals = new double[rows.Count];
        var curvature = new double[rows.Count];
        foreach (var row in chosen)
        {
            duals[row] = 1e-3 * cost;
            curvature[row] = 1 + Enumerable.Range(rows.Starts[row], rows.Starts[row + 1] - rows.Starts[row]).Sum(k => (double)values[k] * values[k]);
            Move(rows, values, row, weights, labels[row] ? duals[row] : -duals[row]);
        }
        var order = chosen.ToArray();
        for (var round = 0; round < rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            random.Shuffle(order);
            foreach (var row in order)
            {
                var sign = labels[row] ? 1 : -1;
                var next = Solve(duals[row], curvature[row], sign * Score(rows, values, row, weights), cost);
                Move(rows, values, row, weights, sign * (next - duals[row]));
                duals[row] = next;
            }
            progress?.Report((round + 1.0) / rounds);
        }
        return weights;
    }

    static double Score(GramRows rows, float[] values, int row, float[] weights)
    {
        var score = weights[^1];
        for (var k = rows.Starts[row]; k < rows.Starts[row + 1]; k++) score += weights[rows.Ids[k]] * values[k];
        return score;
    }

    static void Move(GramRows rows, float[] values, int row, float[] weights, double by)
    {
        var step = (float)by;
        for (var k = rows.Starts[row]; k < rows.Starts[row + 1]; k++) weights[rows.Ids[k]] += step * values[k];
        weights[^1] += step;
    }

    // least of a ln a + (cost − a) ln(cost − a) + curvature (a − was)² / 2 + margin (a − was)
    static double Solve(double was, double curvature, double margin, double cost)
    {
        var dual = was;
        for (var step = 0; step < NewtonSteps; step++)
        {
            var slope = Math.Log(dual / (cost - dual)) + curvature * (dual - was) + margin;
            var next = dual - slope / (cost / (dual * (cost - dual)) + curvature);
            if (next <= 0) next = dual / 10;
            else if (next >= cost) next = cost - (cost - dual) / 10;
            var moved = Math.Abs(next - dual);
            // rounding must not reach the ends, where the logarithm has none
            dual = Math.Clamp(next, cost * 1e-12, cost * (1 - 1e-12));
            if (moved < Near * cost) break;
        }
        return dual;
    }
}
