using BenchmarkDotNet.Attributes;
using Kaki.Learning.Text;

namespace Kaki.Benchmarks.Text;

/// <summary>The signature of a text of a thousand characters.</summary>
public class MinHashBenchmarks
{
    readonly string[] texts = MadeUpTexts.Draw(100, 1_000);
    int next;

    [Benchmark]
    public uint[]? Of() => MinHash.Of(texts[++next % texts.Length]);
}
