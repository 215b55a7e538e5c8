using Kaki.Learning.Models;

namespace Kaki.Learning.Forecast.Combine;

/// <summary>How far forecasts of the series of a panel usually fall from what comes, by the size of their values: what a series too short to know its own spread goes by.</summary>
/// <remarks>
/// Spreads grow with a power of the size (L. Taylor, Nature 189, 1961), which is learnt. An own deviation from n values is drawn towards the usual one as if that had been seen on
/// two values, in logarithms, for spreads differ by factors (empirical Bayes after G. Smyth, Statistical Applications in Genetics 3, 2004, with a fixed prior). A series
/// that stood still for n values counts as having moved by 1/n² of the usual.
/// </remarks>
/// <param name="power">Of the mean absolute value.</param>
/// <param name="unit">Logarithm of the usual deviation of each step where that value is 1. Empty: nothing is known.</param>
internal sealed class TypicalSpread(double power, double[] unit)
{
    const double Prior = 2;

    /// <summary>Nothing is known: every series keeps its own.</summary>
    public static TypicalSpread None { get; } = new(1, []);

    /// <summary>Learnt from these histories and what was foretold of them.</summary>
    public static TypicalSpread Of(IReadOnlyCollection<(double[] History, Prediction Prediction)> foretold, int horizon)
    {
        var moving = foretold.Where(f => f.Prediction.Deviation.All(d => d > 0) && Size(f.History) > 0)
            .Select(f => (Size: Math.Log(Size(f.History)), f.Prediction)).ToArray();
        var power = Slope([.. moving.Select(m => (m.Size, Math.Log(m.Prediction.Deviation[0])))]);
        var unit = new List<double>();
        for (var step = 0; step < horizon; step++)
        {
            var logs = moving.Where(m => m.Prediction.Horizon > step).Select(m => Math.Log(m.Prediction.Deviation[step]) - power * m.Size).ToArray();
            if (logs.Length == 0) break;
            unit.Add(CombinedModel.Median(logs));
        }
        return new(power, [.. unit]);
    }

    // in proportion, unless sizes differ enough to say otherwise
    static double Slope((double X, double Y)[] points)
    {
        if (points.Length == 0) return 1;
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        return Math.Clamp((1 + points.Sum(p => (p.X - x) * (p.Y - y))) / (1 + points.Sum(p => (p.X - x) * (p.X - x))), 0, 1.5);
    }

    /// <summary>The same forecast with its deviations drawn towards the usual ones.</summary>
    public Prediction Temper(Prediction prediction, ReadOnlySpan<double> history)
    {
        var size = Size(history);
        if (unit.Length == 0 || size == 0) return prediction;
        var (n, trust) = ((double)history.Length, Prior / (Prior + history.Length - 1));
        return new([.. prediction.Mean], [.. prediction.Deviation.Select((own, step) =>
        {
            var known = Math.Min(step, unit.Length - 1);
            // beyond the steps that were seen it grows as a random walk's does
            var usual = Math.Exp(unit[known] + power * Math.Log(size)) * Math.Sqrt((step + 1.0) / (known + 1));
            return Math.Pow(usual, trust) * Math.Pow(Math.Max(own, usual / (n * n)), 1 - trust);
        })]);
    }

    static double Size(ReadOnlySpan<double> history) => System.Numerics.Tensors.TensorPrimitives.SumOfMagnitudes(history) / history.Length;

    public void Write(BinaryWriter to)
    {
        to.Write(power);
        to.WriteAll<double>(unit);
    }

    public static TypicalSpread Read(BinaryReader from) => new(from.ReadDouble(), from.ReadAll<double>());
}
