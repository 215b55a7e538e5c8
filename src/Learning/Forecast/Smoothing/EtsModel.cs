namespace Kaki.Learning.Forecast.Smoothing;

/// <summary>A fitted exponential smoothing model.</summary>
/// <remarks>Deviations after Hyndman et al. (2008), chapter 6: exact for additive errors, close for multiplicative ones.</remarks>
internal sealed class EtsModel(EtsForm form, EtsWeights weights, double level, double trend, double[] season, int position, double deviation) : FittedModel
{
    public override string Name => form.ToString();

    internal override void Project(Span<double> mean, Span<double> spread)
    {
        var (faded, power) = (0.0, 1.0);
        for (var h = 0; h < mean.Length; h++)
        {
            power *= weights.Phi;
            faded += power;
            var value = form.Trend switch { Part.None => level, Part.Additive => level + faded * trend, _ => level * Math.Pow(trend, faded) };
            var index = season.Length > 0 ? season[(position + h) % season.Length] : 0;
            mean[h] = form.Season switch { Part.None => value, Part.Additive => value + index, _ => value * index };
        }
        Spread(mean, spread);
    }

    void Spread(ReadOnlySpan<double> mean, Span<double> spread)
    {
        var relative = form.Error == Part.Multiplicative;
        var sum = 0.0;
        for (var h = 0; h < mean.Length; h++)
        {
            spread[h] = deviation * Math.Sqrt(1 + sum) * (relative ? Math.Abs(mean[h]) : 1);
            var lag = Response(h + 1);
            sum += lag * lag;
        }
    }

    // what an error of one changes h steps later
    double Response(int h)
    {
        var fading = weights.Phi == 1 ? h : weights.Phi * (1 - Math.Pow(weights.Phi, h)) / (1 - weights.Phi);
        var response = weights.Alpha + (form.Trend == Part.None ? 0 : weights.Beta * fading);
        return form.Season != Part.None && h % season.Length == 0 ? response + weights.Gamma : response;
    }

    internal override void Write(BinaryWriter to)
    {
        to.Write((byte)form.Error);
        to.Write((byte)form.Trend);
        to.Write(form.Damped);
        to.Write((byte)form.Season);
        foreach (var number in (ReadOnlySpan<double>)[weights.Alpha, weights.Beta, weights.Gamma, weights.Phi, level, trend, deviation]) to.Write(number);
        Models.ModelNumbers.WriteAll<double>(to, season);
        to.Write(position);
    }

    internal static EtsModel Read(BinaryReader from)
    {
        var form = new EtsForm((Part)from.ReadByte(), (Part)from.ReadByte(), from.ReadBoolean(), (Part)from.ReadByte());
        var weights = new EtsWeights(from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        var (level, trend, deviation) = (from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        return new(form, weights, level, trend, Models.ModelNumbers.ReadAll<double>(from), from.ReadInt32(), deviation);
    }
}
