using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using Kaki.Learning.Rank;

namespace Kaki.Benchmarks.Rank;

/// <summary>Ten actions from sixty features of which thirty are the member's: one candidate scored, or one example learnt.</summary>
public class RankerBenchmarks
{
    const int Things = 4096;

    static readonly Field[] fields = Enumerable.Range(0, 60).Select(i => new Field($"f{i}")).ToArray();

    readonly Ranker ranker = new();
    readonly Features member = new();
    readonly Features[] things = new Features[Things], wholes = new Features[Things];
    readonly bool[] happened = [true, false, true, false, false, false, false, false, false, false];
    Vector512<float> worth;
    int next;

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(5);
        for (var i = 0; i < 30; i++) member.Add(fields[i], random.Next(1000));
        for (var t = 0; t < Things; t++)
        {
            (things[t], wholes[t]) = (new(), new());
            for (var i = 0; i < 30; i++) wholes[t].Add(fields[i], random.Next(1000));
            for (var i = 30; i < 60; i++)
            {
                var id = random.Next(1000);
                things[t].Add(fields[i], id);
                wholes[t].Add(fields[i], id);
            }
        }
        worth = ranker.Worth(("like", 3), ("buy", 20));
    }

    [Benchmark(Baseline = true)]
    public float Score() => ranker.Value(ranker.Add(wholes[++next % Things]), worth);

    [Benchmark]
    public float ScoreUponTheMember() => ranker.Value(ranker.Add(things[++next % Things], ranker.Add(member)), worth);

    [Benchmark]
    public void Learn() => ranker.Learn(wholes[++next % Things], happened, 0.5f);
}
