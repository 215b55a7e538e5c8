using BenchmarkDotNet.Attributes;
using Kaki.Learning.Forecast.BoxJenkins;
using Kaki.Learning.Forecast.Smoothing;
using Kaki.Learning.Forecast.ThetaLines;

namespace Kaki.Benchmarks.Forecast;

/// <summary>Ten years of months with a trend and a season: what a search for a model's parameters asks again and again.</summary>
public class FitBenchmarks
{
    const int Season = 12;

    static readonly EtsForm form = EtsForm.HoltWintersMultiplicative;
    static readonly ThetaForm theta = new(Free: true, Dynamic: true);
    static readonly ArimaOrders orders = new(1, 1, 1, 0, 1, 1);

    readonly double[] months = Months();
    double[] point = [], differences = [];
    EtsFit ets = null!;
    ThetaLine line;

    [GlobalSetup]
    public void Setup()
    {
        ets = new(form, months, new(months, Season, form.Season));
        point = ets.Search(null, 200, 1e-4).Point;
        line = ThetaLine.Through(months);
        differences = [.. Enumerable.Range(Season + 1, months.Length - Season - 1).Select(i => months[i] - months[i - 1] - months[i - Season] + months[i - Season - 1])];
    }

    [Benchmark(Baseline = true)]
    public double EtsAt() => ets.At(point);

    [Benchmark]
    public double ThetaSquaredErrors() => ThetaFilter.SquaredErrors(theta, new(months[0], 0.3, 2), line, months);

    [Benchmark]
    public double ArmaRun()
    {
        var fit = new ArmaFit(differences, orders, Season);
        fit.Run();
        return fit.SumOfSquares;
    }

    static double[] Months()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 120).Select(month => (200 + month) * (1 + 0.3 * Math.Sin(month * Math.PI / 6)) * (0.9 + 0.2 * random.NextDouble()))];
    }
}
