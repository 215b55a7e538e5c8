using BenchmarkDotNet.Attributes;
using Kaki.Learning.Recommend;

namespace Kaki.Benchmarks.Recommend;

/// <summary>Five thousand members with some thirty actions each on ten thousand items, a few of them far more popular: an answer of twenty, what is alike, and one action folded in.</summary>
public class ItemToItemBenchmarks
{
    const int Members = 5_000, Items = 10_000;

    readonly Signal[][] lists = Lists();
    readonly Scored[] best = new Scored[20];
    ItemToItem model = null!;
    MemberToMember alike = null!;
    int next;

    [GlobalSetup]
    public void Fit()
    {
        var actions = Interactions.From(lists, Items);
        (model, alike) = (ItemToItem.Fit(actions), MemberToMember.Fit(actions));
    }

    [Benchmark(Baseline = true)]
    public int Recommend() => model.Recommend(Next(), best);

    [Benchmark]
    public int RecommendFromMembersAlike() => alike.Recommend(Next(), best);

    [Benchmark]
    public int Similar() => model.Similar(++next % Items, best);

    [Benchmark]
    public void Fold()
    {
        var list = Next();
        model.Fold(list.AsSpan(..^1), list[^1]);
    }

    Signal[] Next() => lists[++next % Members];

    static Signal[][] Lists()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, Members).Select(_ => Enumerable.Range(0, random.Next(10, 50)).Select(_ => new Signal((int)(Items * Math.Pow(random.NextDouble(), 3)))).Distinct().ToArray())];
    }
}
