namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>Orders of an ARIMA model: autoregressions, differences, moving averages, the same of whole seasons, and whether the differenced series has a mean of its own.</summary>
public readonly record struct ArimaOrders(int P, int D, int Q, int SeasonalP = 0, int SeasonalD = 0, int SeasonalQ = 0, bool Constant = false)
{
    internal int Coefficients => P + Q + SeasonalP + SeasonalQ;

    public override string ToString() =>
        $"ARIMA({P},{D},{Q})" + (SeasonalP + SeasonalD + SeasonalQ > 0 ? $"({SeasonalP},{SeasonalD},{SeasonalQ})" : "") + (Constant ? " with drift" : "");
}
