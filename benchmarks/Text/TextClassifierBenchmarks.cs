using BenchmarkDotNet.Attributes;
using Kaki.Learning.Text;

namespace Kaki.Benchmarks.Text;

/// <summary>A model of five thousand texts that are of the kind when a few characters stand in them: one text of fifty characters told.</summary>
public class TextClassifierBenchmarks
{
    readonly string[] texts = MadeUpTexts.Draw(5_000, 50);
    TextClassifier model = null!;
    int next;

    [GlobalSetup]
    public void Train() => model = TextClassifier.Train(texts, [.. texts.Select(text => text.AsSpan().ContainsAny("丐丑专且"))]);

    [Benchmark]
    public double Probability() => model.Probability(texts[++next % texts.Length]);

    [Benchmark]
    public Explanation Explain() => model.Explain(texts[++next % texts.Length]);
}
