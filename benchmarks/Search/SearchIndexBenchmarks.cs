using BenchmarkDotNet.Attributes;
using Kaki.Benchmarks.Text;
using Kaki.Learning.Search;

namespace Kaki.Benchmarks.Search;

/// <summary>A hundred thousand texts of fifty characters: queries of two pairs of characters, from common to rare, and one document more.</summary>
public class SearchIndexBenchmarks
{
    readonly SearchIndex index = new();
    readonly string[] queries = Queries();
    readonly string[] more = MadeUpTexts.Draw(1_000, 50, seed: 7);
    long next;

    [GlobalSetup]
    public void Fill() => index.AddAll(MadeUpTexts.Draw(100_000, 50).Select((text, id) => new SearchDocument(id, text[..10], text[10..])));

    [Benchmark(Baseline = true)]
    public int Search() => index.Search(queries[++next % queries.Length]).Total;

    [Benchmark]
    public void Add()
    {
        next++;
        index.Add(new(1_000_000 + next % more.Length, more[next % more.Length]));
    }

    // as they stand in texts: most are common
    static string[] Queries()
    {
        var random = new Random(8);
        return [.. MadeUpTexts.Draw(500, 50, seed: 9).Select(text => $"{Pair(random, text)} {Pair(random, text)}")];
    }

    static string Pair(Random random, string text) => text.Substring(random.Next(text.Length - 1), 2);
}
