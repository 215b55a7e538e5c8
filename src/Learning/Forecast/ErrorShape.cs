using Kaki.Learning.Statistics;

namespace Kaki.Learning.Forecast;

/// <summary>How errors are spread once each is divided by the deviation foretold for it.</summary>
public sealed class ErrorShape
{
    readonly double[] sorted;

    ErrorShape(double[] sorted) => this.sorted = sorted;

    /// <summary>The normal law.</summary>
    public static ErrorShape Normal { get; } = new([]);

    /// <summary>As these standardised errors (value less forecast, over deviation) were spread; the conformal intervals of this room rest on it.</summary>
    /// <remarks>
    /// Quantile p of n errors is taken at place (n + 1)·p: a new error drawn like the old ones falls below it with probability p or a
    /// little more (V. Vovk, A. Gammerman, G. Shafer, Algorithmic Learning in a Random World, 2005). Beyond the outermost error the
    /// normal law goes on, scaled to that error.
    /// </remarks>
    /// <exception cref="ArgumentException">An error is NaN or infinite.</exception>
    public static ErrorShape Measured(IEnumerable<double> errors)
    {
        var sorted = errors.Order().ToArray();
        if (sorted.Any(e => !double.IsFinite(e))) throw new ArgumentException("An error is not finite.");
        return new(sorted);
    }

    /// <summary>How many errors it was measured on; 0 for the normal law.</summary>
    public int Count => sorted.Length;

    /// <summary>The standardised error below which errors stay with this probability.</summary>
    public double Quantile(double probability)
    {
        if (sorted.Length == 0) return NormalLaw.Quantile(probability);
        var place = (sorted.Length + 1) * probability - 1;
        if (place < 0) return Beyond(sorted[0], 1.0 / (sorted.Length + 1), probability);
        if (place > sorted.Length - 1) return Beyond(sorted[^1], sorted.Length / (sorted.Length + 1.0), probability);
        var low = Math.Min((int)place, sorted.Length - 1);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    // The outermost errors may lie on the far side of zero; then what is beyond is shifted instead of scaled.
    static double Beyond(double outermost, double at, double probability)
    {
        var (from, to) = (NormalLaw.Quantile(at), NormalLaw.Quantile(probability));
        return outermost * from > 0 ? outermost * to / from : outermost + to - from;
    }

    internal void Write(BinaryWriter to) => Models.ModelNumbers.WriteAll<double>(to, sorted);

    internal static ErrorShape Read(BinaryReader from) => new(Models.ModelNumbers.ReadAll<double>(from));
}
