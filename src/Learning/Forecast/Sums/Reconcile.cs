using Kaki.Learning.Statistics;

namespace Kaki.Learning.Forecast.Sums;

/// <summary>Forecasts made apart, changed so that they add up. Each takes one step's forecasts of all series (bottom first) and returns them coherent.</summary>
public static class Reconcile
{
    /// <summary>The bottom forecasts stay; sums are added up anew.</summary>
    public static double[] BottomUp(Hierarchy hierarchy, IReadOnlyList<double> forecasts)
    {
        Check(hierarchy, forecasts);
        return hierarchy.Aggregate([.. forecasts.Take(hierarchy.Bottom)]);
    }

    /// <summary>The sum of everything stays, and is dealt out by each bottom series' share of its forecasts (forecast proportions), or evenly if those are not above zero.</summary>
    /// <exception cref="ArgumentException">No sum holds every bottom series.</exception>
    public static double[] TopDown(Hierarchy hierarchy, IReadOnlyList<double> forecasts)
    {
        Check(hierarchy, forecasts);
        var top = Enumerable.Range(0, hierarchy.Sums.Count).FirstOrDefault(s => hierarchy.Sums[s].Count == hierarchy.Bottom, -1);
        if (top < 0) throw new ArgumentException("No sum holds every bottom series.", nameof(hierarchy));
        var bottom = forecasts.Take(hierarchy.Bottom).Select(f => Math.Max(0, f)).ToArray();
        var whole = bottom.Sum();
        var total = forecasts[hierarchy.Bottom + top];
        return hierarchy.Aggregate([.. bottom.Select(f => whole > 0 ? total * f / whole : total / hierarchy.Bottom)]);
    }

    /// <summary>Least squares: the coherent forecasts nearest to those given (OLS).</summary>
    public static double[] LeastSquares(Hierarchy hierarchy, IReadOnlyList<double> forecasts) => Weighted(hierarchy, forecasts, Enumerable.Repeat(1.0, hierarchy.Count).ToArray());

    /// <summary>Weighted least squares, the diagonal form of MinT: a forecast whose errors vary less is changed less.</summary>
    /// <remarks>S. Wickramasuriya, G. Athanasopoulos, R. Hyndman, JASA 114 (2019). Solves one equation for each sum: <c>y − W·Cᵀ(C·W·Cᵀ)⁻¹C·y</c>, C saying "sum less its parts".</remarks>
    /// <param name="hierarchy">Which are sums of which.</param>
    /// <param name="forecasts">Of all series, bottom first.</param>
    /// <param name="variances">Of each series' errors, above zero.</param>
    public static double[] Weighted(Hierarchy hierarchy, IReadOnlyList<double> forecasts, IReadOnlyList<double> variances)
    {
        Check(hierarchy, forecasts);
        Check(hierarchy, variances);
        if (variances.Any(v => !(v > 0))) throw new ArgumentException("Variances lie above zero.", nameof(variances));
        var pull = Pull(hierarchy, forecasts, variances);
        var bottom = forecasts.Take(hierarchy.Bottom).ToArray();
        for (var s = 0; s < pull.Length; s++)
            foreach (var b in hierarchy.Sums[s]) bottom[b] += variances[b] * pull[s];
        return hierarchy.Aggregate(bottom);
    }

    // (C·W·Cᵀ)⁻¹ times how much each sum exceeds its parts
    static double[] Pull(Hierarchy hierarchy, IReadOnlyList<double> forecasts, IReadOnlyList<double> variances)
    {
        var n = hierarchy.Sums.Count;
        var rows = new double[n * (n + 1)];
        var members = hierarchy.Sums.Select(s => s.ToHashSet()).ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                rows[i * (n + 1) + j] = hierarchy.Sums[i].Where(members[j].Contains).Sum(b => variances[b]) + (i == j ? variances[hierarchy.Bottom + i] : 0);
            rows[i * (n + 1) + n] = forecasts[hierarchy.Bottom + i] - hierarchy.Sums[i].Sum(b => forecasts[b]);
        }
        var pull = new double[n];
        // variances above zero make the matrix positive definite
        if (n > 0 && !LinearSystem.Solve(rows, n, pull)) throw new ArithmeticException("The variances differ by too many orders of magnitude.");
        return pull;
    }

    static void Check(Hierarchy hierarchy, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != hierarchy.Count) throw new ArgumentException($"{values.Count} values for {hierarchy.Count} series.");
        if (values.Any(v => !double.IsFinite(v))) throw new ArgumentException("A value is not finite.");
    }
}
