using Kaki.Learning.Models;
using Kaki.Learning.Statistics;

namespace Kaki.Learning.Forecast.Calendar;

/// <summary>Effects of what is known beforehand, and another method for the rest: <c>y = Σ effect·column + rest</c>.</summary>
/// <remarks>
/// The effects are estimated on differences, so that a wandering level does not pass for an effect (D. Cochrane, G. Orcutt, JASA 44, 1949, with
/// ρ = 1), by ridge regression with a weight that only matters where a column says next to nothing. On logarithms (all values above zero), effects are factors.
/// Memory: the columns once more.
/// </remarks>
public sealed class Regression
{
    const string Kind = "forecast.regression";
    const double Ridge = 1e-3;

    readonly FittedModel rest;
    readonly double[] next;
    readonly bool factors;

    Regression(FittedModel rest, IReadOnlyList<double> effects, double[] next, bool factors) => (this.rest, Effects, this.next, this.factors) = (rest, effects, next, factors);

    /// <summary>What one unit of each column adds; or, with factors, the logarithm of what it multiplies by.</summary>
    public IReadOnlyList<double> Effects { get; }

    /// <summary>Learns effects and rest.</summary>
    /// <param name="history">The series so far.</param>
    /// <param name="season">Values in a season, for the rest.</param>
    /// <param name="known">Columns over the history and as much of the future as will be foretold.</param>
    /// <param name="inner">Learns the rest.</param>
    /// <param name="factors">Effects multiply; wants values above zero.</param>
    /// <exception cref="ArgumentException">The columns end before the history does, or factors are asked of values not above zero.</exception>
    public static Regression Fit(ReadOnlySpan<double> history, int season, KnownFuture known, IForecaster inner, bool factors = false)
    {
        History.Check(history, season);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(inner);
        if (known.Length < history.Length) throw new ArgumentException($"{known.Length} known values do not reach the end of {history.Length}.", nameof(known));
        if (factors && !History.IsPositive(history)) throw new ArgumentException("Factors are of values above zero.", nameof(history));
        var y = history.ToArray();
        if (factors) System.Numerics.Tensors.TensorPrimitives.Log<double>(y, y);
        var columns = known.Columns;
        var effects = Effect(y, columns, season);
        var total = new double[known.Length];
        for (var c = 0; c < effects.Length; c++)
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(columns[c], effects[c], total, total);
        for (var t = 0; t < y.Length; t++) y[t] -= total[t];
        if (factors) System.Numerics.Tensors.TensorPrimitives.Exp<double>(y, y);
        return new(inner.Fit(y, season), effects, total[history.Length..], factors);
    }

    /// <summary>The next values; not further than the columns reach.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is below 1 or beyond what is known.</exception>
    public Prediction Forecast(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizon, next.Length);
        var prediction = rest.Forecast(horizon);
        var mean = prediction.Mean.ToArray();
        var deviation = prediction.Deviation.ToArray();
        for (var h = 0; h < horizon; h++)
        {
            if (!factors) mean[h] += next[h];
            else
            {
                mean[h] *= Math.Exp(next[h]);
                deviation[h] *= Math.Exp(next[h]);
            }
        }
        return new(mean, deviation);
    }

    /// <summary>Writes effects, what is known of the future, and the method for the rest to <paramref name="path"/>, in the place of what lies there.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, to =>
    {
        to.Write(factors);
        to.WriteAll<double>([.. Effects]);
        to.WriteAll<double>(next);
        FittedFile.Write(to, rest);
    });

    /// <summary>Reads it back; it foretells what it foretold.</summary>
    /// <exception cref="ModelFileException">The file is no such model, torn, or newer than this program.</exception>
    public static Regression Load(string path) => ModelFile.Load(path, Kind, 1, (from, _) =>
    {
        var (factors, effects, next) = (from.ReadBoolean(), from.ReadAll<double>(), from.ReadAll<double>());
        return new Regression(FittedFile.Read(from), effects, next, factors);
    });

    static double[] Effect(double[] y, IReadOnlyList<double[]> columns, int season)
    {
        var n = columns.Count;
        var effects = new double[n];
        // the season's own steps are no effect: difference over it where there is enough to
        var lag = y.Length > 3 * season ? season : 1;
        if (n == 0 || y.Length <= lag + 1) return effects;
        var target = BoxJenkins.Differences.Of(y, lag);
        var moved = columns.Select(c => BoxJenkins.Differences.Of(c.AsSpan(0, y.Length), lag)).ToArray();
        var normal = new double[n * (n + 1)];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) normal[i * (n + 1) + j] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(moved[i], moved[j]);
            normal[i * (n + 1) + i] += Ridge * (1 + normal[i * (n + 1) + i]);
            normal[i * (n + 1) + n] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(moved[i], target);
        }
        return LinearSystem.Solve(normal, n, effects) ? effects : new double[n];
    }
}
