namespace Kaki.Learning.Forecast.Smoothing;

/// <summary>Seeks weights and first states of one form that make a history most likely.</summary>
/// <remarks>The seasonal indices at the start are those of <see cref="EtsStart"/> and are not sought again; they count as parameters all the same.</remarks>
internal sealed class EtsFit : IObjective
{
    // A line that never fades asks for more evidence than one that does: it is wrong by more, the further one looks.
    const double EndlessTrend = 2;

    readonly EtsForm form;
    readonly double[] y;
    readonly EtsStart start;
    readonly double[] season;
    readonly int dimensions;

    public EtsFit(EtsForm form, double[] y, EtsStart start)
    {
        (this.form, this.y, this.start) = (form, y, start);
        season = new double[form.Season == Part.None ? 0 : start.Season.Length];
        dimensions = 2 + (form.Trend == Part.None ? 0 : 2) + (form.Damped ? 1 : 0) + (form.Season == Part.None ? 0 : 1);
    }

    /// <summary>−2 ln L of the best point found, and that point.</summary>
    public (double Badness, double[] Point) Search(double[]? from, int most, double tolerance)
    {
        var x = from is null ? Begin() : (double[])from.Clone();
        var badness = NelderMead.Minimise(this, x, Steps(), most, tolerance);
        return (badness, x);
    }

    /// <summary>Hyndman's small-sample form of Akaike's criterion (C. Hurvich, C.-L. Tsai, 1989); infinite if there are too few values for so many parameters.</summary>
    public double Aicc(double badness)
    {
        var k = dimensions + (form.Season == Part.None ? 0 : season.Length - 1) + 1;
        return y.Length > k + 1 ? badness + (form.Trend != Part.None && !form.Damped ? EndlessTrend : 0) + 2.0 * k * y.Length / (y.Length - k - 1) : double.PositiveInfinity;
    }

    public EtsModel Model(ReadOnlySpan<double> x)
    {
        var state = At(x, out var weights);
        var (squares, _) = Errors(ref state);
        var deviation = Math.Sqrt(squares / Math.Max(1, y.Length - dimensions));
        return new(form, weights, state.Level, state.Trend, (double[])season.Clone(), state.Position, deviation);
    }

    public double At(ReadOnlySpan<double> x)
    {
        if (!Allowed(x)) return double.PositiveInfinity;
        var state = At(x, out _);
        var (squares, logs) = Errors(ref state);
        var badness = y.Length * Math.Log(squares + 1e-300) + 2 * logs;
        return double.IsFinite(badness) ? badness : double.PositiveInfinity;
    }

    EtsState At(ReadOnlySpan<double> x, out EtsWeights weights)
    {
        var at = 2;
        var (alpha, level) = (x[0], x[1] * start.Scale);
        var (beta, trend) = (0.0, 0.0);
        if (form.Trend != Part.None) (beta, trend) = (alpha * x[at++], x[at++] * (form.Trend == Part.Additive ? start.Scale : 1));
        var phi = form.Damped ? x[at++] : 1;
        var gamma = form.Season != Part.None ? (1 - alpha) * x[at] : 0;
        weights = new(alpha, beta, gamma, phi);
        if (season.Length > 0) start.Season.CopyTo(season, 0);
        return new(form, weights, level, trend, season);
    }

    // x: α, level, share β/α, trend, φ, share γ/(1 − α)
    bool Allowed(ReadOnlySpan<double> x)
    {
        var at = 2;
        if (x[0] is < 1e-4 or > 0.9999) return false;
        if (form.Trend != Part.None)
        {
            if (x[at] is < 1e-4 or > 0.9999 || form.Trend == Part.Multiplicative && x[at + 1] <= 0) return false;
            at += 2;
        }
        if (form.Damped && x[at++] is < 0.8 or > 0.98) return false;
        return form.Season == Part.None || x[at] is >= 1e-4 and <= 0.9999;
    }

    double[] Begin()
    {
        var x = new double[dimensions];
        var at = 2;
        (x[0], x[1]) = (0.3, start.Level(form) / start.Scale);
        if (form.Trend != Part.None)
        {
            (x[at], x[at + 1]) = (0.15, form.Trend == Part.Additive ? start.Slope / start.Scale : start.Growth);
            at += 2;
        }
        if (form.Damped) x[at++] = 0.95;
        if (form.Season != Part.None) x[at] = 0.05;
        return x;
    }

    double[] Steps()
    {
        var steps = new double[dimensions];
        var at = 2;
        (steps[0], steps[1]) = (0.2, 1);
        if (form.Trend != Part.None)
        {
            (steps[at], steps[at + 1]) = (0.1, form.Trend == Part.Additive ? 0.2 : 0.02);
            at += 2;
        }
        if (form.Damped) steps[at++] = -0.05;
        if (form.Season != Part.None) steps[at] = 0.1;
        return steps;
    }

    (double Squares, double Logs) Errors(ref EtsState state)
    {
        var (squares, logs, product) = (0.0, 0.0, 1.0);
        if (form.Error == Part.Additive)
        {
            foreach (var value in y)
            {
                var error = value - state.Next();
                squares += error * error;
                state.Take(value);
            }
            return (squares, 0);
        }
        foreach (var value in y)
        {
            var expected = state.Next();
            if (expected <= 0) return (double.PositiveInfinity, 0);
            var error = (value - expected) / expected;
            squares += error * error;
            // logarithms are dear: take one whenever the product might leave the range
            product *= expected;
            if (product is > 1e200 or < 1e-200)
            {
                logs += Math.Log(product);
                product = 1;
            }
            state.Take(value);
        }
        return (squares, logs + Math.Log(product));
    }
}
