namespace Kaki.Learning.Forecast;

/// <summary>A model that has learnt one series: a few numbers, which <see cref="FittedFile"/> keeps on disk.</summary>
public abstract class FittedModel
{
    /// <summary>What was chosen, such as <c>ETS(A,Ad,N)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The next values after the history.</summary>
    /// <param name="horizon">How many, at least 1.</param>
    public Prediction Forecast(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var mean = new double[horizon];
        var deviation = new double[horizon];
        Project(mean, deviation);
        return new(mean, deviation);
    }

    /// <summary>Fills both spans, which have the length of the horizon: the expected value of each step and the standard deviation of its error.</summary>
    internal abstract void Project(Span<double> mean, Span<double> deviation);

    /// <summary>Writes the numbers that <see cref="FittedFile"/> reads back.</summary>
    internal abstract void Write(BinaryWriter to);
}
