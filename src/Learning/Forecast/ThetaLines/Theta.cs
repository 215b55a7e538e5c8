using Kaki.Learning.Forecast.Seasons;

namespace Kaki.Learning.Forecast.ThetaLines;

/// <summary>The Theta method and its optimised forms: a line through the history and a smoothed level, mixed by θ.</summary>
/// <remarks>
/// V. Assimakopoulos, K. Nikolopoulos, IJF 16 (2000), the winner of the M3 competition; as state-space models by J. Fiorucci,
/// T. Pellegrini, F. Louzada, F. Petropoulos, A. Koehler, IJF 32 (2016). A season that <see cref="SeasonTest"/> sees is taken out
/// first and put back after. α and the first level (and θ, where it is free) make the sum of squared one-step errors least.
/// Memory: two copies of the history while fitting.
/// </remarks>
public sealed class Theta : IForecaster
{
    // Indices are shrunk by what is not sure of them, so a season may be doubtful; the method of 2000 asked for 1.645.
    const double DoubtfulSeason = 1;

    readonly ThetaForm form;

    Theta(string name, ThetaForm form) => (Name, this.form) = (name, form);

    /// <summary>θ = 2 and one line through all of the history: the method of 2000.</summary>
    public static Theta Standard { get; } = new("Theta", new(Free: false, Dynamic: false));

    /// <summary>θ is estimated (OTM).</summary>
    public static Theta Optimised { get; } = new("OptimisedTheta", new(Free: true, Dynamic: false));

    /// <summary>θ = 2, the line is drawn anew at each value (DSTM).</summary>
    public static Theta Dynamic { get; } = new("DynamicTheta", new(Free: false, Dynamic: true));

    /// <summary>θ is estimated and the line drawn anew at each value (DOTM).</summary>
    public static Theta DynamicOptimised { get; } = new("DynamicOptimisedTheta", new(Free: true, Dynamic: true));

    public string Name { get; }

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        if (History.IsConstant(history)) return new ConstantModel(Name, history[0], 0);
        // three values show no line
        if (history.Length < 4) return Smoothing.Ets.Of(Smoothing.EtsForm.Simple).Fit(history, 1);
        if (!SeasonTest.Repeats(history, season, DoubtfulSeason)) return FitPlain(history.ToArray());
        var pattern = ClassicalSeason.Of(history, season, History.IsPositive(history)).Shrunk(history);
        return new ReseasonedModel(FitPlain(pattern.Remove(history)), pattern.After(history.Length), pattern.Multiplicative);
    }

    ThetaModel FitPlain(double[] y)
    {
        var line = ThetaLine.Through(y);
        var fit = new ThetaFit(form, line, y);
        Span<double> x = form.Free ? [y[0], 0.5, 2] : [y[0], 0.5];
        var spread = Math.Max(y.Max() - y.Min(), 1e-9) / 4;
        NelderMead.Minimise(fit, x, form.Free ? [spread, 0.2, 1] : [spread, 0.2], most: 400);
        return ThetaFilter.Run(Name, form, ThetaFit.Parameters(x), line, y);
    }

    sealed class ThetaFit(ThetaForm form, ThetaLine line, double[] y) : IObjective
    {
        public static ThetaParameters Parameters(ReadOnlySpan<double> x) => new(x[0], x[1], x.Length > 2 ? x[2] : 2);

        public double At(ReadOnlySpan<double> x)
        {
            var p = Parameters(x);
            return p.Alpha is < 0.05 or > 0.99 || p.Theta is < 1 or > 1000 ? double.PositiveInfinity : ThetaFilter.SquaredErrors(form, p, line, y);
        }
    }
}
