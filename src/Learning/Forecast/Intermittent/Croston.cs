namespace Kaki.Learning.Forecast.Intermittent;

/// <summary>Demand that comes now and then: its size and the gaps between are smoothed apart, and the forecast is the one over the other.</summary>
/// <remarks>
/// J. Croston, Operational Research Quarterly 23 (1972); less its bias, <c>(1 − α/2)</c> of it, by A. Syntetos and J. Boylan, IJF 21 (2005).
/// The weight makes the squared one-step error least. The deviation is that of a single value around the rate. All zeros give zero; negative values are demand too.
/// </remarks>
public sealed class Croston : IForecaster
{
    readonly bool corrected;

    Croston(string name, bool corrected) => (Name, this.corrected) = (name, corrected);

    /// <summary>Croston's method.</summary>
    public static Croston Plain { get; } = new("Croston", false);

    /// <summary>Syntetos and Boylan's approximation (SBA).</summary>
    public static Croston Corrected { get; } = new("SBA", true);

    public string Name { get; }

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        if (History.IsConstant(history)) return new ConstantModel(Name, history[0], 0);
        var (alpha, _) = WeightGrid.Best(history, (y, a) => Run(y, a).SquaredError);
        var (rate, squares) = Run(history, alpha);
        return new ConstantModel(Name, rate, Math.Sqrt(squares / history.Length));
    }

    (double Rate, double SquaredError) Run(ReadOnlySpan<double> history, double alpha)
    {
        var factor = corrected ? 1 - alpha / 2 : 1;
        var first = history.IndexOfAnyExcept(0);
        var (size, gap, since, squares) = (history[first], first + 1.0, 1, 0.0);
        for (var t = first + 1; t < history.Length; t++)
        {
            var error = history[t] - factor * size / gap;
            squares += error * error;
            if (history[t] == 0) since++;
            else
            {
                size += alpha * (history[t] - size);
                gap += alpha * (since - gap);
                since = 1;
            }
        }
        return (factor * size / gap, squares);
    }
}
