namespace Kaki.Learning.Forecast.Intermittent;

/// <summary>Intermittent demand that may die out: the probability of a demand is smoothed at every step, so that a long silence lowers the forecast.</summary>
/// <remarks>R. Teunter, A. Syntetos, M. Babai, EJOR 214 (2011). Both weights make the squared one-step error least.</remarks>
public sealed class Tsb : IForecaster
{
    public string Name => "TSB";

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        if (History.IsConstant(history)) return new ConstantModel(Name, history[0], 0);
        var (probabilityWeight, _) = WeightGrid.Best(history, (y, b) => WeightGrid.Best(y, (z, a) => Run(z, a, b).SquaredError).Loss);
        var (sizeWeight, _) = WeightGrid.Best(history, (y, a) => Run(y, a, probabilityWeight).SquaredError);
        var (rate, squares) = Run(history, sizeWeight, probabilityWeight);
        return new ConstantModel(Name, rate, Math.Sqrt(squares / history.Length));
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
