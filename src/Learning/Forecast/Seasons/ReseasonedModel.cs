namespace Kaki.Learning.Forecast.Seasons;

/// <summary>A model of a series without its season, and the season put back: its last pattern repeats.</summary>
/// <param name="inner">Foretells the adjusted series.</param>
/// <param name="next">The seasonal indices of the steps to come; they repeat.</param>
/// <param name="multiplicative">Whether indices are factors.</param>
internal sealed class ReseasonedModel(FittedModel inner, double[] next, bool multiplicative) : FittedModel
{
    public override string Name => inner.Name + (multiplicative ? " × season" : " + season");

    internal override void Project(Span<double> mean, Span<double> deviation)
    {
        inner.Project(mean, deviation);
        for (var h = 0; h < mean.Length; h++)
        {
            var index = next[h % next.Length];
            if (!multiplicative) mean[h] += index;
            else
            {
                mean[h] *= index;
                deviation[h] *= index;
            }
        }
    }

    internal override void Write(BinaryWriter to)
    {
        FittedFile.Write(to, inner);
        Models.ModelNumbers.WriteAll<double>(to, next);
        to.Write(multiplicative);
    }

    internal static ReseasonedModel Read(BinaryReader from) =>
        new(FittedFile.Read(from), Models.ModelNumbers.ReadAll<double>(from), from.ReadBoolean());
}
