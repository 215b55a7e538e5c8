using Kaki.Learning.Forecast.Seasons;

namespace Kaki.Learning.Forecast.Smoothing;

/// <summary>Exponential smoothing: one form that is given, or the one of all sensible forms that AICc chooses.</summary>
/// <remarks>
/// R. Hyndman, A. Koehler, R. Snyder, S. Grose, IJF 18 (2002). Weights keep to the usual region (β ≤ α, γ ≤ 1 − α, .8 ≤ φ ≤ .98).
/// A season longer than 24, or shown fewer than twice, is not carried as states: beyond 24 use <see cref="Seasons.Deseasonalised"/>.
/// Multiplicative parts want values above zero; for other histories a given form falls back to additive parts.
/// </remarks>
public sealed class Ets : IForecaster
{
    const int LongestSeason = 24;

    readonly EtsForm? given;

    /// <summary>Chooses among <see cref="EtsForm.Sensible"/>.</summary>
    public static Ets Selected { get; } = new("ETS", null);

    /// <summary>Always this form.</summary>
    public static Ets Of(EtsForm form)
    {
        if (form.Error == Part.None) throw new ArgumentException("An error is additive or multiplicative.", nameof(form));
        if (form.Damped && form.Trend == Part.None) throw new ArgumentException("There is no trend to damp.", nameof(form));
        return new(form.ToString(), form);
    }

    Ets(string name, EtsForm? given) => (Name, this.given) = (name, given);

    public string Name { get; }

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        if (History.IsConstant(history)) return new ConstantModel(Name, history[0], 0);
        var y = history.ToArray();
        var seasonal = season is > 1 and <= LongestSeason && y.Length >= 2 * season;
        var positive = History.IsPositive(history);
        return given is { } form ? FitGiven(y, season, Fitting(form, seasonal, positive)) : Select(y, seasonal ? season : 1, positive);
    }

    static EtsForm Fitting(EtsForm form, bool seasonal, bool positive)
    {
        if (!seasonal) form = form with { Season = Part.None };
        if (positive || !form.NeedsPositive) return form;
        return new(Part.Additive, Additive(form.Trend), form.Damped, Additive(form.Season));

        static Part Additive(Part part) => part == Part.None ? Part.None : Part.Additive;
    }

    static EtsModel FitGiven(double[] y, int season, EtsForm form)
    {
        var fit = new EtsFit(form, y, new(y, season, form.Season));
        return fit.Model(fit.Search(null, 1000, 1e-9).Point);
    }

    // A rough search tells which forms are worth a thorough one.
    static EtsModel Select(double[] y, int season, bool positive)
    {
        EtsStart?[] starts = [null, null, null];
        var rough = new List<(EtsFit Fit, double Aicc, double[] Point)>();
        foreach (var form in EtsForm.Sensible(season > 1, positive))
        {
            var fit = new EtsFit(form, y, starts[(int)form.Season] ??= new(y, season, form.Season));
            var (badness, point) = fit.Search(null, 120, 1e-5);
            rough.Add((fit, fit.Aicc(badness), point));
        }
        var best = rough.OrderBy(r => r.Aicc).Take(3).Select(r =>
        {
            var (badness, point) = r.Fit.Search(r.Point, 400, 1e-8);
            return (r.Fit, Aicc: r.Fit.Aicc(badness), Point: point);
        }).MinBy(r => r.Aicc);
        return best.Fit.Model(best.Point);
    }
}
