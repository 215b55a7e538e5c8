using BenchmarkDotNet.Attributes;
using Kaki.Learning.Recommend;

namespace Kaki.Benchmarks.Recommend;

/// <summary>The best of forty thousand scores.</summary>
public class BestItemsBenchmarks
{
    readonly float[] scores = Scores();
    Scored[] best = [];

    [Params(20, 200)]
    public int Wanted { get; set; }

    [GlobalSetup]
    public void Make() => best = new Scored[Wanted];

    [Benchmark]
    public int Select() => BestItems.Select(scores, best);

    static float[] Scores()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 40_000).Select(_ => random.NextSingle())];
    }
}
