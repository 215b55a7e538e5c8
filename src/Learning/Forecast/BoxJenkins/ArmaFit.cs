namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>Least squares for a seasonal ARMA model with mean: <c>φ(B)Φ(Bᵐ)(w − μ) = θ(B)Θ(Bᵐ)e</c>, all polynomials written as <c>1 − Σ</c>.</summary>
/// <remarks>
/// Conditional sum of squares by Levenberg and Marquardt's method. The derivative of the errors by a coefficient is the error series
/// itself, filtered by that coefficient's own polynomial and shifted (G. Box, G. Jenkins, Time Series Analysis, 1970, chapter 7), so a
/// step costs little more than the errors. What came before the first value is foretold backwards (back-forecasting, same chapter)
/// rather than taken as zero: near a unit root zero would be far off.
/// </remarks>
internal sealed class ArmaFit
{
    const double First = 0.1;

    readonly double[] w;
    readonly ArimaOrders orders;
    readonly int season, parameters, before;
    readonly double[] extended, errors, trialErrors, work;
    readonly double[][] slopes;

    public ArmaFit(double[] w, ArimaOrders orders, int season)
    {
        (this.w, this.orders, this.season) = (w, orders, season);
        parameters = orders.Coefficients + (orders.Constant ? 1 : 0);
        before = orders.Coefficients == 0 ? 0 : Math.Min(w.Length, (orders.SeasonalP + orders.SeasonalQ > 0 ? 2 * season : 0) + 10);
        extended = new double[before + w.Length];
        errors = new double[extended.Length];
        trialErrors = new double[extended.Length];
        work = new double[extended.Length];
        slopes = new double[parameters][];
        for (var i = 0; i < parameters; i++) slopes[i] = new double[extended.Length];
        Coefficients = new double[parameters];
    }

    /// <summary>φ, Φ, θ, Θ and, last, μ.</summary>
    public double[] Coefficients { get; }

    public double SumOfSquares { get; private set; }

    /// <summary>The errors of the history itself.</summary>
    public ReadOnlySpan<double> Errors => errors.AsSpan(before);

    public double Mean => orders.Constant ? Coefficients[^1] : 0;

    public ReadOnlySpan<double> Ar => Coefficients.AsSpan(0, orders.P);
    public ReadOnlySpan<double> SeasonalAr => Coefficients.AsSpan(orders.P, orders.SeasonalP);
    public ReadOnlySpan<double> Ma => Coefficients.AsSpan(orders.P + orders.SeasonalP, orders.Q);
    public ReadOnlySpan<double> SeasonalMa => Coefficients.AsSpan(orders.P + orders.SeasonalP + orders.Q, orders.SeasonalQ);

    public void Run(int rounds = 30)
    {
        Coefficients.AsSpan().Clear();
        // unlike beginnings: equal polynomials on both sides would cancel
        for (var i = 0; i < orders.Coefficients; i++) Coefficients[i] = i < orders.P + orders.SeasonalP ? First : -First;
        if (orders.Constant) Coefficients[^1] = History.Mean(w);
        SumOfSquares = Residuals(Coefficients, errors);
        var damping = 1e-2;
        Span<double> step = stackalloc double[parameters];
        Span<double> normal = stackalloc double[parameters * (parameters + 1)];
        var trial = new double[parameters];
        for (var round = 0; round < rounds && parameters > 0; round++)
        {
            Slopes();
            Normal(normal);
            var improved = false;
            for (var attempt = 0; attempt < 8 && !improved; attempt++)
            {
                if (!Solve(normal, damping, step)) break;
                for (var i = 0; i < parameters; i++) trial[i] = Coefficients[i] + step[i];
                var squares = IsAllowed(trial) ? Residuals(trial, trialErrors) : double.PositiveInfinity;
                improved = squares < SumOfSquares;
                damping = improved ? Math.Max(damping / 5, 1e-9) : damping * 6;
                if (!improved) continue;
                var gain = SumOfSquares - squares;
                trial.CopyTo(Coefficients, 0);
                trialErrors.CopyTo(errors, 0);
                SumOfSquares = squares;
                if (gain < 1e-7 * squares) return;
            }
            if (!improved) break;
        }
    }

    bool IsAllowed(double[] c) =>
        Polynomial.IsStable(c.AsSpan(0, orders.P), 0.99) && Polynomial.IsStable(c.AsSpan(orders.P, orders.SeasonalP), 0.99)
        && Polynomial.IsStable(c.AsSpan(orders.P + orders.SeasonalP, orders.Q), 0.99)
        && Polynomial.IsStable(c.AsSpan(orders.P + orders.SeasonalP + orders.Q, orders.SeasonalQ), 0.99);

    double Residuals(double[] c, double[] result)
    {
        var mean = orders.Constant ? c[^1] : 0;
        if (before > 0) Backcast(c, mean);
        for (var t = 0; t < w.Length; t++) extended[before + t] = w[t] - mean;
        extended.CopyTo(result, 0);
        Filter(c, result);
        return System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(result);
    }

    // The same model holds backwards in time: run it from the end to the start, and let it foretell what lies before.
    void Backcast(double[] c, double mean)
    {
        var n = w.Length;
        var reversed = work.AsSpan();
        for (var t = 0; t < n; t++) reversed[t] = w[n - 1 - t] - mean;
        Filter(c, reversed[..n]);
        reversed[n..].Clear();
        // without errors beyond, the moving averages and then the autoregressions go on
        LagFilter.Apply(reversed, SliceMa(c), 1);
        LagFilter.Apply(reversed, SliceSeasonalMa(c), season);
        LagFilter.Invert(reversed, SliceSeasonalAr(c), season);
        LagFilter.Invert(reversed, c.AsSpan(0, orders.P), 1);
        for (var i = 0; i < before; i++) extended[before - 1 - i] = reversed[n + i];
    }

    void Filter(double[] c, Span<double> x)
    {
        LagFilter.Apply(x, c.AsSpan(0, orders.P), 1);
        LagFilter.Apply(x, SliceSeasonalAr(c), season);
        LagFilter.Invert(x, SliceSeasonalMa(c), season);
        LagFilter.Invert(x, SliceMa(c), 1);
    }

    ReadOnlySpan<double> SliceSeasonalAr(double[] c) => c.AsSpan(orders.P, orders.SeasonalP);
    ReadOnlySpan<double> SliceMa(double[] c) => c.AsSpan(orders.P + orders.SeasonalP, orders.Q);
    ReadOnlySpan<double> SliceSeasonalMa(double[] c) => c.AsSpan(orders.P + orders.SeasonalP + orders.Q, orders.SeasonalQ);

    void Slopes()
    {
        var at = 0;
        at = Slope(at, Ar, 1, -1);
        at = Slope(at, SeasonalAr, season, -1);
        at = Slope(at, Ma, 1, 1);
        at = Slope(at, SeasonalMa, season, 1);
        if (!orders.Constant) return;
        slopes[at].AsSpan().Fill(-1);
        Filter(Coefficients, slopes[at]);
    }

    int Slope(int at, ReadOnlySpan<double> own, int lag, double sign)
    {
        if (own.Length == 0) return at;
        errors.CopyTo(work, 0);
        LagFilter.Invert(work, own, lag);
        for (var i = 0; i < own.Length; i++)
        {
            var shift = Math.Min((i + 1) * lag, work.Length);
            var slope = slopes[at + i].AsSpan();
            slope[..shift].Clear();
            System.Numerics.Tensors.TensorPrimitives.Multiply(work.AsSpan(0, work.Length - shift), sign, slope[shift..]);
        }
        return at + own.Length;
    }

    void Normal(Span<double> normal)
    {
        for (var i = 0; i < parameters; i++)
        {
            for (var j = 0; j <= i; j++)
                normal[i * (parameters + 1) + j] = normal[j * (parameters + 1) + i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(slopes[i], slopes[j]);
            normal[i * (parameters + 1) + parameters] = -System.Numerics.Tensors.TensorPrimitives.Dot<double>(slopes[i], errors);
        }
    }

    bool Solve(ReadOnlySpan<double> normal, double damping, Span<double> step)
    {
        Span<double> a = stackalloc double[normal.Length];
        normal.CopyTo(a);
        for (var i = 0; i < parameters; i++) a[i * (parameters + 1) + i] *= 1 + damping;
        return Statistics.LinearSystem.Solve(a, parameters, step);
    }
}
