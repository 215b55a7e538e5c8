using BenchmarkDotNet.Attributes;
using Kaki.Learning.Text;

namespace Kaki.Benchmarks.Text;

/// <summary>Ten thousand terms, a tenth of them Chinese, in a thousand texts of 200 characters.</summary>
public class TermMatcherBenchmarks
{
    readonly string[] texts = MadeUpTexts.Draw(1_000, 200);
    readonly string[] terms = Terms();
    readonly List<Hit> hits = [];
    TermMatcher matcher = null!;
    int next;

    [GlobalSetup]
    public void Setup() => matcher = TermMatcher.Build(terms);

    [Benchmark]
    public int Find()
    {
        hits.Clear();
        matcher.Find(texts[++next % texts.Length], hits);
        return hits.Count;
    }

    [Benchmark]
    public TermMatcher Build() => TermMatcher.Build(terms);

    static string[] Terms()
    {
        var random = new Random(6);
        var latin = Enumerable.Range(0, 9_000).Select(_ => $"{MadeUpTexts.Word(random)}{MadeUpTexts.Word(random)}.com");
        var chinese = Enumerable.Range(0, 1_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => (char)random.Next(0x4E00, 0x5E00))));
        return [.. latin, .. chinese];
    }
}
