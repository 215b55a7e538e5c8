using Kaki.Learning.Forecast.Seasons;

namespace Kaki.Learning.Forecast.Smoothing;

/// <summary>Where the search for an exponential smoothing model begins: a line through the first values without their season (Hyndman et al., 2008, chapter 5).</summary>
internal sealed class EtsStart
{
    readonly double mean;
    readonly double intercept;

    public EtsStart(double[] y, int season, Part kind)
    {
        var adjusted = y;
        Season = [];
        if (kind != Part.None)
        {
            var pattern = ClassicalSeason.Of(y, season, kind == Part.Multiplicative).Shrunk(y);
            adjusted = pattern.Remove(y);
            Season = [.. pattern.Indices];
        }
        var first = adjusted.AsSpan(0, Math.Min(adjusted.Length, Math.Max(10, 2 * season)));
        var line = ThetaLines.ThetaLine.Through(first);
        (mean, intercept, Slope) = (History.Mean(first), line.A, line.B);
        Scale = Spread(adjusted);
    }

    /// <summary>Size of the values' movements: first states are sought in this unit.</summary>
    public double Scale { get; }

    public double[] Season { get; }

    public double Slope { get; }

    public double Growth => Math.Clamp(1 + Slope / Math.Max(intercept, 1e-9), 0.8, 1.25);

    public double Level(EtsForm form) => form.Trend == Part.None || form.NeedsPositive && intercept <= 0 ? mean : intercept;

    static double Spread(double[] values)
    {
        var sum = 0.0;
        for (var i = 1; i < values.Length; i++) sum += Math.Abs(values[i] - values[i - 1]);
        return Math.Max(sum / Math.Max(1, values.Length - 1), 1e-9 * (1 + Math.Abs(values[0])));
    }
}
