namespace Kaki.Learning.Forecast.BoxJenkins;

/// <summary>A fitted ARIMA model: all polynomials multiplied out, the last values and the last errors.</summary>
/// <param name="orders">What was chosen.</param>
/// <param name="ar">Coefficients of past values, differences included; lag 1 first.</param>
/// <param name="ma">Coefficients of past errors.</param>
/// <param name="constant">Is added at each step.</param>
/// <param name="values">As many last values as <paramref name="ar"/> is long, the oldest first.</param>
/// <param name="errors">As many last errors as <paramref name="ma"/> is long, the oldest first.</param>
/// <param name="deviation">Standard deviation of one step's error.</param>
internal sealed class ArimaModel(ArimaOrders orders, double[] ar, double[] ma, double constant, double[] values, double[] errors, double deviation) : FittedModel
{
    public override string Name => orders.ToString();

    internal override void Project(Span<double> mean, Span<double> spread)
    {
        for (var h = 0; h < mean.Length; h++)
        {
            var sum = constant;
            for (var i = 0; i < ar.Length; i++) sum += ar[i] * (h - i - 1 >= 0 ? mean[h - i - 1] : values[values.Length + h - i - 1]);
            for (var j = h; j < ma.Length; j++) sum += ma[j] * errors[errors.Length + h - j - 1];
            mean[h] = sum;
        }
        Spread(spread);
    }

    // ψ weights: what an error of one changes later
    void Spread(Span<double> spread)
    {
        var psi = new double[spread.Length];
        var sum = 0.0;
        for (var h = 0; h < spread.Length; h++)
        {
            var weight = h == 0 ? 1 : h <= ma.Length ? ma[h - 1] : 0;
            for (var i = 0; i < Math.Min(h, ar.Length); i++) weight += ar[i] * psi[h - i - 1];
            psi[h] = weight;
            sum += weight * weight;
            spread[h] = deviation * Math.Sqrt(sum);
        }
    }

    internal override void Write(BinaryWriter to)
    {
        foreach (var order in (ReadOnlySpan<int>)[orders.P, orders.D, orders.Q, orders.SeasonalP, orders.SeasonalD, orders.SeasonalQ]) to.Write(order);
        to.Write(orders.Constant);
        foreach (var numbers in (double[][])[ar, ma, values, errors]) Models.ModelNumbers.WriteAll<double>(to, numbers);
        to.Write(constant);
        to.Write(deviation);
    }

    internal static ArimaModel Read(BinaryReader from)
    {
        var orders = new ArimaOrders(from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadInt32(), from.ReadBoolean());
        double[] Numbers() => Models.ModelNumbers.ReadAll<double>(from);
        var (ar, ma, values, errors) = (Numbers(), Numbers(), Numbers(), Numbers());
        return new(orders, ar, ma, from.ReadDouble(), values, errors, from.ReadDouble());
    }
}
