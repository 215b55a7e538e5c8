namespace Kaki.Learning.Forecast.Smoothing;

/// <summary>How a part of an exponential smoothing model joins the others.</summary>
public enum Part
{
    /// <summary>It is not there.</summary>
    None,

    /// <summary>It is added.</summary>
    Additive,

    /// <summary>It is multiplied.</summary>
    Multiplicative,
}

/// <summary>One of the exponential smoothing models: error, trend, season.</summary>
/// <remarks>R. Hyndman, A. Koehler, J. Ord, R. Snyder, Forecasting with Exponential Smoothing, 2008.</remarks>
/// <param name="Error">Additive or multiplicative.</param>
/// <param name="Trend">None, additive or multiplicative.</param>
/// <param name="Damped">The trend fades as it goes on.</param>
/// <param name="Season">None, additive or multiplicative.</param>
public readonly record struct EtsForm(Part Error, Part Trend, bool Damped, Part Season)
{
    /// <summary>Simple exponential smoothing: a level alone.</summary>
    public static EtsForm Simple { get; } = new(Part.Additive, Part.None, false, Part.None);

    /// <summary>Holt's line.</summary>
    public static EtsForm Holt { get; } = new(Part.Additive, Part.Additive, false, Part.None);

    /// <summary>Holt's line, its slope fading (E. Gardner, E. McKenzie, 1985).</summary>
    public static EtsForm DampedHolt { get; } = new(Part.Additive, Part.Additive, true, Part.None);

    /// <summary>Holt–Winters with seasons that are added.</summary>
    public static EtsForm HoltWinters { get; } = new(Part.Additive, Part.Additive, false, Part.Additive);

    /// <summary>Holt–Winters with seasons that are factors.</summary>
    public static EtsForm HoltWintersMultiplicative { get; } = new(Part.Multiplicative, Part.Additive, false, Part.Multiplicative);

    /// <summary>Whether values must lie above zero.</summary>
    public bool NeedsPositive => Error == Part.Multiplicative || Trend == Part.Multiplicative || Season == Part.Multiplicative;

    /// <summary>Those that selection looks at: no multiplicative trend, which runs away, and no additive error with factors, which is unstable.</summary>
    public static IEnumerable<EtsForm> Sensible(bool seasonal, bool positive)
    {
        foreach (var error in positive ? (Part[])[Part.Additive, Part.Multiplicative] : [Part.Additive])
            foreach (var season in Seasons(error, seasonal))
            {
                yield return new(error, Part.None, false, season);
                yield return new(error, Part.Additive, false, season);
                yield return new(error, Part.Additive, true, season);
            }
    }

    static Part[] Seasons(Part error, bool seasonal) =>
        !seasonal ? [Part.None] : error == Part.Additive ? [Part.None, Part.Additive] : [Part.None, Part.Additive, Part.Multiplicative];

    public override string ToString() => $"ETS({Letter(Error)},{Letter(Trend)}{(Damped ? "d" : "")},{Letter(Season)})";

    static char Letter(Part part) => part switch { Part.None => 'N', Part.Additive => 'A', _ => 'M' };
}
