using BenchmarkDotNet.Attributes;
using Kaki.Learning.Rerank;

namespace Kaki.Benchmarks.Rerank;

/// <summary>Twenty out of two hundred, authors apart, the slate's making included.</summary>
public class RerankerBenchmarks
{
    float[] scores = [], embeddings = [];
    int[] authors = [];

    [Params(32, 64)]
    public int Dimensions { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(5);
        scores = Enumerable.Range(0, 200).Select(_ => random.NextSingle()).ToArray();
        embeddings = Enumerable.Range(0, 200 * Dimensions).Select(_ => random.NextSingle() - 0.5f).ToArray();
        authors = Enumerable.Range(0, 200).Select(_ => random.Next(60)).ToArray();
    }

    [Benchmark]
    public int[] Spectrum() => new SlidingSpectrum().Pick(Slate(), 20);

    [Benchmark]
    public int[] Determinantal() => new Determinantal().Pick(Slate(), 20);

    [Benchmark(Baseline = true)]
    public int[] MarginalRelevance() => new MarginalRelevance().Pick(Slate(), 20);

    Slate Slate() => new(scores, embeddings, Dimensions) { Apart = [new(authors, Window: 8)] };
}
