namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>Walks from order to neighbouring order while AICc falls (Hyndman and Khandakar, 2008, section 3.2).</summary>
internal sealed class ArimaSearch(double[] y, double[] w, int d, int seasonalD, int season)
{
    const int MostModels = 60;

    readonly HashSet<ArimaOrders> tried = [];
    ArimaFit? best;

    public ArimaFit Best()
    {
        var constant = d + seasonalD <= 1;
        var s = season > 1 ? 1 : 0;
        foreach (var (p, q, sp, sq) in new[] { (2, 2, s, s), (0, 0, 0, 0), (1, 0, s, 0), (0, 1, 0, s) })
            Try(new(p, d, q, sp, seasonalD, sq, constant));
        if (constant) Try(new(0, d, 0, 0, seasonalD, 0));
        while (tried.Count < MostModels && Neighbours(best!.Orders).Any(Try)) { }
        return best!;
    }

    IEnumerable<ArimaOrders> Neighbours(ArimaOrders o)
    {
        if (season > 1)
        {
            foreach (var (p, q) in steps) yield return o with { SeasonalP = o.SeasonalP + p, SeasonalQ = o.SeasonalQ + q };
        }
        foreach (var (p, q) in steps) yield return o with { P = o.P + p, Q = o.Q + q };
        if (d + seasonalD <= 1) yield return o with { Constant = !o.Constant };
    }

    static readonly (int P, int Q)[] steps = [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)];

    /// <summary>True if these orders are better than all before.</summary>
    bool Try(ArimaOrders orders)
    {
        if (orders.P is < 0 or > 5 || orders.Q is < 0 or > 5 || orders.SeasonalP is < 0 or > 2 || orders.SeasonalQ is < 0 or > 2) return false;
        if (orders.Coefficients > 0 && orders.Coefficients + 2 >= w.Length || !tried.Add(orders)) return false;
        var fit = new ArimaFit(y, w, orders, season);
        if (best is not null && (!fit.IsSound || !(fit.Aicc < best.Aicc))) return false;
        best = fit;
        return true;
    }
}
