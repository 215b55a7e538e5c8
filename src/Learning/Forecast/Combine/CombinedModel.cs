namespace Kaki.Learning.Forecast.Combine;

/// <summary>Several models of one series, whose forecasts are joined step by step.</summary>
/// <param name="members">One or more.</param>
/// <param name="weights">A weight for each, or empty for the median.</param>
/// <param name="low">No expected value lies below.</param>
/// <param name="high">… or above.</param>
/// <param name="width">Factor of the members' deviations.</param>
internal sealed class CombinedModel(FittedModel[] members, double[] weights, double low, double high, double width) : FittedModel
{
    public override string Name => (weights.Length == 0 ? "Median of " : "Mean of ") + string.Join(", ", members.Select(m => m.Name));

    internal override void Project(Span<double> mean, Span<double> deviation)
    {
        var h = mean.Length;
        var means = new double[members.Length][];
        var deviations = new double[members.Length][];
        for (var m = 0; m < members.Length; m++) members[m].Project(means[m] = new double[h], deviations[m] = new double[h]);
        var row = new double[members.Length];
        for (var step = 0; step < h; step++)
        {
            mean[step] = Math.Clamp(Join(means, step, row), low, high);
            deviation[step] = width * Join(deviations, step, row);
        }
    }

    double Join(double[][] values, int step, double[] row)
    {
        for (var m = 0; m < row.Length; m++) row[m] = Math.Clamp(values[m][step], -1e300, 1e300);
        if (weights.Length > 0) return System.Numerics.Tensors.TensorPrimitives.Dot<double>(row, weights);
        return Median(row);
    }

    /// <summary>Middle one, or the mean of the two middle ones; sorts them.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
    }

    internal override void Write(BinaryWriter to)
    {
        to.Write(members.Length);
        foreach (var member in members) FittedFile.Write(to, member);
        Models.ModelNumbers.WriteAll<double>(to, weights);
        to.Write(low);
        to.Write(high);
        to.Write(width);
    }

    internal static CombinedModel Read(BinaryReader from) => Read(from, from.ReadDouble);

    /// <summary>As it was written before few values made intervals wider.</summary>
    internal static CombinedModel ReadWithoutWidth(BinaryReader from) => Read(from, () => 1);

    static CombinedModel Read(BinaryReader from, Func<double> width)
    {
        var count = from.ReadInt32();
        var members = new List<FittedModel>();
        for (var m = 0; m < count; m++) members.Add(FittedFile.Read(from));
        return new([.. members], Models.ModelNumbers.ReadAll<double>(from), from.ReadDouble(), from.ReadDouble(), width());
    }
}
