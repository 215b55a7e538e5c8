namespace Kaki.Learning.Forecast;

/// <summary>Each step is the value one season before: what every other method has to beat. With a season of 1 the last value goes on.</summary>
public sealed class SeasonalNaive : IForecaster
{
    public string Name => "SeasonalNaive";

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        if (history.Length <= season) season = 1;
        var errors = new double[Math.Max(0, history.Length - season)];
        for (var i = 0; i < errors.Length; i++) errors[i] = history[i + season] - history[i];
        return new NaiveModel(Name, history[^season..].ToArray(), 0, History.RootMeanSquare(errors));
    }
}

/// <summary>The last value, moved by the mean step of the whole history (the line from the first value through the last).</summary>
public sealed class RandomWalkWithDrift : IForecaster
{
    public string Name => "Drift";

    public FittedModel Fit(ReadOnlySpan<double> history, int season)
    {
        History.Check(history, season);
        var steps = history.Length - 1;
        var drift = steps > 0 ? (history[^1] - history[0]) / steps : 0;
        var errors = new double[steps];
        for (var i = 0; i < steps; i++) errors[i] = history[i + 1] - history[i] - drift;
        return new NaiveModel(Name, [history[^1]], drift, History.RootMeanSquare(errors));
    }
}

/// <summary>The last season over and over, each step moved by a drift; errors grow with the root of the seasons gone.</summary>
internal sealed class NaiveModel(string name, double[] last, double drift, double deviation) : FittedModel
{
    public override string Name => name;

    internal override void Project(Span<double> mean, Span<double> spread)
    {
        for (var h = 0; h < mean.Length; h++)
        {
            mean[h] = last[h % last.Length] + (h + 1) * drift;
            spread[h] = deviation * Math.Sqrt(1 + h / last.Length);
        }
    }

    internal override void Write(BinaryWriter to)
    {
        to.Write(name);
        Models.ModelNumbers.WriteAll<double>(to, last);
        to.Write(drift);
        to.Write(deviation);
    }

    internal static NaiveModel Read(BinaryReader from) =>
        new(from.ReadString(), Models.ModelNumbers.ReadAll<double>(from), from.ReadDouble(), from.ReadDouble());
}
