namespace Kaki.Learning.Forecast.Smoothing;

/// <param name="Alpha">Share of an error that the level takes up.</param>
/// <param name="Beta">… that the trend takes up; at most α.</param>
/// <param name="Gamma">… that the season takes up; at most 1 − α.</param>
/// <param name="Phi">What is left of the trend at each step.</param>
internal readonly record struct EtsWeights(double Alpha, double Beta, double Gamma, double Phi);

/// <summary>Runs an exponential smoothing model along values. The states follow the same equations whatever the error; the error only decides how likely they are.</summary>
internal ref struct EtsState
{
    readonly EtsForm form;
    readonly EtsWeights weights;
    readonly Span<double> season;
    double level, trend;
    int position;

    // season holds the index of each position, the next one at position; it is written to
    public EtsState(EtsForm form, EtsWeights weights, double level, double trend, Span<double> season, int position = 0)
    {
        (this.form, this.weights, this.level, this.trend, this.position) = (form, weights, level, trend, position);
        this.season = season;
    }

    public readonly double Level => level;

    public readonly double Trend => trend;

    public readonly int Position => position;

    readonly double Damped => form.Trend switch
    {
        Part.None => 0,
        Part.Additive => weights.Phi * trend,
        _ => Math.Pow(trend, weights.Phi),
    };

    readonly double Base(double damped) => form.Trend == Part.Multiplicative ? level * damped : level + damped;

    /// <summary>What the next value is expected to be.</summary>
    public readonly double Next() => Seasoned(Base(Damped));

    readonly double Seasoned(double value) => form.Season switch
    {
        Part.None => value,
        Part.Additive => value + season[position],
        _ => value * season[position],
    };

    public void Take(double value)
    {
        var damped = Damped;
        var expected = Base(damped);
        var adjusted = form.Season switch
        {
            Part.None => value,
            Part.Additive => value - season[position],
            _ => value / season[position],
        };
        var before = level;
        level = expected + weights.Alpha * (adjusted - expected);
        if (form.Trend == Part.Additive) trend = damped + weights.Beta / weights.Alpha * (level - before - damped);
        else if (form.Trend == Part.Multiplicative) trend = damped + weights.Beta / weights.Alpha * (level / before - damped);
        if (form.Season == Part.None) return;
        var seen = form.Season == Part.Additive ? value - expected : value / expected;
        season[position] += weights.Gamma * (seen - season[position]);
        if (++position == season.Length) position = 0;
    }
}
