namespace Kaki.Learning.Forecast.Intermittent;

/// <summary>Intermittent demand that may die out: the probability of a demand is smoothed at every step, so that a long silence lowers the forecast.</summary>
/// <remarks>R. Teunter, A. Syntetos, M. Babai, EJOR 214 (2011). Both weights are given, or make the squared one-step error of the series least.</remarks>
public sealed class Tsb : IForecaster
{
    readonly double? given;

    /// <summary>With weights of the series' own.</summary>
    public Tsb() => Name = "TSB";

    /// <summary>With this weight for sizes and for probabilities; 0.1 is what the literature on intermittent demand usually begins with.</summary>
    public Tsb(double weight)
    {
        if (!(weight is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(weight), weight, "Above 0 and at most 1.");
        (given, Name) = (weight, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"TSB({weight})"));
    }

    public string Name { get; }

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        if (History.IsConstant(history)) return new ConstantModel(Name, history[0], 0);
        var (sizeWeight, probabilityWeight) = given is { } weight ? (weight, weight) : Least(history);
        var (rate, squares) = Run(history, sizeWeight, probabilityWeight);
        return new ConstantModel(Name, rate, Math.Sqrt(squares / history.Length));
    }

    static (double Size, double Probability) Least(ReadOnlySpan<double> history)
    {
        var (probabilityWeight, _) = WeightGrid.Best(history, (y, b) => WeightGrid.Best(y, (z, a) => Run(z, a, b).SquaredError).Loss);
        var (sizeWeight, _) = WeightGrid.Best(history, (y, a) => Run(y, a, probabilityWeight).SquaredError);
        return (sizeWeight, probabilityWeight);
    }

    static (double Rate, double SquaredError) Run(ReadOnlySpan<double> history, double alpha, double beta)
    {
        var first = history.IndexOfAnyExcept(0);
        var (size, probability, squares) = (history[first], 1.0 / (first + 1), 0.0);
        for (var t = first + 1; t < history.Length; t++)
        {
            var error = history[t] - probability * size;
            squares += error * error;
            var came = history[t] != 0;
            probability += beta * ((came ? 1 : 0) - probability);
            if (came) size += alpha * (history[t] - size);
        }
        return (probability * size, squares);
    }
}
