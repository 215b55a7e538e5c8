namespace Kaki.Learning.Forecast.ThetaLines;

/// <summary>A fitted Theta model of a series without season. Errors grow by <c>σ²(1 + (h − 1)α²)</c> (Fiorucci et al., 2016).</summary>
internal sealed class ThetaModel(string name, ThetaFilter state, double deviation) : FittedModel
{
    public override string Name => name;

    internal override void Project(Span<double> mean, Span<double> spread)
    {
        var ahead = state;
        for (var h = 0; h < mean.Length; h++)
        {
            mean[h] = ahead.Next();
            spread[h] = deviation * Math.Sqrt(1 + h * state.Alpha * state.Alpha);
            ahead.Take(mean[h]);
        }
    }

    internal override void Write(BinaryWriter to)
    {
        to.Write(name);
        state.Write(to);
        to.Write(deviation);
    }

    internal static ThetaModel Read(BinaryReader from) => new(from.ReadString(), ThetaFilter.Read(from), from.ReadDouble());
}
