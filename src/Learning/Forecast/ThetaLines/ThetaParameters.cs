namespace Kaki.Learning.Forecast.ThetaLines;

/// <param name="Free">θ is estimated.</param>
/// <param name="Dynamic">The line is drawn anew at each value.</param>
internal readonly record struct ThetaForm(bool Free, bool Dynamic);

/// <param name="Level">Level before the first value.</param>
/// <param name="Alpha">Share of an error that the level takes up.</param>
/// <param name="Theta">1 leaves the smoothed level alone, 2 gives the line one half.</param>
internal readonly record struct ThetaParameters(double Level, double Alpha, double Theta);

/// <summary>The least-squares line <c>A + B·t</c>, t from 1.</summary>
internal readonly record struct ThetaLine(double A, double B)
{
    public static ThetaLine Through(ReadOnlySpan<double> y)
    {
        var (n, sum, weighted) = (y.Length, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            sum += y[i];
            weighted += (i + 1) * y[i];
        }
        if (n < 2) return new(sum, 0);
        var slope = 6 * (2 * weighted / n - (n + 1) * (sum / n)) / ((double)n * n - 1);
        return new(sum / n - slope * (n + 1) / 2, slope);
    }
}
