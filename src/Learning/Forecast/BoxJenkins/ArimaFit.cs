namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>One ARIMA model of given orders, fitted to a series that is differenced here.</summary>
internal sealed class ArimaFit
{
    // A line that never fades asks for more evidence than a term that does: it is wrong by more, the further one looks.
    const double EndlessTrend = 2;

    readonly double[] y, w;
    readonly int season;
    readonly ArmaFit arma;

    // w is y differenced as the orders say: a search fits many models to it
    public ArimaFit(double[] y, double[] w, ArimaOrders orders, int season)
    {
        (this.y, this.w, this.season, Orders) = (y, w, season, orders);
        arma = new(w, orders, season);
        arma.Run();
    }

    public ArimaOrders Orders { get; }

    bool HasDrift => Orders.Constant && Orders.D + Orders.SeasonalD > 0;

    public double Aicc
    {
        get
        {
            var (n, k) = (w.Length, Orders.Coefficients + (Orders.Constant ? 1 : 0) + 1);
            return n > k + 1 ? n * Math.Log(arma.SumOfSquares / n + 1e-300) + (HasDrift ? EndlessTrend : 0) + 2.0 * k * n / (n - k - 1) : double.PositiveInfinity;
        }
    }

    /// <summary>False when a polynomial stands so near the unit circle that the model says less than one with fewer terms.</summary>
    public bool IsSound => Polynomial.IsStable(arma.Ar, 0.985) && Polynomial.IsStable(arma.SeasonalAr, 0.985)
        && Polynomial.IsStable(arma.Ma, 0.985) && Polynomial.IsStable(arma.SeasonalMa, 0.985);

    public ArimaModel Model()
    {
        var stationary = Polynomial.Times(arma.Ar, arma.SeasonalAr, season);
        var ar = stationary;
        for (var d = 0; d < Orders.D; d++) ar = Polynomial.Times(ar, [1], 1);
        for (var d = 0; d < Orders.SeasonalD; d++) ar = Polynomial.Times(ar, [1], season);
        var ma = Polynomial.Times(arma.Ma, arma.SeasonalMa, season);
        for (var j = 0; j < ma.Length; j++) ma[j] = -ma[j];
        var deviation = Math.Sqrt(arma.SumOfSquares / Math.Max(1, w.Length - Orders.Coefficients - (Orders.Constant ? 1 : 0)));
        return new(Orders, ar, ma, arma.Mean * Polynomial.ValueAtOne(stationary), Last(y, ar.Length), Last(arma.Errors, ma.Length), deviation);
    }

    // a history shorter than the lags is taken to have begun with its first value, and without errors
    static double[] Last(ReadOnlySpan<double> values, int count)
    {
        var last = new double[count];
        var have = Math.Min(count, values.Length);
        values[^have..].CopyTo(last.AsSpan(count - have));
        return last;
    }
}
