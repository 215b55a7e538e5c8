namespace Kaki.Learning.Statistics;

/// <summary>Small systems of linear equations.</summary>
public static class LinearSystem
{
    /// <summary>Solves by elimination with pivots. False if the equations do not determine the unknowns.</summary>
    /// <param name="rows">n rows of n coefficients and the right-hand side; is used up.</param>
    /// <param name="n">How many unknowns.</param>
    /// <param name="solution">The n unknowns.</param>
    public static bool Solve(Span<double> rows, int n, Span<double> solution)
    {
        var width = n + 1;
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var r = column + 1; r < n; r++)
                if (Math.Abs(rows[r * width + column]) > Math.Abs(rows[pivot * width + column])) pivot = r;
            var size = rows[pivot * width + column];
            if (!(Math.Abs(size) > 1e-300) || !double.IsFinite(size)) return false;
            if (pivot != column) Swap(rows.Slice(pivot * width, width), rows.Slice(column * width, width));
            for (var r = column + 1; r < n; r++)
            {
                var factor = rows[r * width + column] / size;
                for (var c = column; c < width && factor != 0; c++) rows[r * width + c] -= factor * rows[column * width + c];
            }
        }
        for (var r = n - 1; r >= 0; r--)
        {
            var sum = rows[r * width + n];
            for (var c = r + 1; c < n; c++) sum -= rows[r * width + c] * solution[c];
            solution[r] = sum / rows[r * width + r];
        }
        return true;
    }

    static void Swap(Span<double> a, Span<double> b)
    {
        for (var i = 0; i < a.Length; i++) (a[i], b[i]) = (b[i], a[i]);
    }
}
