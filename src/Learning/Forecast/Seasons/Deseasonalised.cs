namespace Kaki.Learning.Forecast.Seasons;

/// <summary>A method for series without season, made fit for any number of long seasons: they are taken out by <see cref="Mstl"/>, the method learns what is left, and they are put back as they last were.</summary>
/// <remarks>Works on logarithms when all values lie above zero and the season is steadier there. Memory: some ten copies of the history.</remarks>
public sealed class Deseasonalised(IForecaster inner) : IForecaster
{
    public string Name => $"MSTL+{inner.Name}";

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        var seasons = SeasonFinder.Find(history, season);
        if (seasons.Count == 0) return inner.Fit(history, 1);
        var plain = Mstl.Decompose(history, seasons);
        if (!History.IsPositive(history)) return Put(plain, seasons, history.Length, factors: false);
        var logs = new double[history.Length];
        System.Numerics.Tensors.TensorPrimitives.Log(history, logs);
        var relative = Mstl.Decompose(logs, seasons);
        return Strength(relative) > Strength(plain) ? Put(relative, seasons, history.Length, factors: true) : Put(plain, seasons, history.Length, factors: false);
    }

    ReseasonedModel Put((double[] Adjusted, double[][] Patterns) parts, IReadOnlyList<int> seasons, int length, bool factors)
    {
        var next = new double[seasons.Aggregate(1, LeastCommonMultiple)];
        for (var s = 0; s < seasons.Count; s++)
            for (var i = 0; i < next.Length; i++) next[i] += parts.Patterns[s][length - seasons[s] + i % seasons[s]];
        if (!factors) return new(inner.Fit(parts.Adjusted, 1), next, false);
        for (var i = 0; i < next.Length; i++) next[i] = Math.Exp(next[i]);
        System.Numerics.Tensors.TensorPrimitives.Exp<double>(parts.Adjusted, parts.Adjusted);
        return new(inner.Fit(parts.Adjusted, 1), next, true);
    }

    // how steady the pattern is beside the steps of what is left
    static double Strength((double[] Adjusted, double[][] Patterns) parts)
    {
        var steps = new double[parts.Adjusted.Length - 1];
        for (var i = 0; i < steps.Length; i++) steps[i] = parts.Adjusted[i + 1] - parts.Adjusted[i];
        var size = parts.Patterns.Sum(p => History.RootMeanSquare(p));
        return size / (History.RootMeanSquare(steps) + 1e-12 * size + double.Epsilon);
    }

    static int LeastCommonMultiple(int a, int b)
    {
        var (x, y) = (a, b);
        while (y != 0) (x, y) = (y, x % y);
        return a / x * b;
    }
}
