using Kaki.Learning.Forecast.Seasons;

namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>ARIMA: of orders that are given, or chosen step by step.</summary>
/// <remarks>
/// R. Hyndman, Y. Khandakar, Journal of Statistical Software 27 (2008): differences by the KPSS test, a seasonal one where the season is
/// strong, then from four beginnings to the neighbour with the least AICc until none is better. Coefficients by <see cref="ArmaFit"/>.
/// A season longer than 24, or shown fewer than three times, is left out. Memory: some forty copies of the history while fitting.
/// </remarks>
public sealed class Arima : IForecaster
{
    const int LongestSeason = 24;
    const double StrongSeason = 0.64;

    // AICc compares nothing with less
    const int FewestCompared = 4;

    readonly ArimaOrders? given;

    /// <summary>Chooses the orders.</summary>
    public static Arima Selected { get; } = new("ARIMA", null);

    /// <summary>Always these orders; seasonal ones are left out when the history shows no season.</summary>
    public static Arima Of(ArimaOrders orders)
    {
        if (orders.P < 0 || orders.D is < 0 or > 2 || orders.Q < 0 || orders.SeasonalP < 0 || orders.SeasonalD is < 0 or > 1 || orders.SeasonalQ < 0)
            throw new ArgumentOutOfRangeException(nameof(orders), orders, "Orders are not negative; at most two differences and one seasonal one.");
        return new(orders.ToString(), orders);
    }

    Arima(string name, ArimaOrders? given) => (Name, this.given) = (name, given);

    public string Name { get; }

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        if (History.IsConstant(history)) return new ConstantModel(Name, history[0], 0);
        var y = history.ToArray();
        if (season > LongestSeason || y.Length < 3 * season) season = 1;
        return given is { } orders ? FitGiven(y, orders, season) : Select(y, season);
    }

    static ArimaModel FitGiven(double[] y, ArimaOrders orders, int season)
    {
        if (season == 1) orders = orders with { SeasonalP = 0, SeasonalD = 0, SeasonalQ = 0 };
        // at least two values must be left to fit
        orders = orders with { D = Math.Min(orders.D, Math.Max(0, y.Length - 2)) };
        return new ArimaFit(y, Differenced(y, orders.D, orders.SeasonalD, season), orders, season).Model();
    }

    static FittedModel Select(double[] y, int season)
    {
        var seasonalD = season > 1 && SeasonalStrength.Of(y, season) > StrongSeason ? 1 : 0;
        var w = seasonalD > 0 ? Differences.Of(y, season) : y;
        var d = Differences.Ordinary(w);
        w = Differenced(y, d, seasonalD, season);
        if (w.Length < FewestCompared || History.IsConstant(w)) return Rest(y, w, d, seasonalD, season);
        return new ArimaSearch(y, w, d, seasonalD, season).Best().Model();
    }

    // nothing but differences and a constant explains the series
    static ArimaModel Rest(double[] y, double[] w, int d, int seasonalD, int season) =>
        new ArimaFit(y, w, new(0, d, 0, 0, seasonalD, 0, Constant: d + seasonalD < 2 && w.Length > 0), season).Model();

    static double[] Differenced(double[] y, int d, int seasonalD, int season)
    {
        var w = y;
        for (var i = 0; i < seasonalD; i++) w = Differences.Of(w, season);
        for (var i = 0; i < d; i++) w = Differences.Of(w, 1);
        return w;
    }
}
