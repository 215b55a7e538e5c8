namespace Kaki.Learning.Forecast;

/// <summary>Goes on with one value: what constant histories and intermittent demand come to.</summary>
internal sealed class ConstantModel(string name, double level, double deviation) : FittedModel
{
    public override string Name => name;

    internal override void Project(Span<double> mean, Span<double> spread)
    {
        mean.Fill(level);
        spread.Fill(deviation);
    }

    internal override void Write(BinaryWriter to)
    {
        to.Write(name);
        to.Write(level);
        to.Write(deviation);
    }

    internal static ConstantModel Read(BinaryReader from) => new(from.ReadString(), from.ReadDouble(), from.ReadDouble());
}
