namespace Kaki.Learning.Forecast.Sums;

/// <summary>Which series are sums of which others: goods, categories, the shop. Bottom series come first in every list, then the sums.</summary>
/// <remarks>R. Hyndman, R. Ahmed, G. Athanasopoulos, H. Shang, Computational Statistics and Data Analysis 55 (2011).</remarks>
public sealed class Hierarchy
{
    /// <param name="bottom">How many bottom series.</param>
    /// <param name="sums">For each sum, the bottom series it holds; no sum may be empty.</param>
    /// <exception cref="ArgumentException">A sum is empty or holds a series twice or one that is not there.</exception>
    public Hierarchy(int bottom, IReadOnlyList<IReadOnlyList<int>> sums)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bottom, 1);
        ArgumentNullException.ThrowIfNull(sums);
        foreach (var sum in sums)
            if (sum.Count == 0 || sum.Distinct().Count() != sum.Count || sum.Any(b => b < 0 || b >= bottom))
                throw new ArgumentException($"A sum holds bottom series 0 to {bottom - 1}, each once, at least one.", nameof(sums));
        (Bottom, Sums) = (bottom, sums);
    }

    /// <summary>How many bottom series.</summary>
    public int Bottom { get; }

    /// <summary>The bottom series of each sum.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Sums { get; }

    /// <summary>Bottom series and sums.</summary>
    public int Count => Bottom + Sums.Count;

    /// <summary>All series, given the bottom ones.</summary>
    public double[] Aggregate(IReadOnlyList<double> bottom)
    {
        ArgumentNullException.ThrowIfNull(bottom);
        if (bottom.Count != Bottom) throw new ArgumentException($"{bottom.Count} values for {Bottom} bottom series.", nameof(bottom));
        return [.. bottom, .. Sums.Select(sum => sum.Sum(b => bottom[b]))];
    }
}
